import { beforeEach, describe, expect, test } from 'vitest'
import { person } from '#app/platform/actor.ts'
import { lean, transaction } from '#app/platform/db.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeKind, makeMember, makeOrganisation, makePerson, makeSignUp, type MadeOrganisation, type MadePerson } from '#tests/support/factories.ts'
import { workday } from '../planning/queries.server.ts'
import { takeTurn } from '../sign-ups/commands.server.ts'
import { applyImport, type Choices, keepCalendar, letCalendarGo } from './commands.server.ts'
import { keptCalendar, previewImport } from './queries.server.ts'

const database = useDatabase()
const now = new Date()
const day = 86_400_000
const stamp = (days: number, hour = '17') => `${new Date(now.getTime() + days * day).toISOString().slice(0, 10).replaceAll('-', '')}T${hour}0000Z`
const calendar = (...lines: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'X-WR-CALNAME:Huset', ...lines, 'END:VCALENDAR'].join('\r\n')
const event = (uid: string, days: number, { title = 'Kafé', place = 'Langgata 44, 4306 Sandnes', hour = '17', more = [] as string[] } = {}) =>
  ['BEGIN:VEVENT', `UID:${uid}`, `SUMMARY:${title}`, `LOCATION:${place.replaceAll(',', '\\,')}`, 'GEO:58.85;5.73', `DTSTART:${stamp(days, hour)}`, 'DURATION:PT2H', ...more, 'END:VEVENT']
const everything: Choices = { create: 'all', change: 'all', cancel: 'all', reason: 'Det er tatt ut av kalenderen.', publish: false }

let organisation: MadeOrganisation
let organiser: MadePerson
const run = (content: string, choices: Partial<Choices> = {}, who = organiser) =>
  transaction(person(who.id), (tx, sql) => applyImport(tx, sql, { organisation, personId: who.id, content, choices: { ...everything, ...choices }, now }))
const activities = () => database.owner(
  `SELECT a.*, t.title, t.description, d.address, k.slug AS kind FROM activities a JOIN activity_texts t ON t.activity_id = a.id JOIN activity_kinds k ON k.id = a.kind_id LEFT JOIN activity_addresses d ON d.activity_id = a.id
   WHERE a.organisation_id = $1 ORDER BY a.starts_at`, [organisation.id])
const mails = () => database.owner('SELECT m.template, m.facts, p.id AS person FROM mails m JOIN people p ON p.id = m.person_id JOIN activities a ON a.id = m.activity_id WHERE a.organisation_id = $1 ORDER BY m.number', [organisation.id])

beforeEach(async () => {
  organisation = await makeOrganisation(database)
  organiser = await makeMember(database, organisation, 'organiser')
  await makeKind(database, organisation, 'tur')
})

test('new ones become drafts with when, where and what; the same file again does nothing', async () => {
  const file = calendar(...event('a', 3), ...event('b', 5, { title: 'Tur', more: ['RRULE:FREQ=WEEKLY;COUNT=3', 'DESCRIPTION:Ta med kopp'] }))
  expect(await run(file)).toEqual({ ok: true, created: 4, published: 0, changed: 0, cancelled: 0 })
  const made = await activities()
  expect(made).toHaveLength(4)
  expect(made[0]).toMatchObject({ title: 'Kafé', address: 'Langgata 44, 4306 Sandnes', area: 'Sandnes', lat: 58.85, published_at: null, kind: 'tur', created_by: organiser.id, uid: `${made[0]!.id}@samkraft`, import_uid: 'a', import_occurrence: '', visibility: 'public' })
  expect(made[0]!.starts_at.toISOString().slice(11, 16)).toBe('17:00')
  expect(made[1]).toMatchObject({ description: 'Ta med kopp', import_uid: 'b' })
  expect(JSON.stringify(made.map((one) => one.imported))).not.toMatch(/Langgata|Kafé|Huset/)
  expect(await run(file)).toEqual({ ok: true, created: 0, published: 0, changed: 0, cancelled: 0 })
  expect(await activities()).toHaveLength(4)
  expect(await database.owner(`SELECT event, count(*) AS n FROM history WHERE organisation_id = $1 GROUP BY event ORDER BY event`, [organisation.id])).toEqual([{ event: 'activity.drafted', n: 4 }, { event: 'calendar.imported', n: 2 }])
  expect(await mails()).toEqual([])
})

test('published at once when that is chosen; a category chooses the kind', async () => {
  const kafe = await makeKind(database, organisation, 'kafe')
  const tur = await makeKind(database, organisation, 'tur')
  await database.owner('UPDATE activity_kinds SET names = $1 WHERE id = $2', [JSON.stringify({ nb: 'Kafé', sv: 'Kafé', en: 'Café' }), kafe.id])
  expect(await run(calendar(...event('a', 3, { more: ['CATEGORIES:Møte,CAFÉ'] }), ...event('b', 4)), { publish: true, kindId: tur.id })).toMatchObject({ created: 2, published: 2 })
  expect((await activities()).map((one) => [one.kind, one.published_by])).toEqual([['kafe', organiser.id], ['tur', organiser.id]])
})

