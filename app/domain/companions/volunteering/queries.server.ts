import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { type Asked, askedOf, checklist, type Item, type KindRules } from '../requirements/rules.ts'
import type { ReferenceTold } from '../requirements/schema.ts'
import { openReference } from '../requirements/sealing.server.ts'
import type { Kind, Offer, VolunteerState } from '../schema.ts'
import { trainingFor } from '../school/queries.server.ts'
import { openOffer, openWish } from '../sealing.server.ts'
import { traitValues } from '../traits/rules.ts'
import { mostReminders, offerValues, type Step, waitsFor, type Waits } from './rules.ts'
import { openMessage } from './sealing.server.ts'

export interface Conversation { timeId: string; appointmentId: string; startsAt: Date; endsAt: Date; zone: string; place: string; name: string | null; offeredBy: string }
export interface Mark { what: 'sober' | 'age' | 'certificate-asked' | 'certificate-shown'; kind: Kind | null; markedAt: Date; name: string | null }
export interface Reference extends ReferenceTold { id: string; createdAt: Date; spokenAt: Date | null; spokenBy: string | null }
export interface VolunteerStory {
  id: string
  organisation: { id: string; slug: string; name: string; country: string; zone: string; language: Language; contactEmail: string | null }
  person: { id: string; name: string | null; email: string | null }
  kinds: Kind[]
  state: VolunteerState
  resumes: VolunteerState | null
  capacity: number
  reminded: number
  createdAt: Date
  changedAt: Date
  told: Offer | null
  asked: Asked
  declaration: { id: string; version: number; signed: boolean; signature: { version: number; name: string; at: Date } | null } | null
  references: Reference[]
  marks: Mark[]
  conversation: Conversation | null
  freeTimes: number
  items: Item[]
  waits: Waits
}

interface Ask { now: Date; language: Language }

interface Row extends Omit<VolunteerStory, 'told' | 'asked' | 'references' | 'items' | 'waits' | 'declaration'> {
  sealed: string | null
  rules: KindRules[]
  references: (Omit<Reference, keyof ReferenceTold> & { sealed: string })[]
  declared: { id: string; version: number; needed: number } | null
  signature: { version: number; name: string; at: Date } | null
}

/**
 * Volunteers with everything that tells where they stand, as far as whoever asks may see it. JSON carries no dates, so
 * those inside are made again here.
 */
