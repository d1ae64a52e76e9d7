import type { Sql } from '#app/platform/db.server.ts'
import type { OwnSettings } from './schema.ts'

/** The person of the transaction changes what they are called, their language, and what their calendar may say. */
export async function saveSettings(sql: Sql, personId: string, { name, language, openTitles }: OwnSettings): Promise<void> {
  await sql`UPDATE people SET name = ${name}, language = ${language}, open_titles = ${openTitles} WHERE id = ${personId}::uuid`
}
