import type { Names } from '#app/domain/activities/finding/queries.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { OpeningPage } from '../finding/queries.server.ts'
import type { ClosedBecause } from '../rules.ts'
import type { Kind, Visibility } from '../schema.ts'
import { type Change, type Choices, type Planned, wordsFor } from './rules.ts'

/** An opening with everything those who offer it know of it. */
export interface Workpiece extends Planned {
  id: string
  slug: string
  organisationId: string
  createdBy: string | null
}

/** The opening as it is planned now, when the actor may see it there. */
export async function openingPlanned(sql: Sql, organisationId: string, id: string): Promise<Workpiece | null> {
  const [found] = await sql<Workpiece>`
    SELECT o.id, o.slug, o.organisation_id AS "organisationId", o.kind, o.language, o.percent, o.places, o.taken_count AS taken, o.starts_on::text AS "startsOn",
      o.apply_until AS "applyUntil", o.zone, o.place_id AS "placeId", o.area, o.lat, o.lon, o.visibility, o.contact_id AS "contactId", o.version, o.created_by AS "createdBy",
      o.published_at AS "publishedAt", o.closed_at AS "closedAt", o.closed_because AS "closedBecause",
      (SELECT json_object_agg(t.language, json_build_object('title', t.title, 'description', t.description, 'tasks', t.tasks, 'learns', t.learns,
        'adjustments', t.adjustments, 'pay', t.pay, 'hours', t.hours)) FROM opening_texts t WHERE t.opening_id = o.id) AS texts
    FROM openings o WHERE o.id = ${id}::uuid AND o.organisation_id = ${organisationId}::uuid`
  return found ?? null
}

export interface NamedChoices extends Choices {
  contacts: { id: string; name: string }[]
}

/** What an organisation's form has to choose from. What an opening already has stays among it, even when put away since. */
export async function choicesForOpening(sql: Sql, organisation: { id: string; zone: string }, planned?: Pick<Workpiece, 'id' | 'placeId' | 'contactId'>): Promise<NamedChoices> {
  const places = await sql<Choices['places'][number]>`
    SELECT id, name, address, lat, lon FROM places
    WHERE organisation_id = ${organisation.id}::uuid AND (archived_at IS NULL OR id = ${planned?.placeId ?? null}::uuid) ORDER BY name`
  const contacts = await sql<{ id: string; name: string }>`
    SELECT DISTINCT p.id, p.name FROM people p
    WHERE p.id = ${planned?.contactId ?? null}::uuid OR p.id IN (
      SELECT m.person_id FROM memberships m WHERE m.organisation_id = ${organisation.id}::uuid AND m.role <> 'participant'
        AND m.valid_from <= current_date AND (m.valid_to IS NULL OR m.valid_to >= current_date))
    ORDER BY p.name, p.id`
  return { places, contacts, zone: organisation.zone, mayChooseContact: planned ? await hires(sql, planned.id) : true }
}

/** Whether the actor reads and answers the applications. */
export async function hires(sql: Sql, openingId: string): Promise<boolean> {
  const [answer] = await sql<{ hires: boolean }>`SELECT hires(${openingId}::uuid) AS hires`
  return answer?.hires ?? false
}

/** Whether the actor is one of the organisation's. */
export async function belongs(sql: Sql, organisationId: string): Promise<boolean> {
  const [answer] = await sql<{ belongs: boolean }>`SELECT belongs_to(${organisationId}::uuid) AS belongs`
  return answer?.belongs ?? false
}

export interface ListedWork {
  id: string
  kind: Kind
  title: string
  titleLanguage: Language
  percent: number | null
  places: number
  taken: number
  applyUntil: Date | null
  zone: string
  where: string
  visibility: Visibility
  publishedAt: Date | null
  closedAt: Date | null
  closedBecause: ClosedBecause | null
  contact: string | null
  hires: boolean
  /** As far as the actor may see them. */
  awaiting: number
  alive: number
}

