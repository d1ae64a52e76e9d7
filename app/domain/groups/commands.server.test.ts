import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { person, system } from '#app/platform/actor.ts'
import { encrypt } from '#app/platform/crypto.server.ts'
import { lean, type Sql } from '#app/platform/db.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { type MadeGroup, makeGroup, makeHost, makePlace } from '#tests/support/groups.ts'
import { erasePost, hidePost, reportPost, writePost } from './board/commands.server.ts'
import { boardOf, openReports, sealOf } from './board/queries.server.ts'
import { answerRequest, askToHost, nameHost, takeOut } from './hosting/commands.server.ts'
import { groupNews } from './jobs.server.ts'
import { answerHosting, joinGroup, leaveGroup, pauseGroup, stopHosting, wantNews } from './membership/commands.server.ts'
import { myGroups, standingIn } from './membership/queries.server.ts'
import { closeGroup, draftGroup, editGroup, publishGroup } from './planning/commands.server.ts'
import type { GroupPlan } from './schema.ts'

const database = useDatabase()
const now = new Date()
const as = <T>(who: MadePerson, work: (sql: Sql) => Promise<T>) => lean(person(who.id), work)
const owed = async (to: MadePerson) => (await database.owner(`SELECT facts->>'subject' AS subject, facts FROM mails WHERE person_id = $1 ORDER BY number`, [to.id])).map((mail) => mail.subject as string)
const stateOf = async (group: MadeGroup, who: MadePerson) => (await database.owner('SELECT state FROM group_members WHERE group_id = $1 AND person_id = $2', [group.id, who.id]))[0]?.state

let house: MadeOrganisation, organiser: MadePerson, coordinator: MadePerson, host: MadePerson
let group: MadeGroup
beforeAll(async () => {
  house = await makeOrganisation(database)
  organiser = await makeMember(database, house, 'organiser')
  coordinator = await makeMember(database, house, 'coordinator')
})
beforeEach(async () => {
  host = await makeMember(database, house, 'participant')
  group = await makeGroup(database, { organisation: house, wayIn: 'request' })
  await makeHost(database, { group, person: host })
})
const own = (who: MadePerson, at = now) => ({ groupId: group.id, personId: who.id, now: at })
const speaker = (who: MadePerson, at = now) => ({ ...own(who, at), organisationId: house.id })
const plan: GroupPlan = { language: 'nb', wayIn: 'open', visibility: 'public', placeId: null, area: '', texts: { nb: { name: 'Tur', forWhom: '', description: '', firstTime: '' } } }

describe('making a group', () => {
  test('one form sent twice is one group; an old form does not overwrite', async () => {
    const planner = { organisationId: house.id, personId: organiser.id, now }
    const [one, two] = await Promise.all([1, 2].map(() => as(organiser, (sql) => draftGroup(sql, planner, { key: 'k', plan }))))
    expect([one, two]).toEqual([one, { ok: true, id: expect.any(String) }])
    expect(two).toEqual(one)
    const id = (one as { id: string }).id
    const [{ version }] = (await database.owner('SELECT version FROM groups WHERE id = $1', [id])) as [{ version: number }]
    expect(await as(organiser, (sql) => editGroup(sql, planner, { groupId: id, version, plan }))).toEqual({ ok: true, id })
    expect(await as(organiser, (sql) => editGroup(sql, planner, { groupId: id, version, plan }))).toEqual({ ok: false, reason: 'overtaken' })
    expect(await as(host, (sql) => editGroup(sql, planner, { groupId: id, version, plan }))).toEqual({ ok: false, reason: 'not_found' })
    expect(await as(organiser, (sql) => publishGroup(sql, planner, id))).toEqual({ ok: false, reason: 'no_host' })
  })
  test('closed: its members hear of it, those who rest do not, and nothing more is written', async () => {
    const [member, resting] = [await makePerson(database), await makePerson(database)]
    await makePlace(database, { group, person: member })
    await makePlace(database, { group, person: resting, state: 'paused' })
    for (let i = 0; i < 2; i++) await as(organiser, (sql) => closeGroup(sql, { organisationId: house.id, personId: organiser.id, now }, group.id))
    expect([await owed(member), await owed(resting)]).toEqual([['En beskjed til deg'], []])
    await expect(as(member, (sql) => writePost(sql, speaker(member), { text: 'Hei', key: '', replyTo: null }))).rejects.toThrow(/row-level/)
    expect(await as(await makePerson(database), (sql) => joinGroup(sql, { ...own(member), called: 'X' }))).toEqual({ ok: false, reason: 'closed' })
  })
})

