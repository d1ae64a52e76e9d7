import { randomUUID } from 'node:crypto'
import { takeTurn } from '#app/domain/activities/sign-ups/commands.server.ts'
import { tellCoordinators } from '../../pairings/coordinating/commands.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import type { WishKind } from '../schema.ts'
import { wishesOf } from '../queries.server.ts'
import { sealWalking } from '../sealing.server.ts'

const mostADay = 10

/**
 * One of the two asks the coordinator for a talk, for somebody else, or for an end. Read by the coordinator only; nothing of
 * it reaches the other, and nothing happens by itself. Whoever has more to say before somebody rings, says it: every one
 * arrives. The same again while it waits is the same one.
 */
export async function wishFor(sql: Sql, { pairingId, personId, kind, words, now }: { pairingId: string; personId: string; kind: WishKind; words: string; now: Date }): Promise<{ ok: true } | { ok: false; reason: 'not_found' | 'many' }> {
  await takeTurn(sql, pairingId)
  const [pairing] = await sql<{ walks: boolean; organisationId: string }>`SELECT walks_now(id) AS walks, organisation_id AS "organisationId" FROM pairings WHERE id = ${pairingId}::uuid`
  if (!pairing?.walks) return { ok: false, reason: 'not_found' }
  if ((await wishesOf(sql, pairingId)).some((open) => open.kind === kind && open.words === words)) return { ok: true }
  const [today] = await sql<{ count: number }>`SELECT count(*)::int AS count FROM pairing_wishes WHERE pairing_id = ${pairingId}::uuid AND person_id = ${personId}::uuid AND asked_at > ${now}::timestamptz - interval '1 day'`
  if (today!.count >= mostADay) return { ok: false, reason: 'many' }
  const id = randomUUID()
  await sql`INSERT INTO pairing_wishes (id, pairing_id, person_id, kind, sealed, asked_at)
    VALUES (${id}::uuid, ${pairingId}::uuid, ${personId}::uuid, ${kind}, ${words ? sealWalking('pairing_wishes', { id, pairingId }, words) : null}, ${now}::timestamptz)`
  await tellCoordinators(sql, { organisationId: pairing.organisationId, news: 'wish', about: [pairingId] })
  return { ok: true }
}

/** A coordinator has taken care of it. */
export async function handleWish(sql: Sql, { pairingId, id, by, now }: { pairingId: string; id: string; by: string; now: Date }): Promise<void> {
  await sql`UPDATE pairing_wishes SET handled_at = ${now}::timestamptz, handled_by = ${by}::uuid WHERE id = ${id}::uuid AND pairing_id = ${pairingId}::uuid AND handled_at IS NULL AND coordinates_pairing(pairing_id)`
}
