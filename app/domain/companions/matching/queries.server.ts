import { setImmediate as breathe } from 'node:timers/promises'
import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { localTime } from '#app/platform/time.ts'
import { type Kind, type VolunteerState, walkingKinds, type Wish } from '../schema.ts'
import { openAvoid, openOffer, openWish } from '../sealing.server.ts'
import { defaultWeights, type Giver, type Pool, type Seeker, type Two, type Weights } from './schema.ts'

export interface Asker {
  id: string
  personId: string
  name: string
  reads: Language
  askedAt: Date
  startsOn: string | null
  releasedOn: string | null
  sealed: string | null
}
export interface FreeVolunteer {
  id: string
  personId: string
  name: string
  reads: Language
  kinds: Kind[]
  capacity: number
  walking: number
  landed: number
  sealed: string | null
}
/** Everything a proposal is made of, as it lies in the database. */
export interface SealedPool {
  organisationId: string
  askers: Asker[]
  volunteers: FreeVolunteer[]
  locks: Two[]
  forbids: Two[]
  ended: Two[]
  last: Two[]
  weights: Weights
}

export async function weightsOf(sql: Sql, organisationId: string): Promise<Weights> {
  const [found] = await sql<Weights>`SELECT experience, gender, age, interests, language, distance, times, load, record, waiting FROM match_weights WHERE organisation_id = ${organisationId}::uuid`
  return found ?? { ...defaultWeights }
}

/** Who waits, whom a date makes urgent first, then who has waited longest; and who may walk with them. Never the coordinator who looks, nor anybody they walk or have walked beside. */
export async function poolOf(sql: Sql, { organisationId, personId }: { organisationId: string; personId: string }): Promise<SealedPool> {
  const askers = await sql<Asker>`
    SELECT r.id, r.person_id AS "personId", p.name, p.language AS reads, r.asked_at AS "askedAt", r.starts_on AS "startsOn", r.released_on AS "releasedOn", r.sealed
    FROM companion_requests r JOIN people p ON p.id = r.person_id
    WHERE r.organisation_id = ${organisationId}::uuid AND r.state = 'waiting' AND r.person_id <> ${personId}::uuid AND NOT walked_beside(r.organisation_id, r.person_id)
    ORDER BY r.released_on NULLS LAST, r.asked_at, r.id`
  const volunteers = await sql<FreeVolunteer>`
    SELECT v.id, v.person_id AS "personId", p.name, p.language AS reads, v.kinds, v.capacity, coalesce(w.walking, 0)::int AS walking, coalesce(w.landed, 0)::int AS landed, v.sealed
    FROM volunteers v JOIN people p ON p.id = v.person_id
    LEFT JOIN (SELECT volunteer_id, count(*) FILTER (WHERE state <> 'ended') AS walking, count(*) FILTER (WHERE ended_because = 'landed') AS landed
      FROM pairings WHERE organisation_id = ${organisationId}::uuid GROUP BY volunteer_id) w ON w.volunteer_id = v.id
    WHERE v.organisation_id = ${organisationId}::uuid AND v.state IN ('ready', 'active') AND v.kinds && ${[...walkingKinds]}::text[] AND v.sealed IS NOT NULL
      AND v.person_id <> ${personId}::uuid AND v.capacity > coalesce(w.walking, 0)
    ORDER BY p.name, v.id`
  const holds = await sql<{ kind: string; two: Two }>`SELECT kind, ARRAY[request_id, volunteer_id] AS two FROM match_holds WHERE organisation_id = ${organisationId}::uuid`
  const ended = await sql<{ two: Two }>`SELECT DISTINCT ARRAY[request_id, volunteer_id] AS two FROM pairings WHERE organisation_id = ${organisationId}::uuid AND state = 'ended'`
  const last = await sql<{ two: Two }>`SELECT ARRAY[request_id, volunteer_id] AS two FROM match_proposals WHERE organisation_id = ${organisationId}::uuid`
  const held = (kind: string) => holds.filter((hold) => hold.kind === kind).map(({ two }) => two)
  return { organisationId, askers, volunteers, locks: held('lock'), forbids: held('forbid'), ended: ended.map(({ two }) => two), last: last.map(({ two }) => two), weights: await weightsOf(sql, organisationId) }
}

/** A pool opened, as far as the matching needs it: no names, no numbers, no words. A hundred at a time, so that nobody's page waits for a large one. */
export async function openPool(sealed: SealedPool, { zone, now }: { zone: string; now: Date }): Promise<Pool> {
  const { organisationId, askers, volunteers, locks, forbids, ended, last, weights } = sealed
  const today = localTime(now, zone)
  const seekers: Seeker[] = []
  const givers: Giver[] = []
  for (const [index, asker] of askers.entries()) {
    if (index % 100 === 99) await breathe()
    const seeker = seekerOf(asker, { organisationId, today: today.dayNumber, zone })
    if (seeker) seekers.push(seeker)
  }
  for (const [index, volunteer] of volunteers.entries()) {
    if (index % 100 === 99) await breathe()
    const giver = giverOf(volunteer, organisationId)
    if (giver) givers.push(giver)
  }
  return { seekers, givers, locks, forbids, ended, last, weights, year: today.year }
}