async function stories(sql: Sql, { id = null, personId = null, organisationId = null, slug = null, waiting = null, asIf = null }: { asIf?: Kind[] | null; id?: string | null; personId?: string | null; organisationId?: string | null; slug?: string | null; waiting?: { before: Date } | null }, { now, language }: Ask): Promise<VolunteerStory[]> {
  const rows = await sql<Row>`
    SELECT v.id, json_build_object('id', o.id, 'slug', o.slug, 'name', o.name, 'country', o.country, 'zone', o.zone, 'language', o.language, 'contactEmail', o.contact_email) AS organisation,
      json_build_object('id', v.person_id, 'name', p.name, 'email', p.email::text) AS person, v.kinds, v.state, v.resumes, v.capacity, v.reminded, v.created_at AS "createdAt", v.changed_at AS "changedAt", v.sealed,
      coalesce((SELECT json_agg(json_build_object('kind', k.kind, 'welcome', k.welcome, 'paid', k.paid, 'declaration', k.declaration, 'referenceCount', k.reference_count, 'minimumAge', k.minimum_age,
        'certificateReason', k.certificate_reason, 'soberMonths', k.sober_months)) FROM volunteer_kinds k WHERE k.organisation_id = v.organisation_id), '[]') AS rules,
      (SELECT json_build_object('id', d.id, 'version', d.version, 'needed', (SELECT max(a.version) FROM declarations a WHERE a.organisation_id = v.organisation_id AND (a.asks_again OR a.version = 1)))
        FROM declarations d WHERE d.organisation_id = v.organisation_id ORDER BY d.version DESC LIMIT 1) AS declared,
      (SELECT json_build_object('version', d.version, 'name', s.name, 'at', s.signed_at) FROM declaration_signatures s JOIN declarations d ON d.id = s.declaration_id
        WHERE s.person_id = v.person_id AND d.organisation_id = v.organisation_id ORDER BY d.version DESC LIMIT 1) AS signature,
      coalesce((SELECT json_agg(json_build_object('id', r.id, 'createdAt', r.created_at, 'spokenAt', r.spoken_at, 'spokenBy', w.name, 'sealed', r.sealed) ORDER BY r.created_at, r.id)
        FROM volunteer_references r LEFT JOIN people w ON w.id = r.spoken_by WHERE r.volunteer_id = v.id), '[]') AS references,
      coalesce((SELECT json_agg(json_build_object('what', m.what, 'kind', m.kind, 'markedAt', m.marked_at, 'name', w.name)) FROM volunteer_marks m LEFT JOIN people w ON w.id = m.marked_by WHERE m.volunteer_id = v.id), '[]') AS marks,
      (SELECT json_build_object('timeId', t.id, 'appointmentId', t.appointment_id, 'startsAt', t.starts_at, 'endsAt', t.ends_at, 'zone', t.zone, 'place', t.place, 'name', conversation_with(t.id), 'offeredBy', t.offered_by)
        FROM conversation_times t WHERE t.volunteer_id = v.id AND t.appointment_id IS NOT NULL ORDER BY t.starts_at DESC LIMIT 1) AS conversation,
      CASE WHEN v.state = 'talking' THEN (SELECT count(*)::int FROM free_conversation_times(v.organisation_id, ${now}::timestamptz)) ELSE 0 END AS "freeTimes"
    FROM volunteers v JOIN organisations o ON o.id = v.organisation_id LEFT JOIN people p ON p.id = v.person_id
    WHERE (${id}::uuid IS NULL OR v.id = ${id}::uuid) AND (${personId}::uuid IS NULL OR v.person_id = ${personId}::uuid)
      AND (${organisationId}::uuid IS NULL OR v.organisation_id = ${organisationId}::uuid) AND (${slug}::text IS NULL OR o.slug = ${slug})
      AND (${waiting?.before ?? null}::timestamptz IS NULL OR (v.state IN ('applied', 'talking', 'preparing') AND v.reminded < ${mostReminders}::int AND v.changed_at <= ${waiting?.before ?? null}::timestamptz
        AND NOT EXISTS (SELECT FROM conversation_times t WHERE t.volunteer_id = v.id AND t.ends_at > ${now}::timestamptz)))
    ORDER BY v.state = 'left', v.changed_at, v.id LIMIT 1000`
  const told: VolunteerStory[] = []
  for (const { sealed, rules, declared, signature, ...row } of rows) {
    const at = { id: row.id, organisationId: row.organisation.id }
    // Whoever has left is asked nothing more, and nobody reads what they told.
    const gone = row.state === 'left'
    const offer = gone && personId === null ? null : openOffer(at, sealed)
    const kinds = asIf ?? row.kinds
    const asked = askedOf(kinds, rules)
    const references = row.references.map(({ sealed, ...one }) => ({ ...one, ...openReference({ id: one.id, organisationId: row.organisation.id }, sealed), createdAt: new Date(one.createdAt), spokenAt: one.spokenAt && new Date(one.spokenAt) }))
    const declaration = declared && { id: declared.id, version: declared.version, signed: (signature?.version ?? 0) >= declared.needed, signature: signature && { ...signature, at: new Date(signature.at) } }
    const conversation = row.conversation && { ...row.conversation, startsAt: new Date(row.conversation.startsAt), endsAt: new Date(row.conversation.endsAt) }
    const training = gone || row.state === 'applied' || row.state === 'talking' ? [] : await trainingFor(sql, { organisationId: row.organisation.id, personId: row.person.id, kinds, language })
    const items = gone ? [] : checklist(asked, { birthYear: openOffer(at, sealed)?.birthYear ?? null, declaration, references, marks: row.marks, training }, now)
    const standing = { state: row.state, conversation, freeTimes: row.freeTimes, items }
    told.push({ ...row, told: offer, asked, declaration, references, marks: row.marks.map((mark) => ({ ...mark, markedAt: new Date(mark.markedAt) })), conversation, items, waits: waitsFor(standing, now) })
  }
  return told
}