describe('coming in', () => {
  test('asking tells the hosts once, whatever is pressed how often; yes is told kindly', async () => {
    const who = await makePerson(database)
    await Promise.all([1, 2, 3].map(() => as(who, (sql) => joinGroup(sql, { ...own(who), called: 'Ida' }))))
    await as(who, (sql) => leaveGroup(sql, { ...own(who), erase: false }))
    await as(who, (sql) => joinGroup(sql, { ...own(who), called: 'Ida' }))
    expect(await owed(host)).toEqual(['Noen venter på svar fra deg'])
    const { id } = (await database.owner('SELECT id FROM group_members WHERE group_id = $1', [group.id]))[0] as { id: string }
    for (const other of [organiser, who]) expect(await as(other, (sql) => answerRequest(sql, speaker(other), { placeId: id, yes: true }))).toBe(false)
    const answers = await Promise.all([true, false].map((yes) => as(host, (sql) => answerRequest(sql, speaker(host), { placeId: id, yes }))))
    expect(answers.filter(Boolean)).toHaveLength(1)
    expect(await owed(who)).toHaveLength(1)
  })
  test('without a host the coordinators are asked', async () => {
    await as(host, (sql) => stopHosting(sql, own(host)))
    const who = await makePerson(database)
    const before = (await owed(coordinator)).length
    await as(who, (sql) => joinGroup(sql, { ...own(who), called: 'Ida' }))
    expect((await owed(coordinator)).length).toBe(before + 1)
  })
  test('an open group is open at once, but for whom a host took out', async () => {
    const open = await makeGroup(database, { organisation: house })
    await makeHost(database, { group: open, person: host })
    const who = await makePerson(database)
    const join = () => as(who, (sql) => joinGroup(sql, { groupId: open.id, personId: who.id, called: 'Ida', now }))
    expect(await join()).toEqual({ ok: true, state: 'member' })
    const { id } = (await database.owner('SELECT id FROM group_members WHERE group_id = $1', [open.id]))[0] as { id: string }
    expect(await as(host, (sql) => takeOut(sql, { ...speaker(host), groupId: open.id }, id))).toBe(true)
    expect(await owed(who)).toHaveLength(1)
    expect(await join()).toEqual({ ok: true, state: 'asked' })
  })
  test('pause keeps the place, leaving ends it, and what was written goes with it when asked', async () => {
    const who = await makePerson(database)
    await makePlace(database, { group, person: who, news: true })
    await as(who, (sql) => writePost(sql, speaker(who), { text: 'Mitt', key: 'a', replyTo: null }))
    await as(who, (sql) => pauseGroup(sql, own(who)))
    expect(await as(who, (sql) => standingIn(sql, group.id, who.id))).toMatchObject({ reads: false, words: 1, member: { state: 'paused', news: true } })
    await as(who, (sql) => leaveGroup(sql, { ...own(who), erase: true }))
    expect(await stateOf(group, who)).toBe('left')
    expect(await database.owner('SELECT body FROM group_posts WHERE group_id = $1', [group.id])).toEqual([{ body: null }])
    expect(await as(who, (sql) => myGroups(sql, who.id, 'nb'))).toEqual([])
  })
})

describe('hosts', () => {
  test('who is named hosts from today; who is asked by address decides; the answer tells nothing', async () => {
    const [colleague, participant, stranger] = [await makeMember(database, house, 'volunteer'), await makeMember(database, house, 'participant'), await makePerson(database)]
    expect(await as(organiser, (sql) => nameHost(sql, speaker(organiser), participant.id))).toEqual({ ok: false, reason: 'not_found' })
    for (let i = 0; i < 2; i++) expect(await as(organiser, (sql) => nameHost(sql, speaker(organiser), colleague.id))).toEqual({ ok: true })
    expect(await owed(colleague)).toEqual(['En oppgave til deg'])
    for (const one of [participant, participant, stranger]) expect(await as(organiser, (sql) => askToHost(sql, speaker(organiser), one.email))).toBeUndefined()
    expect([await owed(participant), await owed(stranger)]).toEqual([['Et spørsmål til deg'], []])
    expect(await as(participant, (sql) => answerHosting(sql, own(participant), true))).toBe(true)
    expect(await as(participant, (sql) => myGroups(sql, participant.id, 'nb'))).toMatchObject([{ id: group.id, hostSince: expect.stringMatching(/^\d{4}-/) }])
    await as(participant, (sql) => stopHosting(sql, own(participant)))
    expect(await database.owner('SELECT from_day IS NOT NULL AND to_day IS NOT NULL AS kept FROM group_hosts WHERE person_id = $1', [participant.id])).toEqual([{ kept: true }])
    expect((await database.owner(`SELECT event FROM history WHERE subject_id = $1 ORDER BY id`, [group.id])).map((row) => row.event)).toEqual(['group.host-named', 'group.host-named', 'group.host-ended'])
  })
  test('who said no is not asked again for a month; a participant cannot ask for others', async () => {
    const participant = await makeMember(database, house, 'participant')
    const ask = (who: MadePerson, at: Date) => as(who, (sql) => askToHost(sql, { ...speaker(who), now: at }, participant.email))
    await ask(participant, now)
    expect(await owed(participant)).toEqual([])
    await ask(host, now)
    await as(participant, (sql) => answerHosting(sql, own(participant), false))
    await ask(host, new Date(+now + 20 * 86_400_000))
    expect(await owed(participant)).toHaveLength(1)
    await ask(host, new Date(+now + 40 * 86_400_000))
    expect(await owed(participant)).toHaveLength(2)
  })
})

