import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#app/domain/identity/schema.ts'
import { person } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeMember, makeOrganisation, makePerson, type MadeOrganisation, type MadePerson } from '#tests/support/factories.ts'
import { endRole } from '../members/commands.server.ts'
import { acceptInvitation, inviteByMail, resendInvitation, revokeInvitation } from './commands.server.ts'
import { openInvitations, receivedInvitation } from './queries.server.ts'

const database = useDatabase()
const home = 'https://samkraft.example'
const now = new Date()
const day = 86_400_000
let house: MadeOrganisation
let admin: MadePerson, coordinator: MadePerson, organiser: MadePerson

beforeAll(async () => {
  house = await makeOrganisation(database, { name: 'Huset' })
  admin = await makeMember(database, house, 'administrator', { name: 'Anne' })
  coordinator = await makeMember(database, house, 'coordinator')
  organiser = await makeMember(database, house, 'organiser')
})

const inviter = (who = admin, ...roles: Role[]) => ({ organisationId: house.id, personId: who.id, roles: roles.length ? roles : (['administrator'] as Role[]), name: who.name, organisationName: house.name })
const invite = (email: string, role: Role = 'volunteer', by = inviter(), at = now) => lean(person(by.personId), (sql) => inviteByMail(sql, by, { email, role, language: 'nb', placeId: null, home, now: at }))
const accept = (token: string, who: MadePerson, at = now) => lean(person(who.id), (sql) => acceptInvitation(sql, { token, personId: who.id, now: at }))
const mailsTo = (email: string) => database.owner('SELECT template, facts, person_id FROM mails WHERE address = $1 ORDER BY number', [email])
const tokenTo = async (email: string) => String((await mailsTo(email)).at(-1)!.facts.link).slice(`${home}/invitations/`.length)
const rolesOf = async (who: MadePerson) => (await database.owner('SELECT role FROM memberships WHERE person_id = $1 AND organisation_id = $2 ORDER BY role', [who.id, house.id])).map((row) => row.role)

test('a mail with a link; only its hash is kept; saying yes gives the role, once', async () => {
  const vera = await makePerson(database, { email: 'vera@example.org' })
  await database.owner(`INSERT INTO role_labels VALUES ($1, 'volunteer', 'nb', 'Tidgiver')`, [house.id])
  expect(await invite('Vera@Example.org')).toMatchObject({ ok: true })
  const [mail] = await mailsTo('vera@example.org')
  expect(mail).toMatchObject({ template: 'organisation-invitation', person_id: null, facts: { organisation: 'Huset', role: 'tidgiver', inviter: 'Anne' } })
  const token = await tokenTo('vera@example.org')
  expect(JSON.stringify(await database.owner('SELECT * FROM invitations'))).not.toContain(token)
  expect(await receivedInvitation(token, now)).toMatchObject({ standing: 'open', role: 'volunteer', organisation: { name: 'Huset' } })
  expect(await rolesOf(vera)).toEqual([])
  expect(await accept(token, vera)).toEqual({ ok: true, slug: house.slug, role: 'volunteer' })
  expect(await rolesOf(vera)).toEqual(['volunteer'])
  expect(await accept(token, vera)).toEqual({ ok: false, reason: 'used' })
  expect(await rolesOf(vera)).toEqual(['volunteer'])
  expect(await database.owner(`SELECT event, actor FROM history WHERE organisation_id = $1 ORDER BY id`, [house.id])).toEqual([
    { event: 'invitation.sent', actor: `person:${admin.id}` }, { event: 'invitation.accepted', actor: `person:${vera.id}` },
  ])
})

test('a link in other hands lets nobody in', async () => {
  await invite('ole@example.org', 'administrator')
  const thief = await makePerson(database, { email: 'tyv@example.org' })
  expect(await accept(await tokenTo('ole@example.org'), thief)).toEqual({ ok: false, reason: 'other_address' })
  expect(await accept('guessed', thief)).toEqual({ ok: false, reason: 'not_found' })
  expect(await rolesOf(thief)).toEqual([])
  expect(await receivedInvitation('guessed', now)).toBeNull()
})

test('nobody is flooded: five mails a day to one address, whichever way they come about', async () => {
  const to = 'flom@example.org'
  const again = async () => {
    const [open] = (await lean(person(admin.id), (sql) => openInvitations(sql, house.id, now))).filter(({ email }) => email === to)
    return lean(person(admin.id), (sql) => resendInvitation(sql, inviter(), { invitationId: open!.id, home, now }))
  }
  await invite(to)
  for (let i = 0; i < 4; i++) expect(await again()).toMatchObject({ ok: true })
  expect(await again()).toEqual({ ok: false, reason: 'too_many' })
  expect(await invite(to)).toEqual({ ok: false, reason: 'too_many' })
  expect(await mailsTo(to)).toHaveLength(5)
  const other = 'igjen@example.org'
  for (let i = 0; i < 7; i++) {
    const sent = await invite(other)
    expect(sent.ok).toBe(i < 5)
    if (sent.ok) await lean(person(admin.id), (sql) => revokeInvitation(sql, inviter(), { invitationId: sent.id, now }))
  }
  expect(await mailsTo(other)).toHaveLength(5)
})

