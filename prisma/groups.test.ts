import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { person, visitor } from '#app/platform/actor.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeActivity, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { type MadeGroup, makeGroup, makeHost, makePlace } from '#tests/support/groups.ts'

/** Peer groups in plain SQL: what each role cannot see or do, whatever the code does. */
const database = useDatabase({ connected: false })
const as = (who: MadePerson, text: string, values: unknown[] = []) => database.asActor(person(who.id), text, values)
const refused = /row-level security|permission denied|not open|not theirs|settled|belongs under/

let fjord: MadeOrganisation, nya: MadeOrganisation
let open: MadeGroup, asked: MadeGroup, inside: MadeGroup, draft: MadeGroup
const who = {} as Record<'host' | 'member' | 'paused' | 'left' | 'asking' | 'organiser' | 'coordinator' | 'administrator' | 'participant' | 'neighbour' | 'guest', MadePerson>
let post: string, hidden: string, place: string
const write = async (group: MadeGroup, author: MadePerson, more: { hidden?: boolean; replyTo?: string } = {}) => {
  const [made] = await database.owner<{ id: string }>(
    `INSERT INTO group_posts (id, organisation_id, group_id, author_id, body, created_at, hidden_at, reply_to) VALUES ($1, $2, $3, $4, 'sealed', now(), CASE WHEN $5 THEN now() END, $6) RETURNING id`,
    [randomUUID(), group.organisationId, group.id, author.id, more.hidden ?? false, more.replyTo ?? null])
  return made!.id
}
const report = async (postId: string, reporter: MadePerson) => {
  const [made] = await database.owner<{ id: string }>(
    `INSERT INTO group_reports (id, organisation_id, group_id, post_id, reporter_id, reason, words, created_at) VALUES ($1, $2, $3, $4, $5, 'other', 'sealed', now()) RETURNING id`,
    [randomUUID(), asked.organisationId, asked.id, postId, reporter.id])
  return made!.id
}

beforeAll(async () => {
  ;[fjord, nya] = [await makeOrganisation(database), await makeOrganisation(database)]
  who.host = await makeMember(database, fjord, 'participant')
  for (const role of ['organiser', 'coordinator', 'administrator', 'participant'] as const) who[role] = await makeMember(database, fjord, role)
  who.neighbour = await makeMember(database, nya, ['organiser', 'coordinator', 'administrator'])
  for (const one of ['member', 'paused', 'left', 'asking', 'guest'] as const) who[one] = await makePerson(database)
  open = await makeGroup(database, { organisation: fjord })
  asked = await makeGroup(database, { organisation: fjord, wayIn: 'request' })
  inside = await makeGroup(database, { organisation: fjord, visibility: 'members' })
  draft = await makeGroup(database, { organisation: fjord, published: false })
  await makeHost(database, { group: asked, person: who.host })
  place = (await makePlace(database, { group: asked, person: who.member })).id
  await makePlace(database, { group: asked, person: who.paused, state: 'paused' })
  await makePlace(database, { group: asked, person: who.left, state: 'left' })
  await makePlace(database, { group: asked, person: who.asking, state: 'asked' })
  post = await write(asked, who.member)
  hidden = await write(asked, who.host, { hidden: true })
})

describe('who is in a group', () => {
  const seen = async (actor: MadePerson) => (await as(actor, 'SELECT person_id FROM group_members WHERE group_id = $1', [asked.id])).map((row) => row.person_id).sort()
  test('is seen by its hosts and the coordinators, but for who left', async () => {
    const there = [who.member.id, who.paused.id, who.asking.id].sort()
    expect(await seen(who.host)).toEqual(there)
    expect(await seen(who.coordinator)).toEqual(there)
  })
  test('is seen by nobody else; each sees themselves', async () => {
    for (const one of [who.organiser, who.administrator, who.participant, who.neighbour, who.guest]) expect(await seen(one)).toEqual([])
    for (const one of [who.member, who.paused, who.left, who.asking]) expect(await seen(one)).toEqual([one.id])
    expect(await database.asActor(visitor, 'SELECT FROM group_members')).toEqual([])
  })
  test('a host who is no longer of the house hosts nothing', async () => {
    const former = await makeMember(database, fjord, 'volunteer')
    await makeHost(database, { group: asked, person: former })
    expect(await seen(former)).toHaveLength(3)
    await database.owner(`UPDATE memberships SET valid_to = current_date - 1 WHERE person_id = $1`, [former.id])
    expect(await seen(former)).toEqual([])
    expect(await as(former, 'SELECT FROM group_posts')).toEqual([])
  })
})