type Told = Giver['offer']
const told = ({ gender, birthYear, speaks, interests, experiences, times, area, lat, lon, travelMinutes, hasCar }: Told): Told => ({ gender, birthYear, speaks, interests, experiences, times, area, lat, lon, travelMinutes, hasCar })

export function seekerOf({ id, personId, reads, askedAt, releasedOn, sealed }: Asker, at: { organisationId: string; today: number; zone: string }): Seeker | null {
  const wish = openWish({ id, organisationId: at.organisationId }, sealed)
  if (!wish) return null
  const { genderWish, genderMust, experienceWish, inside } = wish
  return {
    id, personId, reads, wish: { ...told(wish), genderWish, genderMust, experienceWish, inside }, waitedDays: at.today - localTime(askedAt, at.zone).dayNumber,
    releasedIn: releasedOn === null ? null : Date.parse(releasedOn) / 86_400_000 - at.today,
  }
}
export function giverOf({ id, personId, reads, kinds, capacity, walking, landed, sealed }: FreeVolunteer, organisationId: string): Giver | null {
  const offer = openOffer({ id, organisationId }, sealed)
  return offer && { id, personId, reads, peer: kinds.includes('peer'), offer: told(offer), capacity, walking, landed }
}

/** What somebody who waits has told, and whom and what they keep away from, for a coordinator's eyes. */
export async function wordsOf(sql: Sql, organisationId: string, askers: Asker[]): Promise<Map<string, { wish: Wish; avoids: string }>> {
  const avoids = await sql<{ personId: string; sealed: string }>`
    SELECT person_id AS "personId", sealed FROM match_avoids WHERE organisation_id = ${organisationId}::uuid AND person_id = ANY (${askers.map(({ personId }) => personId)}::uuid[])`
  return new Map(askers.flatMap(({ id, personId, sealed }) => {
    const wish = openWish({ id, organisationId }, sealed)
    const avoid = avoids.find((one) => one.personId === personId)
    return wish ? [[id, { wish, avoids: avoid ? openAvoid({ personId, organisationId }, avoid.sealed) : '' }]] : []
  }))
}

export interface Kept { volunteerId: string; name: string }
/** Whom the coordinators keep apart from somebody, free or not. */
export async function forbiddenFor(sql: Sql, requestId: string): Promise<Kept[]> {
  return sql<Kept>`SELECT h.volunteer_id AS "volunteerId", p.name FROM match_holds h JOIN volunteers v ON v.id = h.volunteer_id JOIN people p ON p.id = v.person_id
    WHERE h.request_id = ${requestId}::uuid AND h.kind = 'forbid' ORDER BY p.name`
}
/** The names of locked pairs that are not all in the pool. */
export async function namesOfLocks(sql: Sql, organisationId: string): Promise<{ requestId: string; volunteerId: string; asker: string; giver: string }[]> {
  return sql`SELECT h.request_id AS "requestId", h.volunteer_id AS "volunteerId", a.name AS asker, g.name AS giver
    FROM match_holds h JOIN companion_requests r ON r.id = h.request_id JOIN people a ON a.id = r.person_id JOIN volunteers v ON v.id = h.volunteer_id JOIN people g ON g.id = v.person_id
    WHERE h.organisation_id = ${organisationId}::uuid AND h.kind = 'lock'`
}

/** What may have changed since a proposal was read: the two as they are now. */
export async function twoNow(sql: Sql, { organisationId, requestId, volunteerId }: { organisationId: string; requestId: string; volunteerId: string }) {
  const [asker] = await sql<Asker & { state: string }>`
    SELECT r.id, r.person_id AS "personId", '' AS name, p.language AS reads, r.asked_at AS "askedAt", r.starts_on AS "startsOn", r.released_on AS "releasedOn", r.sealed, r.state
    FROM companion_requests r JOIN people p ON p.id = r.person_id WHERE r.id = ${requestId}::uuid AND r.organisation_id = ${organisationId}::uuid AND coordinates_request(r.id)`
  const [volunteer] = await sql<FreeVolunteer & { state: VolunteerState; locked: number }>`
    SELECT v.id, v.person_id AS "personId", '' AS name, p.language AS reads, v.kinds, v.capacity, v.sealed, v.state, 0 AS landed,
      (SELECT count(*)::int FROM pairings p WHERE p.volunteer_id = v.id AND p.state <> 'ended') AS walking,
      (SELECT count(*)::int FROM match_holds h WHERE h.volunteer_id = v.id AND h.kind = 'lock' AND h.request_id <> ${requestId}::uuid) AS locked
    FROM volunteers v JOIN people p ON p.id = v.person_id WHERE v.id = ${volunteerId}::uuid AND v.organisation_id = ${organisationId}::uuid AND coordinates_volunteer(v.id)`
  if (!asker || !volunteer) return null
  const [between] = await sql<{ forbidden: boolean; ended: boolean }>`
    SELECT EXISTS (SELECT FROM match_holds h WHERE h.request_id = ${requestId}::uuid AND h.volunteer_id = ${volunteerId}::uuid AND h.kind = 'forbid') AS forbidden,
      EXISTS (SELECT FROM pairings p WHERE p.request_id = ${requestId}::uuid AND p.volunteer_id = ${volunteerId}::uuid AND p.state = 'ended') AS ended`
  return { asker, volunteer, ...between! }
}