test('the drafts of a weekly event stand as one among what is planned', async () => {
  await run(calendar(...event('a', 3), ...event('b', 5, { title: 'Tur', more: ['RRULE:FREQ=WEEKLY;COUNT=3'] })))
  const { drafts } = await transaction(person(organiser.id), (tx) => workday(tx, { organisationId: organisation.id, language: 'nb', now }))
  expect(drafts.map(({ title, series }) => [title, series?.more])).toEqual([['Kafé', undefined], ['Tur', 2]])
})

test('only the chosen series are taken in', async () => {
  const { seriesMark } = await import('./plan.ts')
  expect(await run(calendar(...event('a', 3), ...event('b', 4)), { create: new Set([seriesMark('b')]) })).toMatchObject({ created: 1 })
  expect((await activities()).map((one) => one.import_uid)).toEqual(['b'])
})

describe('when the calendar changes', () => {
  test('those who joined hear of it, with a higher sequence; what was written here stays', async () => {
    await run(calendar(...event('a', 3), ...event('b', 4)), { publish: true })
    const [a] = await activities()
    const guest = await makePerson(database)
    await makeSignUp(database, { activity: { id: a!.id }, person: guest })
    await database.owner(`INSERT INTO calendar_entries (activity_id, person_id, method) VALUES ($1, $2, 'REQUEST')`, [a!.id, guest.id])
    await database.owner(`UPDATE activity_texts SET description = 'Skrevet her' WHERE activity_id = $1`, [a!.id])
    expect(await run(calendar(...event('a', 3, { hour: '18' }), ...event('b', 4, { place: 'Storgata 1, 4340 Bryne' })))).toMatchObject({ created: 0, changed: 2, cancelled: 0 })
    const [after, other] = await activities()
    expect(after).toMatchObject({ id: a!.id, slug: a!.slug, uid: a!.uid, sequence: 1, version: 2, description: 'Skrevet her' })
    expect(after!.starts_at.toISOString().slice(11, 16)).toBe('18:00')
    expect(other).toMatchObject({ address: 'Storgata 1, 4340 Bryne', area: 'Bryne', sequence: 1 })
    expect((await mails()).filter((mail) => mail.person === guest.id)).toMatchObject([{ template: 'calendar', facts: { method: 'REQUEST', reason: 'changed', sequence: 1, changes: ['time'] } }])
    // Nobody joined the other, so nobody is written to about it.
    expect((await mails()).every((mail) => mail.person === guest.id || mail.person === organiser.id)).toBe(true)
  })
  test('an address kept for those who joined stays theirs', async () => {
    await run(calendar(...event('a', 3)))
    const [a] = await activities()
    await database.owner(`UPDATE activity_addresses SET shown_to = 'joined' WHERE activity_id = $1`, [a!.id])
    await database.owner(`UPDATE activities SET area = 'Et sted i Sandnes' WHERE id = $1`, [a!.id])
    await run(calendar(...event('a', 3, { place: 'Hemmeligveien 3, 4306 Sandnes', more: [] }).map((line) => line.replace('58.85;5.73', '58.85243;5.73521'))))
    const [after] = await activities()
    expect(after).toMatchObject({ area: 'Et sted i Sandnes', address: 'Hemmeligveien 3, 4306 Sandnes', lat: 58.85, lon: 5.74 })
    expect(await database.asActor('visitor', 'SELECT address FROM activity_addresses WHERE activity_id = $1', [a!.id])).toEqual([])
  })
})

describe('what is gone', () => {
  const both = calendar(...event('a', 3), ...event('b', 4))
  const one = calendar(...event('a', 3))
  test('is offered, and nothing happens to what was not chosen', async () => {
    await run(both, { publish: true })
    const preview = await lean(person(organiser.id), (sql) => previewImport(sql, { organisation, content: one, now }))
    expect(preview).toMatchObject({ ok: true, plan: { gone: [{ activity: { uid: 'b' } }] } })
    expect(await run(one, { cancel: new Set() })).toMatchObject({ cancelled: 0 })
    expect((await activities()).every((activity) => activity.cancelled_at === null)).toBe(true)
  })
  test('is cancelled when chosen, with the reason, and those who joined hear of it', async () => {
    await run(both, { publish: true })
    const b = (await activities())[1]!
    const guest = await makePerson(database)
    await makeSignUp(database, { activity: { id: b.id }, person: guest })
    await database.owner(`INSERT INTO calendar_entries (activity_id, person_id, method) VALUES ($1, $2, 'REQUEST')`, [b.id, guest.id])
    expect(await run(one, { cancel: new Set([b.id]) })).toMatchObject({ cancelled: 1 })
    expect((await activities())[1]).toMatchObject({ cancel_reason: 'Det er tatt ut av kalenderen.', cancelled_by: organiser.id })
    expect((await mails()).filter((mail) => mail.person === guest.id)).toMatchObject([{ facts: { method: 'CANCEL', reason: 'cancelled' } }])
  })
  test('nobody can have anything cancelled that the calendar still has', async () => {
    await run(both, { publish: true })
    expect(await run(both, { cancel: new Set((await activities()).map((activity) => activity.id)) })).toMatchObject({ cancelled: 0 })
  })
})