describe('the door', () => {
  const join = (one: MadePerson, group: MadeGroup, state: string) =>
    as(one, 'INSERT INTO group_members (group_id, person_id, state, called, changed_by) VALUES ($1, $2, $3, $4, $2)', [group.id, one.id, state, 'X'])
  test('lets nobody in where one asks, or where it is not open to them', async () => {
    await expect(join(who.guest, asked, 'member')).rejects.toThrow(refused)
    for (const group of [inside, draft]) await expect(join(who.guest, group, 'asked')).rejects.toThrow(refused)
    await expect(as(who.guest, `INSERT INTO group_members (group_id, person_id, state, called, changed_by) VALUES ($1, $2, 'asked', 'X', $3)`, [open.id, who.participant.id, who.guest.id])).rejects.toThrow(refused)
    await expect(as(who.asking, `UPDATE group_members SET state = 'member', changed_by = person_id`)).rejects.toThrow(refused)
    await expect(as(who.left, `UPDATE group_members SET state = 'member', changed_by = person_id`)).rejects.toThrow(refused)
    await join(who.participant, inside, 'member')
  })
  test('whom a host took out asks before coming again, also where it is open', async () => {
    const [one, host] = [await makePerson(database), await makeMember(database, fjord, 'participant')]
    await makeHost(database, { group: open, person: host })
    await join(one, open, 'member')
    await as(host, `UPDATE group_members SET state = 'left', changed_by = $2 WHERE group_id = $1 AND person_id = $3`, [open.id, host.id, one.id])
    await expect(as(one, `UPDATE group_members SET state = 'member', changed_by = person_id`)).rejects.toThrow(refused)
    await as(one, `UPDATE group_members SET state = 'asked', changed_by = person_id`)
    await as(one, `UPDATE group_members SET state = 'left', changed_by = person_id`)
    await expect(as(one, `UPDATE group_members SET state = 'member', changed_by = person_id`)).rejects.toThrow(refused)
    await expect(as(one, `UPDATE group_members SET asks_first = false`)).rejects.toThrow(refused)
  })
  test('a host puts nobody in, changes no name and speaks for nobody', async () => {
    for (const change of [`state = 'paused', changed_by = '${who.host.id}'`, `called = 'Y'`, `news_since = now()`, `state = 'left', changed_by = person_id`, `mailed_at = now()`]) {
      await expect(as(who.host, `UPDATE group_members SET ${change} WHERE id = $1`, [place]), change).rejects.toThrow(refused)
    }
    for (const one of [who.organiser, who.administrator, who.neighbour, who.participant]) {
      expect(await as(one, `UPDATE group_members SET state = 'left', changed_by = $2 WHERE id = $1 RETURNING id`, [place, one.id])).toEqual([])
    }
  })
})

