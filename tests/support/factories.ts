import { randomBytes, randomUUID } from 'node:crypto'
import type { Language } from '#app/platform/language.ts'
import type { TestDatabase } from './database.ts'

/**
 * What tests arrange, written as the owner so that arranging needs no permission. Every maker has sensible defaults, takes
 * overrides, and answers with what it made. Names are unlike each other on purpose: a test that finds the wrong one fails.
 */
const some = () => randomBytes(4).toString('hex')
const hours = (count: number) => count * 3_600_000

export type Role = 'participant' | 'volunteer' | 'organiser' | 'coordinator' | 'administrator'
export interface MadeOrganisation {
  id: string
  slug: string
  name: string
  country: 'NO' | 'SE'
  language: Language
  zone: string
}
export interface MadePerson {
  id: string
  name: string
  email: string
  language: Language
}
export interface MadeActivity {
  id: string
  slug: string
  title: string
  organisationId: string
  kindId: string
  startsAt: Date
  endsAt: Date
  zone: string
  uid: string
  places: number | null
}

export async function makeOrganisation(database: TestDatabase, given: Partial<Omit<MadeOrganisation, 'id'>> = {}): Promise<MadeOrganisation> {
  const slug = given.slug ?? `org-${some()}`
  const country = given.country ?? 'NO'
  const [made] = await database.owner<MadeOrganisation>(
    `INSERT INTO organisations (slug, name, country, language, zone) VALUES ($1, $2, $3, $4, $5) RETURNING id, slug, name, country, language, zone`,
    [slug, given.name ?? `Huset ${slug}`, country, given.language ?? (country === 'SE' ? 'sv' : 'nb'), given.zone ?? (country === 'SE' ? 'Europe/Stockholm' : 'Europe/Oslo')],
  )
  return made!
}

export async function makePerson(database: TestDatabase, given: Partial<Omit<MadePerson, 'id'>> & { openTitles?: boolean } = {}): Promise<MadePerson> {
  const name = given.name ?? `Person ${some()}`
  const [made] = await database.owner<MadePerson>(
    `INSERT INTO people (email, name, language, open_titles) VALUES ($1, $2, $3, $4) RETURNING id, email::text AS email, name, language`,
    [given.email ?? `p-${some()}@example.org`, name, given.language ?? 'nb', given.openTitles ?? false],
  )
  return made!
}

export async function makeMembership(database: TestDatabase, membership: { organisation: { id: string }; person: { id: string }; role: Role; from?: string; to?: string; placeId?: string }) {
  const [made] = await database.owner<{ id: string }>(
    `INSERT INTO memberships (organisation_id, person_id, role, valid_from, valid_to, place_id)
     VALUES ($1, $2, $3, coalesce($4::date, current_date - 30), $5::date, $6) RETURNING id`,
    [membership.organisation.id, membership.person.id, membership.role, membership.from ?? null, membership.to ?? null, membership.placeId ?? null],
  )
  return made!
}

/** A person who has these roles in the organisation since a month ago. */
export async function makeMember(database: TestDatabase, organisation: { id: string }, roles: Role | Role[], given: Parameters<typeof makePerson>[1] = {}): Promise<MadePerson> {
  const person = await makePerson(database, given)
  for (const role of [roles].flat()) await makeMembership(database, { organisation, person, role })
  return person
}

export interface ActivityWishes {
  organisation?: { id: string; zone?: string; language?: Language }
  title?: string
  slug?: string
  description?: string
  language?: Language
  kind?: string
  startsAt?: Date
  endsAt?: Date
  zone?: string
  places?: number | null
  visibility?: 'public' | 'members' | 'unlisted'
  area?: string
  lat?: number | null
  lon?: number | null
  address?: { text: string; lat?: number; lon?: number; shownTo?: 'everyone' | 'joined' }
  createdBy?: { id: string }
  host?: { id: string }
  /** false: still a draft. */
  published?: boolean
  cancelled?: { reason: string }
}

/** A published public activity in three days, with ten places, unless told otherwise. */
export async function makeActivity(database: TestDatabase, given: ActivityWishes = {}): Promise<MadeActivity> {
  const organisation = given.organisation ?? (await makeOrganisation(database))
  const language = given.language ?? organisation.language ?? 'nb'
  const title = given.title ?? `Tur ${some()}`
  const startsAt = given.startsAt ?? new Date(Math.ceil(Date.now() / hours(1)) * hours(1) + hours(72))
  const endsAt = given.endsAt ?? new Date(startsAt.getTime() + hours(2))
  const kind = await makeKind(database, organisation, given.kind ?? 'tur')
  const id = randomUUID()
  const published = given.published ?? true
  const [made] = await database.owner<Omit<MadeActivity, 'title'>>(
    `INSERT INTO activities (id, organisation_id, slug, kind_id, language, starts_at, ends_at, zone, area, lat, lon, visibility, places, uid,
       created_by, host_id, published_at, published_by, cancelled_at, cancel_reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, CASE WHEN $17 THEN now() END, CASE WHEN $17 THEN $15::uuid END,
       CASE WHEN $18::text IS NOT NULL THEN now() END, $18)
     RETURNING id, slug, organisation_id AS "organisationId", kind_id AS "kindId", starts_at AS "startsAt", ends_at AS "endsAt", zone, uid, places`,
    [id, organisation.id, given.slug ?? `aktivitet-${some()}`, kind.id, language, startsAt, endsAt, given.zone ?? organisation.zone ?? 'Europe/Oslo', given.area ?? 'Sentrum',
      given.lat ?? null, given.lon ?? null, given.visibility ?? 'public', given.places === undefined ? 10 : given.places, `${id}@samkraft.example`,
      given.createdBy?.id ?? null, given.host?.id ?? null, published, given.cancelled?.reason ?? null],
  )
  await database.owner('INSERT INTO activity_texts (activity_id, language, title, description) VALUES ($1, $2, $3, $4)', [id, language, title, given.description ?? ''])
  if (given.address) {
    await database.owner('INSERT INTO activity_addresses (activity_id, address, lat, lon, shown_to) VALUES ($1, $2, $3, $4, $5)', [
      id, given.address.text, given.address.lat ?? null, given.address.lon ?? null, given.address.shownTo ?? 'everyone',
    ])
  }
  return { ...made!, title }
}

/** The organisation's kind by that slug, made when it is not there. */
export async function makeKind(database: TestDatabase, organisation: { id: string }, slug = 'tur') {
  const [made] = await database.owner<{ id: string; slug: string }>(
    `INSERT INTO activity_kinds (organisation_id, slug, names) VALUES ($1, $2, $3)
     ON CONFLICT (organisation_id, slug) DO UPDATE SET slug = excluded.slug RETURNING id, slug`,
    [organisation.id, slug, JSON.stringify({ nb: slug, sv: slug, en: slug })],
  )
  return made!
}

/** Who has left had a place before, unless told otherwise. */
export async function makeSignUp(database: TestDatabase, signUp: { activity: { id: string }; person: { id: string }; state?: 'joined' | 'waiting' | 'left'; visible?: boolean; hadPlace?: boolean }) {
  const [made] = await database.owner<{ id: string }>(
    'INSERT INTO sign_ups (activity_id, person_id, state, visible_to_others, had_place) VALUES ($1, $2, $3, $4, $5) RETURNING id',
    [signUp.activity.id, signUp.person.id, signUp.state ?? 'joined', signUp.visible ?? false, signUp.hadPlace ?? signUp.state !== 'waiting'],
  )
  return made!
}