describe('the board', () => {
  const say = (who: MadePerson, text: string, more: { key?: string; replyTo?: string | null; at?: Date } = {}) =>
    as(who, (sql) => writePost(sql, speaker(who, more.at), { text, key: more.key ?? text, replyTo: more.replyTo ?? null }))
  const read = async (who: MadePerson) => (await as(who, (sql) => boardOf(sql, group.id, { personId: who.id, before: null }))).threads
  let member: MadePerson
  beforeEach(async () => {
    member = await makePerson(database, { name: 'Mia Med' })
    await makePlace(database, { group, person: member })
  })

  test('pressed twice at once it is one post; other words with the same key are another', async () => {
    await Promise.all([1, 2, 3].map(() => say(member, 'Hei', { key: 'k' })))
    await say(member, 'Hei igjen', { key: 'k' })
    expect((await read(host)).map((thread) => [thread.post!.text, thread.post!.called, thread.post!.host])).toEqual(expect.arrayContaining([['Hei', 'Mia', false], ['Hei igjen', 'Mia', false]]))
    expect(await read(host)).toHaveLength(2)
  })
  test('twenty an hour, also when they come at once', async () => {
    const written = await Promise.all(Array.from({ length: 25 }, (_, index) => say(member, `Innlegg ${index}`)))
    expect(written.filter((one) => one.ok)).toHaveLength(20)
    expect(await say(member, 'Senere', { at: new Date(+now + 3_700_000) })).toMatchObject({ ok: true })
  })
  test('the database holds no word of it, and a post moved elsewhere does not open', async () => {
    const { id } = (await say(member, 'Hemmelig ord')) as { id: string }
    const [{ body }] = (await database.owner('SELECT body FROM group_posts WHERE id = $1', [id])) as [{ body: string }]
    expect(body).not.toContain('Hemmelig')
    await database.owner('UPDATE group_posts SET body = $2 WHERE id = $1', [id, encrypt('Andres', sealOf('group_posts', id, (await makeOrganisation(database)).id))])
    await expect(read(host)).rejects.toThrow()
    await database.owner('DELETE FROM group_posts WHERE id = $1', [id])
  })
  test('hidden: members do not read it, answers to it stay; erased: the words are gone', async () => {
    const { id } = (await say(member, 'Først')) as { id: string }
    const other = await makePerson(database)
    await makePlace(database, { group, person: other })
    await say(other, 'Svar', { replyTo: id })
    expect(await as(other, (sql) => hidePost(sql, speaker(other), id, true))).toBe(false)
    expect(await as(host, (sql) => hidePost(sql, speaker(host), id, true))).toBe(true)
    expect(await read(other)).toMatchObject([{ post: null, replies: [{ text: 'Svar' }] }])
    expect(await read(member)).toMatchObject([{ post: { text: 'Først', hidden: true }, replies: [{ text: 'Svar' }] }])
    expect(await database.owner(`SELECT hidden_by FROM group_posts WHERE id = $1`, [id])).toEqual([{ hidden_by: host.id }])
    await as(host, (sql) => hidePost(sql, speaker(host), id, false))
    expect(await as(host, (sql) => erasePost(sql, speaker(host), id))).toBe(false)
    expect(await as(member, (sql) => erasePost(sql, speaker(member), id))).toBe(true)
    expect(await read(other)).toMatchObject([{ post: { text: null }, replies: [{ text: 'Svar' }] }])
  })
  test('a page holds thirty threads and tells where the next begins', async () => {
    for (let i = 0; i < 33; i++) {
      await database.owner(`INSERT INTO group_posts (id, organisation_id, group_id, author_id, body, created_at) SELECT i, $2, $3, $4, $5, $6 FROM (SELECT $1::uuid AS i) one`,
        [`00000000-0000-8000-a000-${String(i).padStart(12, '0')}`, house.id, group.id, member.id, encrypt(`Nr ${i}`, sealOf('group_posts', `00000000-0000-8000-a000-${String(i).padStart(12, '0')}`, house.id)), new Date(+now - i * 60_000)])
    }
    const first = await as(member, (sql) => boardOf(sql, group.id, { personId: member.id, before: null }))
    expect(first.threads).toHaveLength(30)
    const second = await as(member, (sql) => boardOf(sql, group.id, { personId: member.id, before: first.next }))
    expect(second.threads.map((thread) => thread.post!.text)).toEqual(['Nr 30', 'Nr 31', 'Nr 32'])
    expect(second.next).toBeNull()
  })
  test('a report reaches hosts and coordinators at once, never the one it is about; danger is told apart', async () => {
    const { id } = (await say(host, 'Fra verten')) as { id: string }
    const before = [(await owed(host)).length, (await owed(coordinator)).length]
    const report = (reason: 'danger' | 'other') => as(member, (sql) => reportPost(sql, speaker(member), { postId: id, reason, words: 'Se her', key: 'k' }))
    await Promise.all([report('other'), report('other')])
    expect(await report('danger')).toEqual({ ok: true, heard: true })
    expect([(await owed(host)).length, (await owed(coordinator)).length]).toEqual([before[0], before[1]! + 2])
    expect((await owed(coordinator)).at(-1)).toBe('Se på dette nå')
    expect(await as(host, (sql) => openReports(sql, group.id))).toEqual([])
    expect((await as(coordinator, (sql) => openReports(sql, group.id))).map(({ reason, words, text }) => [reason, words, text])).toEqual([['danger', 'Se her', 'Fra verten'], ['other', 'Se her', 'Fra verten']])
  })
})