describe('the board', () => {
  const seen = async (actor: MadePerson) => (await as(actor, 'SELECT id FROM group_posts WHERE group_id = $1', [asked.id])).map((row) => row.id as string)
  test('is for members who are not resting, and hosts; what is hidden for hosts', async () => {
    expect((await seen(who.host)).sort()).toEqual([post, hidden].sort())
    expect(await seen(who.member)).toEqual([post])
    for (const one of [who.paused, who.left, who.asking, who.organiser, who.coordinator, who.administrator, who.participant, who.neighbour, who.guest]) expect(await seen(one)).toEqual([])
    expect(await database.asActor(visitor, 'SELECT FROM group_posts')).toEqual([])
  })
  test('a coordinator reads what was reported, and nothing else', async () => {
    const about = await write(asked, who.member)
    await report(about, who.host)
    expect(await seen(who.coordinator)).toEqual([about])
    for (const one of [who.administrator, who.organiser, who.neighbour]) expect(await seen(one)).toEqual([])
    expect(await as(who.coordinator, 'UPDATE group_posts SET hidden_at = now(), hidden_by = $2 WHERE id = $1 RETURNING id', [post, who.coordinator.id])).toEqual([])
    expect(await as(who.coordinator, 'UPDATE group_posts SET hidden_at = now(), hidden_by = $2 WHERE id = $1 RETURNING id', [about, who.coordinator.id])).toHaveLength(1)
  })
  test('is written by those who read it, in their own name', async () => {
    const say = (one: MadePerson, author = one, organisation = fjord) =>
      as(one, `INSERT INTO group_posts (id, organisation_id, group_id, author_id, body, created_at) VALUES ($1, $2, $3, $4, 'sealed', now())`, [randomUUID(), organisation.id, asked.id, author.id])
    await say(who.member)
    await say(who.host)
    for (const one of [who.paused, who.asking, who.left, who.coordinator, who.organiser, who.administrator, who.neighbour, who.guest]) await expect(say(one)).rejects.toThrow(refused)
    await expect(say(who.member, who.host)).rejects.toThrow(refused)
    await expect(say(who.member, who.member, nya)).rejects.toThrow(refused)
  })
  test('words are nobody’s but their author’s, who can only take them away', async () => {
    for (const one of [who.member, who.host]) await expect(as(one, `UPDATE group_posts SET body = 'other' WHERE id = $1`, [post])).rejects.toThrow(refused)
    await expect(as(who.host, `UPDATE group_posts SET body = NULL, erased_at = now() WHERE id = $1`, [post])).rejects.toThrow(refused)
    await expect(as(who.member, `UPDATE group_posts SET hidden_at = now(), hidden_by = author_id WHERE id = $1`, [post])).rejects.toThrow(refused)
    await expect(as(who.host, `UPDATE group_posts SET hidden_at = now(), hidden_by = $2 WHERE id = $1`, [post, who.member.id])).rejects.toThrow(refused)
    const own = await write(asked, who.paused)
    expect(await as(who.paused, `UPDATE group_posts SET body = NULL, erased_at = now() WHERE id = $1 RETURNING id`, [own])).toHaveLength(1)
  })
  test('an answer stands under a post of its own group, one level deep', async () => {
    const [answer, elsewhere] = [await write(asked, who.member, { replyTo: post }), await write(open, who.guest)]
    for (const under of [answer, elsewhere]) await expect(write(asked, who.member, { replyTo: under })).rejects.toThrow(refused)
  })
  test('when its author is gone, the words are too', async () => {
    const gone = await makePerson(database)
    const words = await write(asked, gone)
    await database.owner('DELETE FROM people WHERE id = $1', [gone.id])
    expect(await database.owner('SELECT body, author_id, erased_at IS NOT NULL AS erased FROM group_posts WHERE id = $1', [words])).toEqual([{ body: null, author_id: null, erased: true }])
  })
  test('names of others are told to those who read it only', async () => {
    const called = async (one: MadePerson) => (await as(one, 'SELECT called_in($1, $2) AS name', [asked.id, who.member.id]))[0]!.name
    for (const one of [who.host, who.member, who.coordinator]) expect(await called(one)).not.toBeNull()
    for (const one of [who.paused, who.asking, who.organiser, who.administrator, who.neighbour, who.guest]) expect(await called(one)).toBeNull()
  })
})

describe('reports', () => {
  test('are read by hosts and coordinators, but not by whom they are about', async () => {
    const seen = async (one: MadePerson, id: string) => (await as(one, 'SELECT id FROM group_reports WHERE id = $1', [id])).length
    const aboutHost = await report(await write(asked, who.host), who.member)
    expect([await seen(who.member, aboutHost), await seen(who.coordinator, aboutHost), await seen(who.host, aboutHost)]).toEqual([1, 1, 0])
    expect(await as(who.host, 'UPDATE group_reports SET handled_at = now(), handled_by = $2 WHERE id = $1 RETURNING id', [aboutHost, who.host.id])).toEqual([])
    const aboutMember = await report(post, who.host)
    for (const one of [who.member, who.paused, who.organiser, who.administrator, who.neighbour, who.guest]) expect(await seen(one, aboutMember)).toBe(0)
  })
  test('are made in one’s own name about what one can read', async () => {
    const say = (one: MadePerson, about: string, reporter = one) => as(one, `INSERT INTO group_reports (id, organisation_id, group_id, post_id, reporter_id, reason, created_at)
      VALUES ($1, $2, $3, $4, $5, 'other', now())`, [randomUUID(), fjord.id, asked.id, about, reporter.id])
    await say(who.member, post)
    await expect(say(who.member, hidden)).rejects.toThrow(refused)
    await expect(say(who.member, post, who.host)).rejects.toThrow(refused)
    for (const one of [who.paused, who.guest, who.neighbour, who.administrator]) await expect(say(one, post)).rejects.toThrow(refused)
  })
})

