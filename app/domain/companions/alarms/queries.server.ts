import type { Sql } from '#app/platform/db.server.ts'
import { addDays, dayIn } from '../pairings/rules.ts'
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
  const today = dayIn(now, zone)
  const limits = await limitsOf(sql, organisationId)
  const rows = await sql<Omit<PairingPulse, 'alarms'> & { answered: AlarmAnswer[] }>`
    SELECT p.id, p.state, p.starts_on AS "startsOn", p.expected_end AS "expectedEnd", (p.began_at AT TIME ZONE ${zone})::date AS "beganOn",
      greatest(contact.last, (m.last_met AT TIME ZONE ${zone})::date) AS "lastContact", greatest(contact.met, (m.last_met AT TIME ZONE ${zone})::date) AS "lastMet", coalesce(m.planned, false) AS planned,
      (SELECT count(*)::int FROM trial_answers a WHERE a.pairing_id = p.id) AS answers, (SELECT count(*)::int FROM pairing_wishes w WHERE w.pairing_id = p.id AND w.handled_at IS NULL) AS wishes, contact.count AS contacts,
      coalesce((SELECT json_agg(json_build_object('on', l.on_day, 'rating', r.rating) ORDER BY l.on_day, l.created_at) FROM meeting_logs l JOIN meeting_ratings r ON r.log_id = l.id WHERE l.pairing_id = p.id), '[]') AS ratings,
      json_build_object('state', v.state, 'capacity', v.capacity, 'changedOn', (v.changed_at AT TIME ZONE ${zone})::date,
        'walksWith', (SELECT count(*)::int FROM pairings other WHERE other.volunteer_id = v.id AND other.state <> 'ended'),
        'contactsWeek', (SELECT count(DISTINCT (l.pairing_id, l.on_day))::int FROM meeting_logs l JOIN pairings other ON other.id = l.pairing_id
          WHERE other.volunteer_id = v.id AND other.state <> 'ended' AND l.kind <> 'tried' AND l.on_day > ${addDays(today, -7)}::date)) AS companion,
      coalesce((SELECT json_agg(json_build_object('kind', a.kind, 'about', a.about, 'until', a.until)) FROM alarm_answers a WHERE a.pairing_id = p.id), '[]') AS answered
    FROM pairings p JOIN volunteers v ON v.id = p.volunteer_id
    LEFT JOIN meetings_of(${organisationId}::uuid, ${now}::timestamptz) m ON m.pairing_id = p.id
    CROSS JOIN LATERAL (SELECT max(l.on_day) FILTER (WHERE l.kind <> 'tried') AS last, max(l.on_day) FILTER (WHERE l.kind = 'met') AS met, count(DISTINCT l.on_day) FILTER (WHERE l.kind <> 'tried')::int AS count
      FROM meeting_logs l WHERE l.pairing_id = p.id) contact
    WHERE p.organisation_id = ${organisationId}::uuid AND p.state <> 'ended' AND (${id}::uuid IS NULL OR p.id = ${id}::uuid) AND (app_system('companions') OR coordinates_pairing(p.id))
    ORDER BY p.starts_on, p.id`
  return rows.map(({ answered, ...pulse }) => ({ ...pulse, alarms: openAlarms(alarmsOf(pulse, limits, today), answered, today) }))
}