describe('news by mail', () => {
  const noon = new Date(`${now.toISOString().slice(0, 10)}T11:00:00Z`)
  const hours = (count: number) => new Date(+noon + count * 3_600_000)
  let reader: MadePerson
  const write = (author: MadePerson, at: Date) => database.owner(`INSERT INTO group_posts (id, organisation_id, group_id, author_id, body, created_at) VALUES (gen_random_uuid(), $1, $2, $3, 'x', $4)`, [house.id, group.id, author.id, at])
  beforeEach(async () => {
    reader = await makePerson(database)
    await makePlace(database, { group, person: reader, news: true })
  })
  test('once a day at most, however many processes ask, and says nothing of what is there', async () => {
    await write(host, hours(-1))
    await Promise.all([1, 2, 3].map(() => groupNews.work(noon)))
    await write(host, hours(1))
    await groupNews.work(hours(2))
    expect(await owed(reader)).toEqual(['Noe nytt til deg'])
    const [mail] = await database.owner('SELECT facts FROM mails WHERE person_id = $1', [reader.id])
    expect(JSON.stringify(mail!.facts)).not.toContain(group.name)
    await groupNews.work(hours(24))
    expect(await owed(reader)).toHaveLength(2)
    await groupNews.work(hours(48.5))
    expect(await owed(reader)).toHaveLength(2)
  })
  test('not at night, not about one’s own words, not about what is old, not to those who rest or did not ask', async () => {
    await write(reader, hours(-1))
    await groupNews.work(noon)
    await write(host, hours(-60))
    await groupNews.work(noon)
    await write(host, hours(-1))
    await groupNews.work(hours(12))
    expect(await owed(reader)).toEqual([])
    await as(reader, (sql) => wantNews(sql, own(reader), false))
    await groupNews.work(noon)
    await as(reader, (sql) => wantNews(sql, own(reader, noon), true))
    await write(host, hours(0.5))
    await as(reader, (sql) => pauseGroup(sql, own(reader)))
    await groupNews.work(hours(1))
    expect(await owed(reader)).toEqual([])
  })
})

test('the program’s own purpose changes nobody’s words or place', async () => {
  for (const change of [`UPDATE group_posts SET body = 'x'`, `DELETE FROM group_posts`, `UPDATE group_hosts SET shown = true`, `UPDATE groups SET area = 'x'`]) {
    const done = await lean(system('groups'), (sql) => sql.executeSql(`${change} RETURNING 1`)).then(({ rows }) => rows.length, () => 0)
    expect(done, change).toBe(0)
  }
})
