import { expect, test } from 'vitest'
import { letterTo, owe } from '#app/domain/notifications/commands.server.ts'
import { deliverUpTo } from '#app/domain/notifications/jobs.server.ts'
import { person, system } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { makePairing, makeRequest, makeVolunteer } from '#tests/support/companions.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { mailsTo } from '#tests/support/mailbox.ts'
import { answerAlarm, setLimits } from '../alarms/commands.server.ts'
import { pulsesOf } from '../alarms/queries.server.ts'
import { usualLimits } from '../alarms/rules.ts'
import { arrangeMeeting } from '../walking/meeting/commands.server.ts'
import { closePairing } from './commands.server.ts'

const database = useDatabase()
const now = new Date()
const day = (days: number) => new Date(+now + days * 86_400_000).toISOString().slice(0, 10)

async function pair() {
  const organisation = await makeOrganisation(database)
  const request = await makeRequest(database, { organisation, person: await makePerson(database, { name: 'Ada Moe' }) })
  const volunteer = await makeVolunteer(database, { organisation, person: await makePerson(database, { name: 'Bo Lie' }) })
  return { organisation, ada: request.person, bo: volunteer.person, pairingId: (await makePairing(database, { request, volunteer })).id }
}

test('what was owed to a former companion is not sent; only the calendar is told, without place or name', async () => {
  const { ada, bo, pairingId } = await pair()
  await lean(person(ada.id), (sql) => arrangeMeeting(sql, { pairingId, by: ada.id, key: 'a', now, at: { day: day(3), time: '1800', minutes: 60, place: 'Kafé Løkka' } }))
  await lean(system('companions'), (sql) => closePairing(sql, { pairingId, because: 'rematch', by: null, now }))
  // Owed by a process that had not heard of the end.
  await lean(person(ada.id), (sql) => owe(sql, letterTo({ personId: bo.id, email: bo.email, language: 'nb' }, { subject: 'Avtale', title: 'Avtale med Ada', paragraphs: [], about: pairingId })))
  const owed = await database.owner('SELECT id FROM mails ORDER BY number')
  for (const { id } of owed) await deliverUpTo(id)
  const toBo = await mailsTo(database, bo.email)
  expect(toBo).toHaveLength(2)
  const all = JSON.stringify(toBo.map(({ subject, plain, html, attachments }) => [subject, plain, html, attachments.map(({ text }) => text)]))
  expect(all).not.toMatch(/Ada|Moe|Løkka|\/pairings\//)
  expect(toBo[0]!.attachments[0]!.text).toMatch(/METHOD:CANCEL/)
  expect(toBo[0]!.attachments[0]!.text).toMatch(/SUMMARY:Avtale\r/)
  // The participant's own is theirs: called off with what they know already.
  expect(JSON.stringify((await mailsTo(database, ada.email)).map(({ plain }) => plain))).toMatch(/Løkka/)
})

test('an alarm that is looked after or put off is quiet, for its own organisation’s coordinator only; limits are the organisation’s', async () => {
  const { organisation, pairingId } = await pair()
  const coordinator = await makeMember(database, organisation, 'coordinator')
  const foreign = await makeMember(database, await makeOrganisation(database), 'coordinator')
  const at = { organisationId: organisation.id, zone: 'Europe/Oslo', now }
  const alarms = (who: { id: string }, when = now) => lean(person(who.id), async (sql) => (await pulsesOf(sql, organisation.id, { zone: at.zone, now: when })).flatMap(({ alarms }) => alarms.map(({ kind }) => kind)))
  const answer = (who: { id: string }, later: boolean) => lean(person(who.id), (sql) => answerAlarm(sql, { ...at, pairingId, kind: 'silent', later, by: who.id }))
  expect([await alarms(coordinator), await alarms(foreign)]).toEqual([['silent'], []])
  expect([await answer(foreign, false), await answer(coordinator, true), await answer(coordinator, true)]).toEqual([false, true, false])
  expect(await alarms(coordinator)).toEqual([])
  const nextWeek = new Date(+now + 8 * 86_400_000)
  expect(await alarms(coordinator, nextWeek)).toEqual(['silent'])
  await lean(person(coordinator.id), (sql) => setLimits(sql, organisation.id, { ...usualLimits, silentDays: 60 }))
  expect(await alarms(coordinator, nextWeek)).toEqual([])
  await expect(lean(person(foreign.id), (sql) => setLimits(sql, organisation.id, usualLimits))).rejects.toThrow(/row-level security/)
})
