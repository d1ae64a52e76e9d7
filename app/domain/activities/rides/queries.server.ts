import { decrypt } from '#app/platform/crypto.server.ts'
import type { Sql } from '#app/platform/db.server.ts'

export const areaContext = (rideId: string) => `rides ${rideId} area`
export const wordsContext = (seatId: string, personId: string, field: 'place' | 'phone') => `ride_words ${seatId} ${personId} ${field}`

interface Words { place: string; phone: string }
export interface Rides {
  /** What the person offers (`seats`) or needs (null). */
  mine: { id: string; seats: number | null; free: number; area: string } | null
  /** Who asked the person for a seat, or has one. What they wrote is there after a yes. */
  asked: { id: string; name: string; yes: boolean; words: Words | null }[]
  /** The seat the person asked for, or has. */
  seat: { id: string; name: string; yes: boolean; own: Words | null; words: Words | null } | null
  offers: { id: string; name: string; free: number; area: string }[]
  needs: { name: string; area: string }[]
}

/** Seats in cars to one activity, as far as the person may know: everything but names and areas is between two. */
export async function ridesOf(sql: Sql, activityId: string, personId: string): Promise<Rides> {
  const [rides, seats, written] = await Promise.all([
    sql<{ id: string; personId: string; name: string; seats: number | null; taken: number; area: string }>`
      SELECT id, person_id AS "personId", name, seats, taken, area FROM rides WHERE activity_id = ${activityId}::uuid AND withdrawn_at IS NULL ORDER BY created_at, id`,
    sql<{ id: string; passengerId: string; driverId: string; name: string; driver: string; yes: boolean }>`
      SELECT s.id, s.passenger_id AS "passengerId", r.person_id AS "driverId", s.name, r.name AS driver, s.state = 'yes' AS yes
      FROM ride_seats s JOIN rides r ON r.id = s.ride_id WHERE r.activity_id = ${activityId}::uuid AND s.state IN ('asked', 'yes') ORDER BY s.asked_at, s.id`,
    sql<{ seatId: string; personId: string; place: string; phone: string | null }>`
      SELECT w.seat_id AS "seatId", w.person_id AS "personId", w.place, w.phone FROM ride_words w JOIN ride_seats s ON s.id = w.seat_id JOIN rides r ON r.id = s.ride_id
      WHERE r.activity_id = ${activityId}::uuid`,
  ])
  const wordsOf = (seatId: string, of: string): Words | null => {
    const found = written.find((one) => one.seatId === seatId && one.personId === of)
    return found ? { place: decrypt(found.place, wordsContext(seatId, of, 'place')), phone: found.phone === null ? '' : decrypt(found.phone, wordsContext(seatId, of, 'phone')) } : null
  }
  const shown = rides.map((ride) => ({ ...ride, area: decrypt(ride.area, areaContext(ride.id)), free: (ride.seats ?? 0) - ride.taken }))
  const own = shown.find((ride) => ride.personId === personId)
  const seat = seats.find((one) => one.passengerId === personId)
  return {
    mine: own ? { id: own.id, seats: own.seats, free: own.free, area: own.area } : null,
    asked: seats.filter((one) => one.driverId === personId).map((one) => ({ id: one.id, name: one.name, yes: one.yes, words: one.yes ? wordsOf(one.id, one.passengerId) : null })),
    seat: seat ? { id: seat.id, name: seat.driver, yes: seat.yes, own: wordsOf(seat.id, personId), words: seat.yes ? wordsOf(seat.id, seat.driverId) : null } : null,
    offers: shown.filter((ride) => ride.personId !== personId && ride.seats !== null && ride.free > 0).map(({ id, name, free, area }) => ({ id, name, free, area })),
    needs: shown.filter((ride) => ride.personId !== personId && ride.seats === null).map(({ name, area }) => ({ name, area })),
  }
}
