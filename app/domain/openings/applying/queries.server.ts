import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { Standing } from '../rules.ts'
import type { EndReason, Kind, State } from '../schema.ts'
import { openMessage, openWords } from './sealing.server.ts'

export interface StepTaken {
  state: State
  at: Date
  /** null: by itself, or somebody who is gone. */
  name: string | null
  /** Taken by the applicant. */
  own: boolean
  message: string
  reason: EndReason | null
}
export interface MyApplication extends Standing {
  id: string
  state: State
  lookedAt: Date | null
  changedAt: Date
  createdAt: Date
  opening: { id: string; slug: string; kind: Kind; title: string; textLanguage: Language; contact: string | null }
  organisation: { slug: string; name: string; zone: string; contactEmail: string | null }
}

/** Everything one has applied for, what moves first. */
export async function myApplications(sql: Sql, personId: string, language: Language): Promise<MyApplication[]> {
  return sql<MyApplication>`
    SELECT a.id, a.state, a.looked_at AS "lookedAt", a.changed_at AS "changedAt", a.created_at AS "createdAt",
      o.published_at AS "publishedAt", o.closed_at AS "closedAt", o.closed_because AS "closedBecause", o.apply_until AS "applyUntil", o.places, o.taken_count AS taken,
      json_build_object('id', o.id, 'slug', o.slug, 'kind', o.kind, 'title', t.title, 'textLanguage', t.language, 'contact', contact_name(o.id)) AS opening,
      json_build_object('slug', house.slug, 'name', house.name, 'zone', house.zone, 'contactEmail', house.contact_email) AS organisation
    FROM applications a JOIN openings o ON o.id = a.opening_id JOIN organisations house ON house.id = o.organisation_id
    JOIN LATERAL (SELECT text.* FROM opening_texts text WHERE text.opening_id = o.id ORDER BY text.language = ${language} DESC, text.language = o.language DESC LIMIT 1) t ON true
    WHERE a.person_id = ${personId}::uuid
    ORDER BY a.state NOT IN ('sent', 'talking', 'offered', 'accepted', 'started'), a.changed_at DESC, a.id LIMIT 200`
}

export interface OwnApplication extends MyApplication {
  written: { words: string; phone: string; email: boolean } | null
  steps: StepTaken[]
}

/** One's own application with everything written in it, by oneself and to oneself. */
export async function myApplication(sql: Sql, id: string, personId: string, language: Language): Promise<OwnApplication | null> {
  const found = (await myApplications(sql, personId, language)).find((one) => one.id === id)
  if (!found) return null
  const [kept] = await sql<{ sealed: string | null; sharesEmail: boolean; organisationId: string }>`
    SELECT a.sealed, a.shares_email AS "sharesEmail", o.organisation_id AS "organisationId" FROM applications a JOIN openings o ON o.id = a.opening_id WHERE a.id = ${id}::uuid`
  const at = { applicationId: id, organisationId: kept!.organisationId }
  const words = openWords(at, kept!.sealed)
  return { ...found, written: words && { ...words, email: kept!.sharesEmail }, steps: await stepsOf(sql, at) }
}

async function stepsOf(sql: Sql, at: { applicationId: string; organisationId: string }): Promise<StepTaken[]> {
  const rows = await sql<StepTaken & { sealed: string | null }>`SELECT state, at, name, own, sealed, reason FROM steps_of(${at.applicationId}::uuid)`
  return rows.map(({ sealed, ...step }) => ({ ...step, message: openMessage(at, sealed) }))
}

/** Where one stands with one opening, if one has applied. */
export async function myStanding(sql: Sql, openingId: string, personId: string): Promise<{ id: string; state: State; lookedAt: Date | null } | null> {
  const [found] = await sql<{ id: string; state: State; lookedAt: Date | null }>`
    SELECT id, state, looked_at AS "lookedAt" FROM applications WHERE opening_id = ${openingId}::uuid AND person_id = ${personId}::uuid`
  return found ?? null
}

export interface Applicant { id: string; name: string; state: State; lookedAt: Date | null; createdAt: Date; changedAt: Date }

/** Who has applied, for those who answer; who waits for an answer first, the longest wait first. */
export async function applicantsOf(sql: Sql, openingId: string): Promise<Applicant[]> {
  return sql<Applicant>`
    SELECT a.id, who.name, a.state, a.looked_at AS "lookedAt", a.created_at AS "createdAt", a.changed_at AS "changedAt"
    FROM applicants_of(${openingId}::uuid) who JOIN applications a ON a.id = who.application_id WHERE a.person_id IS DISTINCT FROM app_person()
    ORDER BY array_position(ARRAY['sent', 'talking', 'offered', 'accepted', 'started'], a.state) NULLS LAST, a.changed_at, a.id`
}

export interface ReadApplication extends Applicant {
  email: string | null
  written: { words: string; phone: string } | null
  steps: StepTaken[]
}

/** One application as those who answer read it. */
export async function applicationToAnswer(sql: Sql, { openingId, applicationId }: { openingId: string; applicationId: string }): Promise<ReadApplication | null> {
  const [found] = await sql<Applicant & { email: string | null; sealed: string | null; organisationId: string }>`
    SELECT a.id, who.name, who.email, a.state, a.looked_at AS "lookedAt", a.created_at AS "createdAt", a.changed_at AS "changedAt", a.sealed, o.organisation_id AS "organisationId"
    FROM applicants_of(${openingId}::uuid) who JOIN applications a ON a.id = who.application_id JOIN openings o ON o.id = a.opening_id
    WHERE a.id = ${applicationId}::uuid AND a.person_id IS DISTINCT FROM app_person()`
  if (!found) return null
  const { sealed, organisationId, ...rest } = found
  const at = { applicationId, organisationId }
  return { ...rest, written: openWords(at, sealed), steps: await stepsOf(sql, at) }
}