describe('the group itself', () => {
  test('a draft, and what is for members, is not there for others', async () => {
    for (const one of [who.guest, who.neighbour]) expect(await as(one, 'SELECT FROM groups WHERE id = ANY ($1)', [[draft.id, inside.id]])).toEqual([])
    expect(await as(who.participant, 'SELECT id FROM groups WHERE id = ANY ($1)', [[draft.id, inside.id]])).toEqual([{ id: inside.id }])
    expect(await database.asActor(visitor, 'SELECT FROM group_texts WHERE group_id = ANY ($1)', [[draft.id, inside.id]])).toEqual([])
  })
  test('is written by those who plan in its house, and its hosts', async () => {
    for (const one of [who.organiser, who.coordinator, who.host]) expect(await as(one, `UPDATE groups SET area = 'Her' WHERE id = $1 RETURNING id`, [asked.id])).toHaveLength(1)
    for (const one of [who.participant, who.member, who.neighbour, who.guest]) {
      expect(await as(one, `UPDATE groups SET area = 'Der' WHERE id = $1 RETURNING id`, [asked.id])).toEqual([])
      await expect(as(one, `INSERT INTO group_texts (group_id, language, name) VALUES ($1, 'en', 'Mine')`, [asked.id])).rejects.toThrow(refused)
    }
    await expect(as(who.neighbour, `INSERT INTO groups (organisation_id, slug, language, way_in, created_by) VALUES ($1, 'x-y', 'nb', 'open', $2)`, [fjord.id, who.neighbour.id])).rejects.toThrow(refused)
    const [theirs] = await database.owner(`INSERT INTO places (organisation_id, name) VALUES ($1, 'Deres') RETURNING id`, [nya.id])
    await expect(as(who.organiser, 'UPDATE groups SET place_id = $1 WHERE id = $2', [theirs!.id, asked.id])).rejects.toThrow(refused)
  })
  test('meets at what its own house plans', async () => {
    const [ours, theirs] = [await makeActivity(database, { organisation: fjord }), await makeActivity(database, { organisation: nya })]
    await as(who.organiser, 'INSERT INTO group_meetings (group_id, activity_id) VALUES ($1, $2)', [asked.id, ours.id])
    await expect(as(who.organiser, 'INSERT INTO group_meetings (group_id, activity_id) VALUES ($1, $2)', [asked.id, theirs.id])).rejects.toThrow(refused)
    await expect(as(who.neighbour, 'INSERT INTO group_meetings (group_id, activity_id) VALUES ($1, $2)', [asked.id, theirs.id])).rejects.toThrow(refused)
  })
})

describe('hosts', () => {
  const name = (by: MadePerson, host: MadePerson, more = '') =>
    as(by, `INSERT INTO group_hosts (group_id, person_id, called, named_by, from_day${more && ', shown'}) VALUES ($1, $2, 'X', $3, current_date${more})`, [asked.id, host.id, by.id])
  test('are people of the house whom the one who names them may know', async () => {
    const colleague = await makeMember(database, fjord, 'volunteer')
    for (const [by, host] of [[who.organiser, who.participant], [who.organiser, who.guest], [who.coordinator, who.guest], [who.participant, who.participant], [who.member, who.member], [who.neighbour, who.neighbour]] as const) {
      await expect(name(by, host)).rejects.toThrow(refused)
    }
    await expect(name(who.organiser, colleague, ', true')).rejects.toThrow(refused)
    await name(who.organiser, colleague)
    await name(who.coordinator, await makeMember(database, fjord, 'participant'))
  })
  test('choose themselves how they are called and whether they are shown; what ended stays', async () => {
    const host = await makeMember(database, fjord, 'volunteer')
    const { id } = await makeHost(database, { group: asked, person: host })
    for (const change of [`shown = true`, `called = 'Y'`, `from_day = current_date - 900, to_day = current_date`]) {
      await expect(as(who.coordinator, `UPDATE group_hosts SET ${change} WHERE id = $1`, [id]), change).rejects.toThrow(refused)
    }
    await as(host, `UPDATE group_hosts SET shown = true WHERE id = $1`, [id])
    expect((await database.asActor(visitor, 'SELECT hosts_shown($1) AS names', [asked.id]))[0]!.names).toEqual([host.name.split(' ')[0]])
    await as(who.organiser, `UPDATE group_hosts SET to_day = current_date WHERE id = $1`, [id])
    await expect(as(host, `UPDATE group_hosts SET to_day = NULL WHERE id = $1`, [id])).rejects.toThrow(refused)
    expect((await database.asActor(visitor, 'SELECT hosts_shown($1) AS names', [asked.id]))[0]!.names).toEqual([])
  })
  test('who is asked by address is known to themselves and coordinators until they answer', async () => {
    const [id] = (await database.asActor('system:groups', `INSERT INTO group_hosts (group_id, person_id, called, named_by) VALUES ($1, $2, 'X', $3) RETURNING id`, [asked.id, who.participant.id, who.organiser.id])).map((row) => row.id)
    await expect(database.asActor('system:groups', `INSERT INTO group_hosts (group_id, person_id, called) VALUES ($1, $2, 'X')`, [asked.id, who.guest.id])).rejects.toThrow(refused)
    const seen = async (one: MadePerson) => (await as(one, 'SELECT id FROM group_hosts WHERE id = $1', [id])).length
    expect([await seen(who.participant), await seen(who.coordinator), await seen(who.organiser), await seen(who.host), await seen(who.administrator)]).toEqual([1, 1, 0, 0, 0])
    expect(await as(who.participant, 'SELECT FROM group_posts')).toEqual([])
  })
})
