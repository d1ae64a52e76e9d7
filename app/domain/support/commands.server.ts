import { tell } from '#app/domain/history/commands.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { Country } from './queries.server.ts'

/** Help lines belong to a country: administrators of its organisations keep them right, and row-level security refuses others. */
export interface Keeper { organisationId: string; country: Country }
export interface HelpLineTexts { names: Record<Language, string>; number: string; hours: Record<Language,
  string>; source: string; checkedOn: string; verified: boolean }
export type Kept = { ok: true } | { ok: false; reason: 'not_found' }

const written = (texts: Record<string, string>) => JSON.stringify(Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== '')))

export async function saveHelpLine(sql: Sql, { organisationId, country }: Keeper,
  { lineId, ...line }: HelpLineTexts & { lineId: string | null }): Promise<Kept> {
  const [saved] = lineId
    ? await sql<{ id: string }>`UPDATE help_lines
      SET names = ${written(line.names)}::jsonb, number = ${line.number}, hours = ${written(line.hours)}::jsonb, source = ${line.source}, checked_on = ${line.checkedOn}::date, verified = ${line.verified}::boolean
        WHERE id = ${lineId}::uuid AND country = ${country} RETURNING id`
    : await sql<{ id: string }>`INSERT INTO help_lines (country, position, names, number, hours, source, checked_on, verified)
        SELECT ${country}, coalesce(max(position), 0) + 1, ${written(line.names)}::jsonb, ${line.number}, ${written(line.hours)}::jsonb, ${line.source}, ${line.checkedOn}::date, ${line.verified}::boolean FROM help_lines WHERE country = ${country} RETURNING id`
  if (!saved) return { ok: false, reason: 'not_found' }
  await tell(sql, { organisationId, subject: ['help-line', saved.id], event: lineId ? 'help-line.edited' : 'help-line.added', facts: { number: line.number } })
  return { ok: true }
}

export async function removeHelpLine(sql: Sql, { organisationId, country }: Keeper, lineId: string): Promise<Kept> {
  const [removed] = await sql<{ number: string }>`DELETE FROM help_lines WHERE id = ${lineId}::uuid AND country = ${country} RETURNING number`
  if (!removed) return { ok: false, reason: 'not_found' }
  await tell(sql, { organisationId, subject: ['help-line', lineId], event: 'help-line.removed', facts: { number: removed.number } })
  return { ok: true }
}
