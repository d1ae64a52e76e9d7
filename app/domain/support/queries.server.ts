import type { Sql } from '#app/platform/db.server.ts'
import { inLanguage, type Language } from '#app/platform/language.ts'

export type Country = 'NO' | 'SE'
export interface HelpLine {
  id: string
  country: Country
  name: string
  number: string
  hours: string
  source: string
  /** A calendar day, "2026-11-01". */
  checkedOn: string
  verified: boolean
}
type Row = Omit<HelpLine, 'name' | 'hours'> & { names: Partial<Record<Language, string>>; hours: Partial<Record<Language, string>> }

/** Who answers, in the reader's words; the first of a country is its emergency number. */
export async function helpLines(sql: Sql, language: Language): Promise<HelpLine[]> {
  const rows = await sql<Row>`
    SELECT id, country, names, number, hours, source, checked_on::text AS "checkedOn", verified FROM help_lines ORDER BY country, position, id`
  return rows.map(({ names, hours, ...line }) => ({ ...line, name: inLanguage(names, language) ?? line.number, hours: inLanguage(hours, language) ?? '' }))
}

/** Whose numbers come first for a reader of this language. */
export const countriesFor = (language: Language): Country[] => (language === 'sv' ? ['SE', 'NO'] : ['NO', 'SE'])

export interface EditableHelpLine extends Omit<Row, 'hours'> { hours: Partial<Record<Language, string>> }
/** A country's lines with all their words, for those who keep them right. */
export const helpLinesToEdit = (sql: Sql, country: Country) => sql<EditableHelpLine>`
  SELECT id, country, names, number, hours, source, checked_on::text AS "checkedOn", verified FROM help_lines WHERE country = ${country} ORDER BY position, id`
