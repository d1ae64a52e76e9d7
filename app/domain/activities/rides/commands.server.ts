import { randomUUID } from 'node:crypto'
import { letterTo, owe } from '#app/domain/notifications/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { encrypt } from '#app/platform/crypto.server.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import { sayDate } from '#app/platform/time.ts'
import { closed } from '../sign-ups/rules.ts'
import { addressesOf } from '../sign-ups/telling/commands.server.ts'
import { firstNameOf } from '../together/rules.ts'
import { type RideTexts, rideTexts } from './messages.ts'
import { areaContext, wordsContext } from './queries.server.ts'

export type Riding = { ok: true } | { ok: false; reason: 'not-found' | 'closed' | 'already' | 'full' }
interface Person { id: string; name: string }

/** The person has seats in a car, or (`seats: null`) needs one. Those who need one hear of new seats. */
export async function postRide(
  sql: Sql,
  { activityId, person, seats, area, now }: { activityId: string; person: Person; seats: number | null; area: string; now: Date },
): Promise<Riding> {
  const refused = await opened(sql, activityId, now)
  if (refused) return refused
  const id = randomUUID()
  const posted = await sql`INSERT INTO rides (id, activity_id, person_id, name, seats, area, created_at)
    SELECT ${id}::uuid, ${activityId}::uuid, ${person.id}::uuid, ${firstNameOf(person.name)}, ${seats}::int, ${encrypt(area, areaContext(id))}, ${now}::timestamptz WHERE has_joined(${activityId}::uuid)
    ON CONFLICT (activity_id, person_id) WHERE withdrawn_at IS NULL DO NOTHING RETURNING id`
  if (posted.length === 0) return { ok: false, reason: 'already' }
  if (seats !== null) {
    const waiting = await actingAs(sql, system('rides'), (sql) => sql<{ id: string }>`
      SELECT n.person_id AS id FROM rides n WHERE n.activity_id = ${activityId}::uuid AND n.seats IS NULL AND n.withdrawn_at IS NULL
        AND NOT EXISTS (SELECT FROM ride_seats s JOIN rides r ON r.id = s.ride_id WHERE r.activity_id = n.activity_id AND s.passenger_id = n.person_id AND s.state = 'yes')`)
    await tellAbout(sql, activityId, waiting.map((one) => one.id), (texts) => ({ title: texts.newSeatsTitle, text: texts.newSeatsText }), now)
  }
  return { ok: true }
}

/** The person neither has seats nor needs one any more; whoever had a seat with them, or asked, hears so. */
export async function withdrawRide(sql: Sql, { activityId, personId, now }: { activityId: string; personId: string; now: Date }): Promise<void> {
  await endRides(sql, { activityId, leaving: [personId], asPassenger: false, now })
}

/** Whoever leaves an activity leaves its cars. For the commands that take people out. */
export async function leaveRides(sql: Sql, { activityId, leaving, now }: { activityId: string; leaving: string[]; now: Date }): Promise<void> {
  await endRides(sql, { activityId, leaving, asPassenger: true, now })
}

async function endRides(sql: Sql, { activityId, leaving, asPassenger, now }: { activityId: string; leaving: string[]; asPassenger: boolean; now: Date }): Promise<void> {
  const ids = JSON.stringify(leaving)
  const told = await actingAs(sql, system('rides'), async (sql) => {
    const seats = await sql<{ id: string; other: string; drove: boolean; was: string }>`
      SELECT s.id, s.state AS was, driving.yes AS drove, CASE WHEN driving.yes THEN s.passenger_id ELSE r.person_id END AS other
      FROM ride_seats s JOIN rides r ON r.id = s.ride_id
      CROSS JOIN LATERAL (SELECT r.person_id IN (SELECT value::uuid FROM json_array_elements_text(${ids}::text::json)) AS yes) driving
      WHERE r.activity_id = ${activityId}::uuid AND s.state IN ('asked', 'yes') AND (driving.yes
        OR (${asPassenger}::boolean AND s.passenger_id IN (SELECT value::uuid FROM json_array_elements_text(${ids}::text::json))))`
    await endSeats(sql, seats.map((one) => one.id), now)
    await sql`UPDATE rides SET withdrawn_at = ${now}::timestamptz WHERE activity_id = ${activityId}::uuid AND withdrawn_at IS NULL
      AND person_id IN (SELECT value::uuid FROM json_array_elements_text(${ids}::text::json))`
    return seats.filter((one) => !leaving.includes(one.other))
  })
  await tellAbout(sql, activityId, told.filter((one) => one.drove).map((one) => one.other), (texts) => ({ title: texts.noRideTitle, text: texts.noRideText }), now)
  await tellAbout(sql, activityId, told.filter((one) => !one.drove && one.was === 'yes').map((one) => one.other), (texts) => ({ title: texts.seatFreeTitle, text: texts.seatFreeText }), now)
}

