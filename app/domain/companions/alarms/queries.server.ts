import type { Sql } from '#app/platform/db.server.ts'
import { calendarDay } from '#app/platform/time.ts'
import { type Alarm, type AlarmAnswer, alarmsOf, type Limits, openAlarms, type Pulse, usualLimits } from './rules.ts'

export async function limitsOf(sql: Sql, organisationId: string): Promise<Limits> {
  const [kept] = await sql<Limits>`
    SELECT silent_days AS "silentDays", worse_count AS "worseCount", ending_days AS "endingDays", start_days AS "startDays", trial_days AS "trialDays", contacts_week AS "contactsWeek"
    FROM pairing_limits WHERE organisation_id = ${organisationId}::uuid`
  return kept ?? usualLimits
}

export interface PairingPulse extends Pulse { id: string; alarms: Alarm[]; contacts: number; wishes: number }

/** How every pairing that goes on is doing, and what of it nobody has looked after. For coordinators and the program. */
export async function pulsesOf(sql: Sql, organisationId: string, { zone, now, id = null }: { zone: string; now: Date; id?: string | null }): Promise<PairingPulse[]> {
  const today = calendarDay(now, zone)
  const limits = await limitsOf(sql, organisationId)
  const rows = await sql<Omit<PairingPulse, 'alarms'> & { answered: AlarmAnswer[] }>`
    SELECT id, state, starts_on AS "startsOn", expected_end AS "expectedEnd", began_on AS "beganOn", last_contact AS "lastContact", last_met AS "lastMet", planned, answers, wishes, contacts, ratings, companion, answered
    FROM pairing_pulses(${organisationId}::uuid, ${zone}, ${now}::timestamptz, ${id}::uuid)`
  return rows.map(({ answered, ...pulse }) => ({ ...pulse, alarms: openAlarms(alarmsOf(pulse, limits, today), answered, today) }))
}
