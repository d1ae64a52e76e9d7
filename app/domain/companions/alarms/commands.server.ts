import { tell } from '#app/domain/history/commands.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import { calendarDay } from '#app/platform/time.ts'
import { addDays } from '../pairings/rules.ts'
import { pulsesOf } from './queries.server.ts'
import type { AlarmKind, Limits } from './rules.ts'

/** How long an alarm that is put off stays quiet. */
const quietDays = 7

/** A coordinator has looked after an alarm, or puts it off for a week. What it was about is looked up, never taken from the form. */
export async function answerAlarm(sql: Sql, { organisationId, zone, pairingId, kind, later, by, now }: { organisationId: string; zone: string; pairingId: string; kind: AlarmKind; later: boolean; by: string; now: Date }): Promise<boolean> {
  const [pulse] = await pulsesOf(sql, organisationId, { zone, now, id: pairingId })
  const alarm = pulse?.alarms.find((one) => one.kind === kind)
  if (!alarm) return false
  const until = later ? addDays(calendarDay(now, zone), quietDays) : null
  await sql`INSERT INTO alarm_answers (pairing_id, kind, about, until, answered_by, answered_at) VALUES (${pairingId}::uuid, ${kind}, ${alarm.about}, ${until}::date, ${by}::uuid, ${now}::timestamptz)
    ON CONFLICT (pairing_id, kind) DO UPDATE SET about = excluded.about, until = excluded.until, answered_by = excluded.answered_by, answered_at = excluded.answered_at`
  await tell(sql, { organisationId, subject: ['pairing', pairingId], event: 'pairing.alarm', facts: { kind } })
  return true
}

/** When this organisation wants to be told. */
export async function setLimits(sql: Sql, organisationId: string, limits: Limits): Promise<void> {
  const { silentDays, worseCount, endingDays, startDays, trialDays, contactsWeek } = limits
  await sql`INSERT INTO pairing_limits (organisation_id, silent_days, worse_count, ending_days, start_days, trial_days, contacts_week)
    VALUES (${organisationId}::uuid, ${silentDays}, ${worseCount}, ${endingDays}, ${startDays}, ${trialDays}, ${contactsWeek})
    ON CONFLICT (organisation_id) DO UPDATE SET silent_days = excluded.silent_days, worse_count = excluded.worse_count, ending_days = excluded.ending_days, start_days = excluded.start_days,
      trial_days = excluded.trial_days, contacts_week = excluded.contacts_week`
  await tell(sql, { organisationId, subject: ['organisation', organisationId], event: 'pairing.limits' })
}
