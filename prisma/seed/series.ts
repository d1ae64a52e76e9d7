import type pg from 'pg'
import { clockOf, type Repeating, rruleOf } from '#app/domain/activities/series/rules.ts'

/** Activities of the demo that repeat, and who comes to all of them. */
const repeating: { story: string; key: string; how: Repeating; regulars: string[] }[] = [
  { story: 'fjordfolk', key: 'sykkelverksted', how: 'weekly', regulars: ['roy', 'daniel'] },
  { story: 'fjordfolk', key: 'samtalegruppe-bryne', how: 'weekly', regulars: ['lise', 'oyvind'] },
  { story: 'fjordfolk', key: 'nettkafe-bryne', how: 'fortnightly', regulars: ['oyvind'] },
  { story: 'nya-stegen', key: 'samtal-majorna', how: 'weekly', regulars: ['johan', 'sara'] },
  { story: 'nya-stegen', key: 'trasloejd-orebro', how: 'weekly', regulars: ['yusuf'] },
]

interface Ids { of(...parts: string[]): string; activity(story: string, key: string): string; person(story: string, key: string): string }

/** Only the first date is planted; the server makes the others as it does for every series, as soon as it runs. */
export async function plantSeries(client: pg.Client, ids: Ids): Promise<void> {
  for (const { story, key, how, regulars } of repeating) {
    const activity = ids.activity(story, key), series = ids.of('series', story, key), rule = ids.of('series rule', story, key)
    const { rows: [first] } = await client.query<{ startsAt: Date; endsAt: Date; zone: string }>('SELECT starts_at AS "startsAt", ends_at AS "endsAt", zone FROM activities WHERE id = $1', [activity])
    if (!first) throw new Error(`the demo has no ${key}`)
    const { day, startTime, minutes } = clockOf(first)
    await client.query('INSERT INTO series (id, organisation_id, slug, created_by, created_at) SELECT $1, organisation_id, $2, created_by, created_at FROM activities WHERE id = $3', [series, `${key}-alle`, activity])
    await client.query(`INSERT INTO series_rules (id, series_id, uid, rule, first_day, start_time, minutes, zone, made_until) VALUES ($1::uuid, $2, $1 || '@samkraft', $3, $4, $5, $6, $7, $4)`,
      [rule, series, rruleOf(how, day), day, startTime, minutes, first.zone])
    await client.query(
      `INSERT INTO series_plans (series_id, plan) SELECT $1, jsonb_build_object('kindId', a.kind_id, 'language', a.language, 'placeId', a.place_id, 'area', a.area, 'address', coalesce(d.address, ''),
         'lat', coalesce(d.lat, a.lat), 'lon', coalesce(d.lon, a.lon), 'shownTo', coalesce(d.shown_to, 'everyone'), 'places', a.places, 'offerHours', a.offer_hours, 'visibility', a.visibility,
         'hostId', a.host_id, 'pictureId', a.picture_id, 'texts', (SELECT jsonb_object_agg(t.language, jsonb_build_object('title', t.title, 'description', t.description, 'whatToExpect', t.what_to_expect,
           'whoMeetsYou', t.who_meets_you, 'price', t.price, 'accessibility', t.accessibility, 'pictureAlt', t.picture_alt)) FROM activity_texts t WHERE t.activity_id = a.id))
       FROM activities a LEFT JOIN activity_addresses d ON d.activity_id = a.id WHERE a.id = $2`, [series, activity])
    for (const person of regulars) {
      await client.query(`INSERT INTO series_sign_ups (id, series_id, person_id, state) VALUES ($1, $2, $3, 'joined')`, [ids.of('series sign-up', story, key, person), series, ids.person(story, person)])
    }
    await client.query('UPDATE activities SET series_id = $2, rule_id = $3, occurrence = $4 WHERE id = $1', [activity, series, rule, day])
  }
  // Groups that met once meet every time.
  await client.query('UPDATE group_meetings m SET series_id = a.series_id, activity_id = NULL FROM activities a WHERE a.id = m.activity_id AND a.series_id IS NOT NULL')
}
