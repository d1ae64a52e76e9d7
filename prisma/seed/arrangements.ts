import type { Client } from 'pg'
import { areaContext, wordsContext } from '#app/domain/activities/rides/queries.server.ts'
import { offerUntil, usualOfferHours } from '#app/domain/activities/sign-ups/rules.ts'
import { meetingContext } from '#app/domain/activities/together/queries.server.ts'
import { encrypt } from '#app/platform/crypto.server.ts'

interface Names {
  id: (...names: string[]) => string
  person: (key: string) => string
  activity: (key: string) => { id: string; starts: Date }
}
type Insert = (table: string, columns: Record<string, string>, rows: object[]) => Promise<void>

/** A place that is offered to the first in line, two who come together, and a car with room. */
export async function seedArrangements(client: Pick<Client, 'query'>, insert: Insert, { id, person, activity }: Names, now: Date) {
  const evening = activity('pizzakveld-stua')
  const until = offerUntil(now, { startsAt: evening.starts, zone: 'Europe/Oslo', offerHours: usualOfferHours, places: 4 })
  await client.query('UPDATE activities SET offer_hours = $2 WHERE id = $1', [evening.id, usualOfferHours])
  await client.query('UPDATE sign_ups SET offered_until = $3 WHERE activity_id = $1 AND person_id = $2', [evening.id, person('emil'), until])

  const walk = activity('kveldstur-dalsnuten')
  const pair = id('together', walk.id)
  await insert('together', { id: 'uuid', activity_id: 'uuid', inviter_id: 'uuid', inviter_name: 'text', invited_id: 'uuid', invited_name: 'text', created_at: 'timestamptz', expires_at: 'timestamptz', accepted_at: 'timestamptz' },
    [{ id: pair, activity_id: walk.id, inviter_id: person('emil'), inviter_name: 'Emil', invited_id: person('kristine'), invited_name: 'Kristine', created_at: now, expires_at: walk.starts, accepted_at: now }])
  await insert('together_meetings', { together_id: 'uuid', place: 'text', at: 'timestamptz', changed_at: 'timestamptz' },
    [{ together_id: pair, place: encrypt('Ved bussholdeplassen i Gramstadvegen', meetingContext(pair)), at: new Date(+walk.starts - 20 * 60_000), changed_at: now }])

  const [car, need, seat] = [id('ride', walk.id, 'roy'), id('ride', walk.id, 'kristine'), id('seat', walk.id, 'vilde')]
  await insert('rides', { id: 'uuid', activity_id: 'uuid', person_id: 'uuid', name: 'text', seats: 'int', area: 'text', created_at: 'timestamptz' }, [
    { id: car, activity_id: walk.id, person_id: person('roy'), name: 'Roy', seats: 3, area: encrypt('Hana', areaContext(car)), created_at: now },
    { id: need, activity_id: walk.id, person_id: person('kristine'), name: 'Kristine', seats: null, area: encrypt('Ganddal', areaContext(need)), created_at: now },
  ])
  await insert('ride_seats', { id: 'uuid', ride_id: 'uuid', passenger_id: 'uuid', name: 'text', state: 'text', asked_at: 'timestamptz', answered_at: 'timestamptz' },
    [{ id: seat, ride_id: car, passenger_id: person('vilde'), name: 'Vilde', state: 'yes', asked_at: now, answered_at: now }])
  const words = (key: string, text: string) => ({ seat_id: seat, person_id: person(key), place: encrypt(text, wordsContext(seat, person(key), 'place')) })
  await insert('ride_words', { seat_id: 'uuid', person_id: 'uuid', place: 'text' }, [words('vilde', 'Utenfor biblioteket i Sandnes'), words('roy', 'Blå stasjonsvogn, jeg kjører 17.20')])
}