/** Everywhere the person gives time or has asked to. */
export const myVolunteering = (sql: Sql, personId: string, ask: Ask) => stories(sql, { personId }, ask)

/** The person's own story with one organisation. */
export async function myStoryWith(sql: Sql, { personId, slug }: { personId: string; slug: string }, ask: Ask): Promise<VolunteerStory | null> {
  return (await stories(sql, { personId, slug }, ask))[0] ?? null
}

/** Whether the person is on the way or there, and has not left. */
export async function isVolunteerAt(sql: Sql, { organisationId, personId }: { organisationId: string; personId: string }): Promise<boolean> {
  return (await sql`SELECT 1 FROM volunteers WHERE organisation_id = ${organisationId}::uuid AND person_id = ${personId}::uuid AND state <> 'left'`).length > 0
}

/** Everybody who gives or offers time, as coordinators see them: not themselves. */
export async function volunteersOf(sql: Sql, { organisationId, personId }: { organisationId: string; personId: string }, ask: Ask): Promise<VolunteerStory[]> {
  return (await stories(sql, { organisationId }, ask)).filter((one) => one.person.id !== personId)
}

/** `kinds`: what would be asked of them as these. */
export async function volunteerStory(sql: Sql, { organisationId, id, personId, kinds = null }: { organisationId: string; id: string; personId: string; kinds?: Kind[] | null }, ask: Ask): Promise<VolunteerStory | null> {
  const found = (await stories(sql, { organisationId, id, asIf: kinds }, ask))[0]
  return found && found.person.id !== personId ? found : null
}

/** Those for whom nothing has moved since then, for the program. */
export const waitingSince = (sql: Sql, before: Date, ask: Ask) => stories(sql, { waiting: { before } }, ask)

export interface StepTaken { step: Step; at: Date; name: string | null; own: boolean; message: string }

export async function stepsOf(sql: Sql, at: { volunteerId: string; organisationId: string }): Promise<StepTaken[]> {
  const rows = await sql<Omit<StepTaken, 'message'> & { sealed: string | null }>`SELECT step, at, name, own, sealed FROM volunteer_steps_of(${at.volunteerId}::uuid)`
  return rows.map(({ sealed, ...step }) => ({ ...step, message: openMessage(at, sealed) }))
}

/** What the person has told before, here, elsewhere or when asking for a companion, as a form's values: nobody starts over. */
export async function knownOf(sql: Sql, { personId, organisationId }: { personId: string; organisationId: string }): Promise<Record<string, string>> {
  const offers = await sql<{ id: string; organisationId: string; sealed: string; kinds: Kind[] }>`
    SELECT id, organisation_id AS "organisationId", sealed, kinds FROM volunteers WHERE person_id = ${personId}::uuid AND sealed IS NOT NULL
    ORDER BY organisation_id = ${organisationId}::uuid DESC, changed_at DESC LIMIT 1`
  const [offer] = offers
  if (offer) return { ...offerValues(openOffer(offer, offer.sealed)!), ...Object.fromEntries(offer.organisationId === organisationId ? offer.kinds.map((kind) => [`kinds.${kind}`, 'on']) : []) }
  const [wish] = await sql<{ id: string; organisationId: string; sealed: string }>`
    SELECT id, organisation_id AS "organisationId", sealed FROM companion_requests WHERE person_id = ${personId}::uuid AND sealed IS NOT NULL ORDER BY changed_at DESC LIMIT 1`
  if (!wish) return {}
  const told = openWish(wish, wish.sealed)!
  return { ...traitValues(told), phone: told.phone }
}