/** What two wrote to each other is forgotten with the seat. */
async function endSeats(sql: Sql, seats: string[], now: Date) {
  if (seats.length === 0) return
  const ids = JSON.stringify(seats)
  await sql`DELETE FROM ride_words WHERE seat_id IN (SELECT value::uuid FROM json_array_elements_text(${ids}::text::json))`
  await sql`UPDATE ride_seats SET state = 'withdrawn', answered_at = ${now}::timestamptz WHERE id IN (SELECT value::uuid FROM json_array_elements_text(${ids}::text::json))`
}

/** Asks a driver for a seat: one driver at a time. Where to be picked up is for that driver, after a yes. */
export async function askForSeat(
  sql: Sql,
  { activityId, rideId, person, place, phone, now }: { activityId: string; rideId: string; person: Person; place: string; phone: string; now: Date },
): Promise<Riding> {
  const refused = await opened(sql, activityId, now)
  if (refused) return refused
  const [ride] = await sql<{ driverId: string; free: number }>`SELECT person_id AS "driverId", seats - taken AS free FROM rides
    WHERE id = ${rideId}::uuid AND activity_id = ${activityId}::uuid AND withdrawn_at IS NULL AND seats IS NOT NULL AND person_id <> ${person.id}::uuid`
  if (!ride) return { ok: false, reason: 'not-found' }
  if (ride.free <= 0) return { ok: false, reason: 'full' }
  const open = await sql`SELECT FROM ride_seats s JOIN rides r ON r.id = s.ride_id WHERE r.activity_id = ${activityId}::uuid AND s.passenger_id = ${person.id}::uuid AND s.state IN ('asked', 'yes')`
  if (open.length > 0) return { ok: false, reason: 'already' }
  const id = randomUUID()
  await sql`INSERT INTO ride_seats (id, ride_id, passenger_id, name, state, asked_at) VALUES (${id}::uuid, ${rideId}::uuid, ${person.id}::uuid, ${firstNameOf(person.name)}, 'asked', ${now}::timestamptz)`
  await write(sql, id, person.id, place, phone)
  await tellAbout(sql, activityId, [ride.driverId], (texts) => ({ title: texts.askedTitle, text: texts.askedText(firstNameOf(person.name)) }), now)
  return { ok: true }
}

const write = (sql: Sql, seatId: string, personId: string, place: string, phone: string) =>
  sql`INSERT INTO ride_words (seat_id, person_id, place, phone) VALUES (${seatId}::uuid, ${personId}::uuid, ${encrypt(place, wordsContext(seatId, personId, 'place'))},
    ${phone ? encrypt(phone, wordsContext(seatId, personId, 'phone')) : null})`