/** What an organisation offers; for a volunteer only what they are the contact of. */
export async function openingsAtWork(sql: Sql, { organisationId, onlyContact, language }: { organisationId: string; onlyContact?: string; language: Language }): Promise<ListedWork[]> {
  return sql<ListedWork>`
    SELECT o.id, o.kind, t.title, t.language AS "titleLanguage", o.percent, o.places, o.taken_count AS taken, o.apply_until AS "applyUntil", o.zone, o.area AS where, o.visibility,
      o.published_at AS "publishedAt", o.closed_at AS "closedAt", o.closed_because AS "closedBecause", contact_name(o.id) AS contact, hires(o.id) AS hires,
      count(a.id) FILTER (WHERE a.state IN ('sent', 'talking'))::int AS awaiting, count(a.id) FILTER (WHERE a.state IN ('sent', 'talking', 'offered', 'accepted', 'started'))::int AS alive
    FROM openings o
    JOIN LATERAL (SELECT text.* FROM opening_texts text WHERE text.opening_id = o.id ORDER BY text.language = ${language} DESC, text.language = o.language DESC LIMIT 1) t ON true
    LEFT JOIN applications a ON a.opening_id = o.id AND a.person_id IS DISTINCT FROM app_person()
    WHERE o.organisation_id = ${organisationId}::uuid AND (o.published_at IS NOT NULL OR o.closed_at IS NULL)
      AND (${onlyContact ?? null}::uuid IS NULL OR o.contact_id = ${onlyContact ?? null}::uuid)
    GROUP BY o.id, t.title, t.language ORDER BY o.closed_at IS NOT NULL, o.published_at DESC NULLS FIRST, o.created_at DESC LIMIT 200`
}

export interface Deed { at: Date; event: string; who: string | null; changes: Change[] }

/** What was done to the plan, newest first, as far as the actor may read it. */
export async function openingDeeds(sql: Sql, openingId: string): Promise<Deed[]> {
  return sql<Deed>`
    SELECT h.at, h.event, p.name AS who, coalesce(h.facts->'changes', '[]') AS changes
    FROM history h LEFT JOIN people p ON 'person:' || p.id = h.actor
    WHERE h.subject_kind = 'opening' AND h.subject_id = ${openingId} AND h.event LIKE 'opening.%' ORDER BY h.id DESC LIMIT 50`
}

/** What others changed after the version a form was filled from, and who did. */
export async function changedSince(sql: Sql, openingId: string, version: number): Promise<{ changes: Change[]; who: string[] }> {
  const deeds = await sql<{ who: string | null; changes: Change[] }>`
    SELECT p.name AS who, h.facts->'changes' AS changes FROM history h LEFT JOIN people p ON 'person:' || p.id = h.actor
    WHERE h.subject_kind = 'opening' AND h.subject_id = ${openingId} AND h.event = 'opening.edited' AND (h.facts->>'version')::int > ${version}::int ORDER BY h.id`
  return { changes: [...new Set(deeds.flatMap((deed) => deed.changes))], who: [...new Set(deeds.flatMap((deed) => deed.who ?? []))] }
}

/** The opening as a stranger will meet it once it is published. */
export async function seenByStrangers(sql: Sql, opening: Workpiece, language: Language, now: Date): Promise<OpeningPage> {
  const [around] = await sql<Pick<OpeningPage, 'organisation' | 'place' | 'contact'>>`
    SELECT json_build_object('id', house.id, 'slug', house.slug, 'name', house.name, 'country', house.country, 'website', house.website, 'contactEmail', house.contact_email, 'about', house.about) AS organisation,
      CASE WHEN p.id IS NOT NULL THEN json_build_object('name', p.name, 'address', p.address) END AS place, contact_name(o.id) AS contact
    FROM openings o JOIN organisations house ON house.id = o.organisation_id LEFT JOIN places p ON p.id = o.place_id WHERE o.id = ${opening.id}::uuid`
  const { words, language: written } = wordsFor(opening, language)
  const { texts, version: _, createdBy: __, contactId: ___, placeId: ____, organisationId: _____, ...rest } = opening
  return {
    ...rest, ...around!, languages: Object.keys(texts) as Language[], text: { ...words, language: written },
    publishedAt: opening.publishedAt ?? now, updatedAt: now, organisation: { ...around!.organisation, about: around!.organisation.about as Names },
  }
}
