import { myAppointments } from '#app/domain/appointments/queries.server.ts'
import { appointmentEvent } from '#app/domain/appointments/calendar.ts'
import { person, system } from '#app/platform/actor.ts'
import { hashOf } from '#app/platform/crypto.server.ts'
import { lean, type Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { activityCalendar } from '../calendar.ts'
import { type PersonalActivity, personalEvent } from '../discretion.ts'
import { seriesEvents } from '../series/calendar.ts'
import { heldSeries, personalSeries } from '../series/queries.server.ts'

/** When the person's calendar address was made; null: they have none. */
export const calendarAddressSince = async (sql: Sql, personId: string): Promise<Date | null> =>
  (await sql<{ since: Date }>`SELECT created_at AS since FROM calendar_addresses WHERE person_id = ${personId}::uuid AND revoked_at IS NULL`)[0]?.since ?? null

/**
 * What a secret address shows: the owner's own calendar, two months back and everything ahead, as discreet as they
 * chose. Null for an address that never was or no longer is.
 */
export async function personalFeed(secret: string, options: { appUrl: string; organizer: string; name: (language: Language) => string; now: Date }): Promise<string | null> {
  const [owner] = await lean(system('feed'), (sql) => sql<{ personId: string }>`
    SELECT person_id AS "personId" FROM calendar_addresses WHERE token_hash = ${hashOf(secret)} AND revoked_at IS NULL`)
  if (!owner) return null
  const { personId } = owner
  const { me, activities, series, appointments } = await lean(person(personId), async (sql) => {
    const since = new Date(+options.now - 60 * 86_400_000)
    const [[me], activities, appointments] = await Promise.all([
      sql<{ language: Language; openTitles: boolean }>`SELECT language, open_titles AS "openTitles" FROM people WHERE id = ${personId}::uuid`,
      sql<PersonalActivity & { ruleId: string | null; sequence: number; updatedAt: Date }>`
        SELECT a.id, a.slug, a.uid, a.rule_id AS "ruleId", k.slug AS kind, a.language, (SELECT json_object_agg(t.language, t.title) FROM activity_texts t WHERE t.activity_id = a.id) AS titles,
          a.area, d.address, coalesce(d.lat, a.lat) AS lat, coalesce(d.lon, a.lon) AS lon, a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone,
          a.all_day AS "allDay", a.cancelled_at AS "cancelledAt", o.name AS organisation, a.updated_at AS "updatedAt",
          greatest(a.sequence, coalesce((SELECT e.sequence FROM calendar_entries e WHERE e.activity_id = a.id AND e.person_id = ${personId}::uuid), 0)) AS sequence
        FROM (SELECT activity_id AS id FROM sign_ups WHERE person_id = ${personId}::uuid AND state = 'joined'
          UNION SELECT id FROM activities WHERE host_id = ${personId}::uuid
          UNION SELECT activity_id FROM calendar_entries WHERE person_id = ${personId}::uuid AND method = 'REQUEST') mine
        JOIN activities a ON a.id = mine.id AND a.published_at IS NOT NULL AND a.ends_at > ${since}::timestamptz
        JOIN organisations o ON o.id = a.organisation_id JOIN activity_kinds k ON k.id = a.kind_id
        LEFT JOIN activity_addresses d ON d.activity_id = a.id
        ORDER BY a.starts_at, a.id LIMIT 1000`,
      myAppointments(sql, personId, { since }),
    ])
    const rules = [...new Set(activities.flatMap(({ ruleId }) => ruleId ?? []))]
    const series = await Promise.all(rules.map((ruleId) => personalSeries(sql, ruleId, personId, options.now, { everything: true })))
    return { me, activities, series: series.filter((one) => one !== null), appointments }
  })
  if (!me) return null
  // A series is one event here, as in the invitations.
  const once = activities.filter(({ ruleId }) => ruleId === null)
    .map((activity) => ({ ...personalEvent(activity, me, { sequence: activity.sequence, appUrl: options.appUrl }), stamp: activity.updatedAt }))
  const repeated = series.flatMap((one) => {
    const dates = activities.filter(({ ruleId }) => ruleId === one.rule.id)
    const stamp = new Date(Math.max(...dates.map(({ updatedAt }) => +updatedAt)))
    return seriesEvents(heldSeries(one, me, options.appUrl), Math.max(...dates.map(({ sequence }) => sequence))).map((event) => ({ ...event, stamp }))
  })
  return activityCalendar([...once, ...repeated, ...appointments.map((one) => appointmentEvent(one, me, options.appUrl))], { method: 'PUBLISH', now: options.now, organizer: options.organizer, language: me.language, name: options.name(me.language) })
}
