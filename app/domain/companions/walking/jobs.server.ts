import { takeTurn } from '#app/domain/activities/sign-ups/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import type { Chore } from '#app/platform/chores.server.ts'
import { lean, type Sql } from '#app/platform/db.server.ts'
import { calendarDay, localTime } from '#app/platform/time.ts'
import { tellCoordinators } from '../pairings/coordinating/commands.server.ts'
import { addDays } from '../pairings/rules.ts'
import { tellPair } from '../pairings/telling/commands.server.ts'
import { askHowItFelt, settleTrial, trialsAtHand } from './trial/commands.server.ts'
import { trialOutcome, wereAsked } from './trial/rules.ts'
import { pulsesOf } from '../alarms/queries.server.ts'
import { usualLimits } from '../alarms/rules.ts'

const program = system('companions')
const week = 7 * 86_400_000
/** Nobody is written to about how things went at night. */
const awake = (now: Date, zone: string) => localTime(now, zone).hour >= 10 && localTime(now, zone).hour < 20
/** Looking back is asked for this long before the expected end. */
const lookBackDays = 14

/** What falls due for two who walk together. One process at a time; each pairing in a transaction and a turn of its own. */
export const walkingChore: Chore = {
  name: 'walking',
  async work(now, failed = () => {}) {
    const each = async <T>(find: (sql: Sql) => Promise<T[]>, work: (sql: Sql, one: T) => Promise<void>) => {
      for (const one of await lean(program, find)) {
        await lean(program, async (sql) => {
          const [turn] = await sql<{ mine: boolean }>`SELECT pg_try_advisory_xact_lock(hashtextextended('walking chore', 0)) AS mine`
          if (turn?.mine) await work(sql, one)
        }).catch(failed)
      }
    }
    const trials = (sql: Sql) => trialsAtHand(sql, now)
    await each(async (sql) => (await trials(sql)).filter((trial) => trialOutcome(trial, trial.answers, now) !== null), (sql, { id }) => settleTrial(sql, id, now))
    // Asked the day after they met, however late that is known: their days to answer begin here.
    await each(async (sql) => (await trials(sql)).filter((trial) => !wereAsked(trial) && trial.metOn !== null && trial.metOn < calendarDay(now, trial.zone) && awake(now, trial.zone)),
      (sql, trial) => askHowItFelt(sql, trial, now))
    await each((sql) => endingSoon(sql, now), async (sql, { id }) => askToLookBack(sql, id, now))
    await each((sql) => organisationsToTell(sql, now), (sql, organisation) => tellOfAlarms(sql, organisation, now))
  },
}

async function endingSoon(sql: Sql, now: Date) {
  const found = await sql<{ id: string; expectedEnd: string; zone: string }>`
    SELECT p.id, p.expected_end AS "expectedEnd", o.zone FROM pairings p JOIN organisations o ON o.id = p.organisation_id WHERE p.state = 'active' AND p.reflect_asked_at IS NULL ORDER BY p.id`
  return found.filter(({ expectedEnd, zone }) => awake(now, zone) && calendarDay(now, zone) >= addDays(expectedEnd, -lookBackDays) && calendarDay(now, zone) <= expectedEnd)
}

async function askToLookBack(sql: Sql, pairingId: string, now: Date) {
  await takeTurn(sql, pairingId)
  const [asked] = await sql<{ expectedEnd: string }>`UPDATE pairings SET reflect_asked_at = ${now}::timestamptz WHERE id = ${pairingId}::uuid AND state = 'active' AND reflect_asked_at IS NULL RETURNING expected_end AS "expectedEnd"`
  if (asked) await tellPair(sql, pairingId, { news: 'reflect', day: asked.expectedEnd })
}

interface Told { id: string; zone: string }
async function organisationsToTell(sql: Sql, now: Date): Promise<Told[]> {
  const found = await sql<Told & { lookedOn: string | null }>`
    SELECT o.id, o.zone, l.looked_on AS "lookedOn" FROM organisations o LEFT JOIN pairing_limits l ON l.organisation_id = o.id
    WHERE EXISTS (SELECT FROM pairings p WHERE p.organisation_id = o.id AND p.state <> 'ended') ORDER BY o.id`
  return found.filter(({ zone, lookedOn }) => awake(now, zone) && lookedOn !== calendarDay(now, zone))
}

/** Counted once a day; one mail a week at most, with how many, when there is something to look at. */
async function tellOfAlarms(sql: Sql, { id: organisationId, zone }: Told, now: Date) {
  const today = calendarDay(now, zone)
  const { silentDays, worseCount, endingDays, startDays, trialDays, contactsWeek } = usualLimits
  const [counted] = await sql<{ toldAt: Date | null }>`
    INSERT INTO pairing_limits (organisation_id, silent_days, worse_count, ending_days, start_days, trial_days, contacts_week, looked_on)
    VALUES (${organisationId}::uuid, ${silentDays}, ${worseCount}, ${endingDays}, ${startDays}, ${trialDays}, ${contactsWeek}, ${today}::date)
    ON CONFLICT (organisation_id) DO UPDATE SET looked_on = excluded.looked_on WHERE pairing_limits.looked_on IS DISTINCT FROM excluded.looked_on RETURNING told_at AS "toldAt"`
  if (!counted || (counted.toldAt && +now - +counted.toldAt < week)) return
  const about = (await pulsesOf(sql, organisationId, { zone, now })).flatMap(({ id, alarms }) => alarms.map(() => id))
  const told = await tellCoordinators(sql, { organisationId, news: 'alarms', about })
  if (told > 0) await sql`UPDATE pairing_limits SET told_at = ${now}::timestamptz WHERE organisation_id = ${organisationId}::uuid`
}
