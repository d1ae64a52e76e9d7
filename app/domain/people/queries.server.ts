import type { Sql } from '#app/platform/db.server.ts'
import type { OwnSettings } from './schema.ts'

export const settingsOf = async (sql: Sql, personId: string): Promise<(OwnSettings & { email: string }) | null> =>
  (await sql<OwnSettings & { email: string }>`SELECT name, email, language, open_titles AS "openTitles" FROM people WHERE id = ${personId}::uuid`)[0] ?? null