test('good for two weeks', async () => {
  const per = await makePerson(database, { email: 'per@example.org' })
  await invite('per@example.org')
  const token = await tokenTo('per@example.org')
  expect(await accept(token, per, new Date(now.getTime() + 14 * day + 1000))).toEqual({ ok: false, reason: 'expired' })
  expect(await accept(token, per, new Date(now.getTime() + 13 * day))).toMatchObject({ ok: true })
})

test('taken back, it no longer works', async () => {
  const pia = await makePerson(database, { email: 'pia@example.org' })
  const sent = await invite('pia@example.org')
  const token = await tokenTo('pia@example.org')
  if (!sent.ok) throw new Error(sent.reason)
  expect(await lean(person(admin.id), (sql) => revokeInvitation(sql, inviter(), { invitationId: sent.id, now }))).toMatchObject({ ok: true })
  expect(await accept(token, pia)).toEqual({ ok: false, reason: 'revoked' })
})

test('sent again: the new link works, the old one does not, and there is still one invitation', async () => {
  const kim = await makePerson(database, { email: 'kim@example.org' })
  const first = await invite('kim@example.org')
  const old = await tokenTo('kim@example.org')
  const second = await invite('kim@example.org')
  expect(second).toEqual(first)
  if (!first.ok) throw new Error(first.reason)
  await lean(person(admin.id), (sql) => resendInvitation(sql, inviter(), { invitationId: first.id, home, now }))
  expect(await mailsTo('kim@example.org')).toHaveLength(3)
  expect(await accept(old, kim)).toEqual({ ok: false, reason: 'not_found' })
  expect(await accept(await tokenTo('kim@example.org'), kim)).toMatchObject({ ok: true })
})

test('two browsers saying yes at once make one membership', async () => {
  const siv = await makePerson(database, { email: 'siv@example.org' })
  await invite('siv@example.org')
  const token = await tokenTo('siv@example.org')
  const answers = await Promise.all([accept(token, siv), accept(token, siv)])
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
  expect(await rolesOf(siv)).toEqual(['volunteer'])
})

describe('who may invite', () => {
  test('coordinators to what is theirs', async () => {
    expect(await invite('a@example.org', 'participant', inviter(coordinator, 'coordinator'))).toMatchObject({ ok: true })
    expect(await invite('b@example.org', 'organiser', inviter(coordinator, 'coordinator'))).toEqual({ ok: false, reason: 'not_yours' })
    await expect(invite('b@example.org', 'administrator', inviter(coordinator, 'administrator'))).rejects.toThrow(/row-level security/)
    await expect(invite('c@example.org', 'participant', inviter(organiser, 'administrator'))).rejects.toThrow(/row-level security/)
    expect(await mailsTo('b@example.org')).toEqual([])
  })
  test('who no longer may has not let in those who have not come yet', async () => {
    const former = await makeMember(database, house, 'administrator')
    const friend = await makePerson(database, { email: 'venn@example.org' })
    await invite('venn@example.org', 'administrator', inviter(former))
    const token = await tokenTo('venn@example.org')
    const [held] = await database.owner(`SELECT id FROM memberships WHERE person_id = $1`, [former.id])
    await lean(person(admin.id), (sql) => endRole(sql, inviter(), { membershipId: held!.id, to: null }))
    expect(await accept(token, friend)).toEqual({ ok: false, reason: 'revoked' })
  })
  test('not more than anyone means to send', async () => {
    const busy = await makeOrganisation(database)
    const boss = await makeMember(database, busy, 'administrator')
    await database.owner(`INSERT INTO invitations (organisation_id, email, role, language, token_hash, created_at, expires_at) SELECT $1, 'x' || n || '@example.org', 'volunteer', 'nb', 'h' || n, $2, $2 FROM generate_series(1, 200) n`, [busy.id, now])
    expect(await invite('en-til@example.org', 'volunteer', { ...inviter(boss), organisationId: busy.id })).toEqual({ ok: false, reason: 'too_many' })
  })
})

test('the second lock: who sees invitations', async () => {
  await invite('sett@example.org')
  const seen = async (who: MadePerson) => (await database.asActor(person(who.id), 'SELECT id FROM invitations WHERE organisation_id = $1', [house.id])).length
  expect(await seen(admin)).toBeGreaterThan(0)
  expect(await seen(coordinator)).toBeGreaterThan(0)
  const outsider = await makeMember(database, await makeOrganisation(database), 'administrator')
  const invited = await makePerson(database, { email: 'sett@example.org' })
  for (const who of [organiser, outsider, invited]) expect(await seen(who)).toBe(0)
  expect(await database.asActor('visitor', 'SELECT id FROM invitations')).toEqual([])
  expect((await lean(person(coordinator.id), (sql) => openInvitations(sql, house.id, now))).map((one) => one.email)).toContain('sett@example.org')
})