test('never half done: one row that cannot be, and nothing is', async () => {
  await run(calendar(...event('a', 3)))
  await database.owner(`UPDATE activities SET places = 1 WHERE import_uid = 'a' AND organisation_id = $1`, [organisation.id])
  await database.owner(`CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.title = 'Umulig' THEN RAISE EXCEPTION 'broken'; END IF; RETURN NEW; END $$`)
  await database.owner('CREATE TRIGGER fail_once BEFORE INSERT OR UPDATE ON activity_texts FOR EACH ROW EXECUTE FUNCTION fail_once()')
  await expect(run(calendar(...event('a', 3, { title: 'Umulig' }), ...event('c', 6)))).rejects.toThrow(/broken/)
  expect((await activities()).map((one) => one.title)).toEqual(['Kafé'])
  await database.owner('DROP FUNCTION fail_once CASCADE')
})

test('two at once make each activity once: the second waits for the first and then finds nothing to do', async () => {
  const file = calendar(...Array.from({ length: 30 }, (_, i) => event(`e${i}`, 3 + i)).flat())
  const choices = { ...everything }
  const second: Promise<unknown>[] = []
  const first = await transaction(person(organiser.id), async (tx, sql) => {
    const done = await applyImport(tx, sql, { organisation, personId: organiser.id, content: file, choices, now })
    // Begins while the first has written and not committed.
    second.push(run(file))
    await waiting()
    return done
  })
  expect(first).toMatchObject({ created: 30 })
  expect(await second[0]).toMatchObject({ ok: true, created: 0 })
  expect(await activities()).toHaveLength(30)
})

test('several turns are taken in the order of ids, after those of their series, so nobody waits for whoever waits for them', async () => {
  const weekly = ['RRULE:FREQ=WEEKLY;COUNT=2']
  await run(calendar(...event('a', 3), ...event('b', 4), ...event('w', 5, { more: weekly })), { publish: true })
  const made = await activities()
  const [low, high] = made.filter((one) => ['a', 'b'].includes(one.import_uid)).sort((a, b) => (a.id < b.id ? -1 : 1))
  const of = new Map([[high!.import_uid, 3], [low!.import_uid, 4]])
  const changed = (hour: string) => [...of].flatMap(([uid, days]) => event(uid, days, { hour })).concat(event('w', 5, { more: weekly }))
  const against = async (file: string, [first, ...others]: string[]) => {
    let importing: Promise<unknown> = Promise.resolve()
    await transaction(person(organiser.id), async (_, sql) => {
      await takeTurn(sql, first!)
      importing = run(file)
      await waiting()
      for (const id of others) await takeTurn(sql, id)
    })
    return importing
  }
  expect(await against(calendar(...changed('18')), [low!.id, high!.id])).toMatchObject({ ok: true, changed: 2 })
  const dates = made.filter((one) => one.import_uid === 'w')
  const title = calendar(...changed('18').map((line, i, lines) => (line === 'SUMMARY:Kafé' && lines[i - 1] === 'UID:w' ? 'SUMMARY:Quiz' : line)))
  expect(await against(title, [dates[0]!.series_id, ...dates.map(({ id }) => id).sort()])).toMatchObject({ ok: true, changed: 2 })
})

/** Until some connection waits for a lock. */
async function waiting() {
  const until = Date.now() + 5_000
  while ((await database.owner(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)).length === 0) {
    if (Date.now() > until) throw new Error('nobody waits')
  }
}

test('two thousand dates go in within seconds', async () => {
  const file = calendar(...Array.from({ length: 12 }, (_, i) => event(`d${i}`, 1, { more: ['RRULE:FREQ=DAILY'] })).flat())
  const begun = performance.now()
  expect(await run(file, { publish: true })).toMatchObject({ created: 2_000 })
  expect(performance.now() - begun).toBeLessThan(10_000)
})

describe('the second lock', () => {
  test('somebody without a part in planning imports nothing', async () => {
    const participant = await makeMember(database, organisation, 'participant')
    await expect(run(calendar(...event('a', 3)), {}, participant)).rejects.toThrow(/row-level security/)
    expect(await activities()).toEqual([])
  })
  test('a file is seen by who sent it, until it is used', async () => {
    const colleague = await makeMember(database, organisation, ['coordinator', 'administrator'])
    const id = await lean(person(organiser.id), (sql) => keepCalendar(sql, { organisation, personId: organiser.id, fileName: 'huset.ics', content: calendar(...event('a', 3)), now }))
    const look = (who: MadePerson) => lean(person(who.id), (sql) => keptCalendar(sql, { organisationId: organisation.id, id }))
    expect(await look(organiser)).toMatchObject({ fileName: 'huset.ics', applied: false })
    expect(await look(colleague)).toBeNull()
    await lean(person(organiser.id), (sql) => letCalendarGo(sql, { id, now }))
    expect(await look(organiser)).toMatchObject({ content: '', applied: true })
  })
})
