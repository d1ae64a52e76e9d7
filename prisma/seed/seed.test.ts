import { expect, test } from 'vitest'
import { useDatabase } from '#tests/support/database.ts'
import { defaultKinds, demoPeople, seed } from './index.ts'

const database = useDatabase({ connected: false })
const now = new Date()
const count = async (from: string) => Number((await database.owner(`SELECT count(*) AS n FROM ${from}`))[0]!.n)

test('the demo has what a visitor should meet, quickly', async () => {
  const begun = performance.now()
  await seed(database.ownerUrl, now)
  expect(performance.now() - begun).toBeLessThan(8_000)

  expect(await count('organisations')).toBe(2)
  expect(await count(`(SELECT DISTINCT country FROM organisations) AS countries`)).toBe(2)
  expect(await count(`activity_kinds`)).toBe(2 * defaultKinds.length)
  expect(await count(`activities`)).toBeGreaterThanOrEqual(40)
  expect(await count(`activities WHERE published_at IS NOT NULL AND cancelled_at IS NULL AND visibility = 'public' AND starts_at > now()`)).toBeGreaterThanOrEqual(30)
  expect(await count(`activities WHERE joined_count = places AND waiting_count > 0`)).toBe(1)
  for (const what of [`visibility = 'members'`, `visibility = 'unlisted'`, `cancelled_at IS NOT NULL`, `published_at IS NULL`, `ends_at < now()`, `extract(month FROM starts_at) = 12 AND extract(day FROM starts_at) = 24`]) {
    expect(await count(`activities WHERE ${what}`), what).toBeGreaterThanOrEqual(1)
  }
  expect(await count(`activities WHERE published_at IS NULL`)).toBe(2)
  // Every kind is used, every role is held, people have moved between roles.
  expect(await count(`activity_kinds k WHERE NOT EXISTS (SELECT FROM activities a WHERE a.kind_id = k.id)`)).toBe(0)
  expect(await count(`(SELECT DISTINCT organisation_id, role FROM memberships WHERE valid_to IS NULL) AS held`)).toBe(10)
  expect(await count(`memberships WHERE valid_to < current_date`)).toBeGreaterThanOrEqual(5)
  expect(await count(`activity_texts t JOIN activities a ON a.id = t.activity_id WHERE t.language <> a.language`)).toBeGreaterThanOrEqual(5)
  expect(await count(`activities a WHERE picture_id IS NOT NULL AND EXISTS (SELECT FROM activity_texts t WHERE t.activity_id = a.id AND picture_alt = '')`)).toBe(0)
})

test('a place is offered to the first in line, two come together, and a car has room', async () => {
  expect(await count(`activities WHERE offered_count = 1 AND joined_count + offered_count = places AND waiting_count > 1`)).toBe(1)
  expect(await count(`together WHERE accepted_at IS NOT NULL`)).toBe(1)
  expect(await count(`rides WHERE seats - taken = 2`)).toBe(1)
})

test('two activities have been: who came is known, and how it was', async () => {
  expect(await count(`attendance WHERE outcome = 'came' AND person_id IS NULL`)).toBeGreaterThanOrEqual(3)
  expect(await count(`feedback WHERE person_id IS NULL`)).toBeGreaterThanOrEqual(4)
})

test('both organisations offer something, and some have applied and come different ways', async () => {
  expect(await count(`(SELECT organisation_id FROM openings GROUP BY 1 HAVING count(*) >= 2) AS offering`)).toBe(2)
  expect(await count(`(SELECT DISTINCT kind FROM openings) AS kinds`)).toBe(4)
  expect(await count(`(SELECT DISTINCT state FROM applications) AS states`)).toBeGreaterThanOrEqual(4)
  expect(await count(`openings o WHERE taken_count <> (SELECT count(*) FROM applications a WHERE a.opening_id = o.id AND a.state IN ('accepted', 'started'))`)).toBe(0)
})

test('a school is in use: some are done, one waits for a sign-off, supervision is ahead and has been held', async () => {
  expect(await count(`school_completions`)).toBe(3)
  expect(await count(`school_progress WHERE asked_at IS NOT NULL AND signed_at IS NULL`)).toBe(1)
  expect(await count(`supervisions WHERE recorded_at IS NOT NULL`)).toBe(2)
  expect(await count(`appointments WHERE kind = 'supervision' AND starts_at > now()`)).toBe(1)
})

test('the journal is in the order of time, nobody writes on a board at night, and whoever joined was sent a mail', async () => {
  expect(await count(`(SELECT at < lag(at) OVER (PARTITION BY organisation_id ORDER BY id) AS earlier FROM history) AS told WHERE earlier`)).toBe(0)
  expect(await count(`group_posts p JOIN organisations o ON o.id = p.organisation_id WHERE extract(hour FROM p.created_at AT TIME ZONE o.zone) NOT BETWEEN 8 AND 21`)).toBe(0)
  expect(await count(`group_posts p JOIN group_posts r ON r.reply_to = p.id WHERE r.created_at <= p.created_at OR r.created_at > now()`)).toBe(0)
  expect(await count(`sign_ups s WHERE s.state = 'joined' AND NOT EXISTS (SELECT FROM mails m WHERE m.person_id = s.person_id AND m.activity_id = s.activity_id AND m.sent_at <= now() AND m.rendered ? 'subject')`)).toBe(0)
  expect(await count(`mails WHERE sent_at IS NULL`)).toBe(0)
})

test('everybody in it is invented and reachable nowhere', async () => {
  expect(await count(`people WHERE email NOT LIKE '%@demo.samkraft.example'`)).toBe(0)
  expect(demoPeople().length).toBe(await count('people'))
  expect(new Set(demoPeople().map((person) => person.id)).size).toBe(demoPeople().length)
})

test('the address kept for those who joined shows nobody more than about where', async () => {
  const hidden = await database.owner('SELECT a.lat, a.lon, d.lat AS exact FROM activities a JOIN activity_addresses d ON d.activity_id = a.id WHERE d.shown_to = $1', ['joined'])
  expect(hidden.length).toBeGreaterThan(0)
  for (const { lat, exact } of hidden) expect(lat).not.toBe(exact)
})

test('seeding twice adds nothing', async () => {
  const before = [await count('activities'), await count('history'), await count('sign_ups')]
  expect(await seed(database.ownerUrl, now)).toEqual({ organisations: 0, people: 0, activities: 0 })
  expect([await count('activities'), await count('history'), await count('sign_ups')]).toEqual(before)
})