/** The driver says yes or no, or no after a yes. After a yes the two read what each wrote to the other. */
export async function answerSeat(
  sql: Sql,
  { activityId, seatId, personId, yes, place, phone, now }: { activityId: string; seatId: string; personId: string; yes: boolean; place: string; phone: string; now: Date },
): Promise<Riding> {
  const refused = await opened(sql, activityId, now)
  if (refused) return refused
  const [seat] = await sql<{ passengerId: string; state: string; free: number; driver: string }>`
    SELECT s.passenger_id AS "passengerId", s.state, r.seats - r.taken AS free, r.name AS driver FROM ride_seats s JOIN rides r ON r.id = s.ride_id
    WHERE s.id = ${seatId}::uuid AND r.activity_id = ${activityId}::uuid AND r.person_id = ${personId}::uuid AND s.state IN ('asked', 'yes')`
  if (!seat) return { ok: false, reason: 'not-found' }
  if (yes && seat.state === 'yes') return { ok: true }
  if (yes && seat.free <= 0) return { ok: false, reason: 'full' }
  await sql`UPDATE ride_seats SET state = ${yes ? 'yes' : 'no'}, answered_at = ${now}::timestamptz WHERE id = ${seatId}::uuid`
  if (yes) await write(sql, seatId, personId, place, phone)
  else await actingAs(sql, system('rides'), (sql) => sql`DELETE FROM ride_words WHERE seat_id = ${seatId}::uuid`)
  await tellAbout(sql, activityId, [seat.passengerId], (texts) => (yes ? { title: texts.yesTitle(seat.driver), text: texts.yesText } : { title: texts.noRideTitle, text: texts.noRideText }), now)
  return { ok: true }
}

/** The passenger needs the seat no more. */
export async function giveUpSeat(sql: Sql, { activityId, seatId, personId, now }: { activityId: string; seatId: string; personId: string; now: Date }): Promise<void> {
  await opened(sql, activityId, now)
  const told = await actingAs(sql, system('rides'), async (sql) => {
    const seats = await sql<{ driverId: string }>`SELECT r.person_id AS "driverId" FROM ride_seats s JOIN rides r ON r.id = s.ride_id
      WHERE s.id = ${seatId}::uuid AND r.activity_id = ${activityId}::uuid AND s.passenger_id = ${personId}::uuid AND s.state IN ('asked', 'yes')`
    if (seats.length > 0) await endSeats(sql, [seatId], now)
    return seats
  })
  await tellAbout(sql, activityId, told.map((one) => one.driverId), (texts) => ({ title: texts.seatFreeTitle, text: texts.seatFreeText }), now)
}

/** The turn of the activity is the turn of its cars: two who want the last seat are asked one after the other. */
async function opened(sql: Sql, activityId: string, now: Date): Promise<Riding | null> {
  await sql`SELECT take_turn(${activityId}::uuid)::text`
  const [activity] = await sql<{ publishedAt: Date | null; cancelledAt: Date | null; startsAt: Date; endsAt: Date; joined: boolean }>`
    SELECT published_at AS "publishedAt", cancelled_at AS "cancelledAt", starts_at AS "startsAt", ends_at AS "endsAt", has_joined(id) AS joined FROM activities WHERE id = ${activityId}::uuid`
  if (!activity?.joined) return { ok: false, reason: 'not-found' }
  return closed(activity, now) ? { ok: false, reason: 'closed' } : null
}

async function tellAbout(sql: Sql, activityId: string, people: string[], what: (texts: RideTexts) => { title: string; text: string }, now: Date) {
  if (people.length === 0) return
  await actingAs(sql, system('announce'), async (sql) => {
    const [activity] = await sql<{ slug: string; startsAt: Date; zone: string; over: boolean }>`
      SELECT slug, starts_at AS "startsAt", zone, starts_at <= ${now}::timestamptz OR cancelled_at IS NOT NULL AS over FROM activities WHERE id = ${activityId}::uuid`
    if (!activity || activity.over) return
    await owe(sql, (await addressesOf(sql, people)).map((one) => {
      const texts = rideTexts(one.language)
      const { title, text } = what(texts)
      return letterTo(one, {
        subject: texts.subject(sayDate(activity.startsAt, activity.zone, one.language, now)), title, paragraphs: [text],
        buttons: [{ text: texts.seeRides, href: `/activities/${activity.slug}/rides` }],
      })
    }))
  })
}
