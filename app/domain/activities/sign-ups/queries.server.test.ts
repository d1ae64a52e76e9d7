import { expect, test } from 'vitest'
import { person } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeActivity, makeMember, makeOrganisation, makePerson, makeSignUp } from '#tests/support/factories.ts'
import { comingUp } from './queries.server.ts'

const db = useDatabase()
const now = new Date()
const inWeeks = (weeks: number) => new Date(+now + weeks * 7 * 86_400_000)

test('a series is one thing ahead, by its next date; what one waits for is one thing more, and offers and single activities stand for themselves', async () => {
  const organisation = await makeOrganisation(db)
  const host = await makeMember(db, organisation, 'volunteer')
  const ola = await makePerson(db)
  const [series] = await db.owner<{ id: string }>(`INSERT INTO series (organisation_id, slug) VALUES ($1, 'kaffe-hver-torsdag') RETURNING id`, [organisation.id])
  const [rule] = await db.owner<{ id: string }>(
    `INSERT INTO series_rules (series_id, uid, rule, first_day, start_time, minutes, zone, made_until) VALUES ($1, gen_random_uuid(), 'FREQ=WEEKLY;BYDAY=TH', current_date, '18:00', 60, 'Europe/Oslo', current_date) RETURNING id`, [series!.id])
  const dates = await Promise.all(Array.from({ length: 60 }, (_, week) => makeActivity(db, { organisation, startsAt: inWeeks(week + 1) })))
  for (const [week, date] of dates.entries()) {
    await db.owner('UPDATE activities SET series_id = $2, rule_id = $3, occurrence = current_date + $4::int, host_id = $5 WHERE id = $1', [date.id, series!.id, rule!.id, week * 7, host.id])
    await makeSignUp(db, { activity: date, person: ola, state: [4, 6, 7, 8].includes(week) ? 'waiting' : 'joined' })
  }
  await db.owner(`UPDATE sign_ups SET offered_until = now() + interval '1 day' WHERE activity_id = $1`, [dates[7]!.id])
  const single = await makeActivity(db, { organisation, startsAt: inWeeks(3) })
  await makeSignUp(db, { activity: single, person: ola })
  await db.owner('UPDATE activities SET cancelled_at = now() WHERE id = ANY ($1::uuid[])', [[dates[0]!.id, dates[9]!.id]])

  const ahead = await lean(person(ola.id), (sql) => comingUp(sql, ola.id, 'nb', now))
  expect(ahead.map(({ id, state, cancelled, more, series: line }) => [id, state, cancelled, more, line?.rule ?? null])).toEqual([
    [dates[0]!.id, 'joined', true, 1, 'FREQ=WEEKLY;BYDAY=TH'],
    [dates[1]!.id, 'joined', false, 53, 'FREQ=WEEKLY;BYDAY=TH'],
    [single.id, 'joined', false, 0, null],
    [dates[4]!.id, 'waiting', false, 2, 'FREQ=WEEKLY;BYDAY=TH'],
    [dates[7]!.id, 'waiting', false, 0, 'FREQ=WEEKLY;BYDAY=TH'],
  ])
  const hosted = await lean(person(host.id), (sql) => comingUp(sql, host.id, 'nb', now))
  expect(hosted.map(({ hosting, cancelled, more }) => [hosting, cancelled, more])).toEqual([[true, true, 1], [true, false, 57]])
})
