import { randomUUID } from 'node:crypto'
import { type Kind, offer, type Offer, type PairingState, type RequestState, type VolunteerState, wish, type Wish } from '#app/domain/companions/schema.ts'
import { sealOffer, sealWish } from '#app/domain/companions/sealing.server.ts'
import type { TestDatabase } from './database.ts'
import { makePerson, type MadePerson } from './factories.ts'

export interface MadeVolunteer { id: string; person: MadePerson; organisationId: string }
export interface MadeRequest { id: string; person: MadePerson; organisationId: string }

/** Somebody who is ready to walk beside one person, unless told otherwise. */
export async function makeVolunteer(database: TestDatabase, { organisation, ...given }: { organisation: { id: string }; person?: MadePerson; kinds?: Kind[]; state?: VolunteerState; capacity?: number; tells?: Partial<Offer>; since?: Date }): Promise<MadeVolunteer> {
  const person = given.person ?? (await makePerson(database))
  const id = randomUUID()
  const since = given.since ?? new Date()
  await database.owner(
    `INSERT INTO volunteers (id, organisation_id, person_id, kinds, state, resumes, capacity, sealed, created_at, changed_at)
     VALUES ($1, $2, $3, $4, $5, CASE WHEN $5 = 'paused' THEN 'ready' END, $6, $7, $8, $8)`,
    [id, organisation.id, person.id, given.kinds ?? ['companion'], given.state ?? 'ready', given.capacity ?? 1, sealOffer({ id, organisationId: organisation.id }, offer.parse(given.tells ?? {})), since],
  )
  return { id, person, organisationId: organisation.id }
}

/** Somebody who waits for a companion, unless told otherwise. */
export async function makeRequest(database: TestDatabase, { organisation, ...given }: { organisation: { id: string }; person?: MadePerson; state?: RequestState; wishes?: Partial<Wish>; startsOn?: string; releasedOn?: string; since?: Date }): Promise<MadeRequest> {
  const person = given.person ?? (await makePerson(database))
  const id = randomUUID()
  await database.owner(
    `INSERT INTO companion_requests (id, organisation_id, person_id, state, sealed, starts_on, released_on, asked_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
    [id, organisation.id, person.id, given.state ?? 'waiting', sealWish({ id, organisationId: organisation.id }, wish.parse(given.wishes ?? {})), given.startsOn ?? null, given.releasedOn ?? null, given.since ?? new Date()],
  )
  return { id, person, organisationId: organisation.id }
}

/** Two who walk together since a month ago, for eight months more, unless told otherwise. */
export async function makePairing(database: TestDatabase, { request, volunteer, ...given }: { request: MadeRequest; volunteer: MadeVolunteer; state?: PairingState; startsOn?: string; expectedEnd?: string; by?: { id: string } }) {
  const id = randomUUID()
  const state = given.state ?? 'active'
  await database.owner(
    `INSERT INTO pairings (id, organisation_id, request_id, volunteer_id, participant_id, companion_id, state, starts_on, expected_end, created_by, created_at, began_at, ended_at, ended_because)
     VALUES ($1, $2, $3, $4, $5, $6, $7, coalesce($8::date, current_date - 30), coalesce($9::date, current_date + 240), $10, now() - interval '30 days', CASE WHEN $7 <> 'trial' THEN now() - interval '25 days' END,
       CASE WHEN $7 = 'ended' THEN now() END, CASE WHEN $7 = 'ended' THEN 'landed' END)`,
    [id, request.organisationId, request.id, volunteer.id, request.person.id, volunteer.person.id, state, given.startsOn ?? null, given.expectedEnd ?? null, given.by?.id ?? null],
  )
  await database.owner(`UPDATE companion_requests SET state = $2 WHERE id = $1`, [request.id, state === 'ended' ? 'waiting' : 'paired'])
  if (state === 'active') await database.owner(`UPDATE volunteers SET state = 'active' WHERE id = $1`, [volunteer.id])
  return { id, organisationId: request.organisationId }
}

/** The organisation welcomes these kinds, asking what is usual unless told otherwise, with a declaration to sign. */
export async function welcomeKinds(database: TestDatabase, { organisation, kinds, ...given }: { organisation: { id: string }; kinds: Kind[]; references?: number; minimumAge?: number; certificate?: string; soberMonths?: number; declaration?: boolean }) {
  for (const kind of kinds) {
    await database.owner(
      `INSERT INTO volunteer_kinds (organisation_id, kind, welcome, declaration, reference_count, minimum_age, certificate_reason, sober_months, changed_at) VALUES ($1, $2, true, $3, $4, $5, $6, $7, now())`,
      [organisation.id, kind, given.declaration ?? true, given.references ?? 1, given.minimumAge ?? 18, given.certificate ?? null, given.soberMonths ?? 0],
    )
  }
  const id = randomUUID()
  await database.owner(
    `INSERT INTO declarations (id, organisation_id, version, texts, asks_again, created_at) SELECT $1, $2, coalesce(max(version), 0) + 1, '{"nb": "Det blir hos meg.", "sv": "Det stannar hos mig.", "en": "It stays with me."}', true, now() FROM declarations WHERE organisation_id = $2`,
    [id, organisation.id],
  )
  return { declarationId: id }
}
