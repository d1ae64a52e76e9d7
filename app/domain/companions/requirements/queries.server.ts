import type { Sql } from '#app/platform/db.server.ts'
import { inLanguage, type Language, languages } from '#app/platform/language.ts'
import { type Kind, kinds } from '../schema.ts'
import { defaultsOf, type KindRules } from './rules.ts'

/** What is asked of every kind, with the usual where the organisation has said nothing. */
export async function kindRulesOf(sql: Sql, organisationId: string): Promise<KindRules[]> {
  const rows = await sql<KindRules>`
    SELECT kind, welcome, paid, declaration, reference_count AS "referenceCount", minimum_age AS "minimumAge", certificate_reason AS "certificateReason", sober_months AS "soberMonths"
    FROM volunteer_kinds WHERE organisation_id = ${organisationId}::uuid`
  return kinds.map((kind) => rows.find((row) => row.kind === kind) ?? defaultsOf(kind))
}

export interface WelcomingOrganisation { id: string; slug: string; name: string; country: string; language: Language; places: string[]; kinds: Kind[] }

/** Who welcomes people who want to give time, by name. */
export async function welcomingOrganisations(sql: Sql): Promise<WelcomingOrganisation[]> {
  return sql<WelcomingOrganisation>`
    SELECT o.id, o.slug, o.name, o.country, o.language, array_agg(k.kind ORDER BY array_position(ARRAY['companion', 'peer', 'adviser', 'helper'], k.kind)) AS kinds,
      ARRAY(SELECT p.name FROM places p WHERE p.organisation_id = o.id AND p.archived_at IS NULL ORDER BY p.name LIMIT 3) AS places
    FROM volunteer_kinds k JOIN organisations o ON o.id = k.organisation_id WHERE k.welcome
    GROUP BY o.id ORDER BY o.name, o.id LIMIT 500`
}

export interface DeclarationVersion { id: string; version: number; texts: Partial<Record<Language, string>>; asksAgain: boolean; createdAt: Date }

/** The text that is signed today: the newest. */
export async function latestDeclaration(sql: Sql, organisationId: string): Promise<DeclarationVersion | null> {
  const [found] = await sql<DeclarationVersion>`
    SELECT id, version, texts, asks_again AS "asksAgain", created_at AS "createdAt" FROM declarations WHERE organisation_id = ${organisationId}::uuid ORDER BY version DESC LIMIT 1`
  return found ?? null
}

/** An earlier text, as somebody signed it. */
export async function declarationVersion(sql: Sql, { organisationId, version }: { organisationId: string; version: number }): Promise<DeclarationVersion | null> {
  const [found] = await sql<DeclarationVersion>`
    SELECT id, version, texts, asks_again AS "asksAgain", created_at AS "createdAt" FROM declarations WHERE organisation_id = ${organisationId}::uuid AND version = ${version}::int`
  return found ?? null
}

/** Its text as the reader reads it, and in which language that is. */
export function declarationIn({ texts }: DeclarationVersion, language: Language): { text: string; language: Language } {
  const text = inLanguage(texts, language) ?? ''
  return { text, language: languages.find((one) => texts[one] === text) ?? language }
}
