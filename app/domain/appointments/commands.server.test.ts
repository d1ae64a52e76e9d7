import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { person } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { makePairing, makeRequest, makeVolunteer } from '#tests/support/companions.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { cancelAppointment, makeAppointment, moveAppointment } from './commands.server.ts'
import { myAppointments } from './queries.server.ts'

const database = useDatabase()
const now = new Date('2027-03-01T12:00:00Z')
const at = { startsAt: new Date('2027-03-02T17:00:00Z'), endsAt: new Date('2027-03-02T18:00:00Z'), zone: 'Europe/Oslo', place: 'Kafé Løkka' }
const say = () => ({ title: 'En prat', paragraphs: ['Vi sees.'], page: '/me' })
const owed = (address: string) => database.owner('SELECT facts FROM mails WHERE address = $1 ORDER BY number', [address])

async function two() {
  const organisation = await makeOrganisation(database)
  const coordinator = await makeMember(database, organisation, 'coordinator')
  const request = await makeRequest(database, { organisation, person: await makePerson(database, { name: 'Ada Moe' }) })
  const volunteer = await makeVolunteer(database, { organisation, person: await makePerson(database, { name: 'Bo Lie' }) })
  const pairing = await makePairing(database, { request, volunteer })
  return { organisation, coordinator, ada: request.person, bo: volunteer.person, pairing }
}

test('both are invited once, with the other’s first name and nothing else; moved and called off under the same uid', async () => {
  const { organisation, ada, bo, pairing } = await two()
  const id = randomUUID()
  const made = { id, organisationId: organisation.id, kind: 'meeting' as const, pairingId: pairing.id, people: [ada.id, bo.id], by: bo.id, now, say, ...at }
  expect(await lean(person(bo.id), (sql) => makeAppointment(sql, made))).toEqual({ id, again: false })
  expect(await lean(person(bo.id), (sql) => makeAppointment(sql, made))).toEqual({ id, again: true })
  const [invited, ...more] = await owed(ada.email)
  expect(more).toEqual([])
  expect(invited!.facts).toMatchObject({ subject: 'Avtale tirsdag 2. mars', calendar: { method: 'REQUEST', event: { title: 'Avtale med Bo', sequence: 0, location: 'Kafé Løkka', url: expect.stringMatching(/\/me#appointment-[0-9a-f-]{36}$/) } } })
  expect(await lean(person(ada.id), (sql) => myAppointments(sql, ada.id, { since: now }))).toMatchObject([{ id, place: 'Kafé Løkka', others: ['Bo'] }])

  await lean(person(ada.id), (sql) => moveAppointment(sql, { ...made, place: 'Parken' }))
  expect(await lean(person(ada.id), (sql) => cancelAppointment(sql, { id, by: ada.id, now, say }))).toBe(true)
  expect(await lean(person(ada.id), (sql) => cancelAppointment(sql, { id, by: ada.id, now, say }))).toBe(false)
  const told = (await owed(bo.email)).map(({ facts }) => [facts.calendar.method, facts.calendar.event.sequence, facts.calendar.event.uid])
  expect(told.map(([method, sequence]) => [method, sequence])).toEqual([['REQUEST', 0], ['REQUEST', 1], ['CANCEL', 2]])
  expect(new Set(told.map(([, , uid]) => uid)).size).toBe(1)
})

test('a former companion, a coordinator, a neighbour and a stranger see nothing of where two meet', async () => {
  const { organisation, coordinator, ada, bo, pairing } = await two()
  const neighbour = await makeMember(database, await makeOrganisation(database), 'coordinator')
  const organiser = await makeMember(database, organisation, 'organiser')
  await lean(person(bo.id), (sql) => makeAppointment(sql, { organisationId: organisation.id, kind: 'meeting', pairingId: pairing.id, people: [ada.id, bo.id], by: bo.id, now, say, ...at }))
  const seen = async (who: { id: string }) => (await database.asActor(person(who.id), `SELECT 1 FROM appointments UNION ALL SELECT 1 FROM appointment_people`)).length
  expect([await seen(ada), await seen(bo)]).toEqual([3, 3])
  for (const other of [coordinator, neighbour, organiser]) expect(await database.asActor(person(other.id), 'SELECT 1 FROM appointments')).toEqual([])
  await expect(database.asActor(person(neighbour.id), `INSERT INTO appointments (id, organisation_id, kind, pairing_id, starts_at, ends_at, zone, uid, created_by, created_at, changed_at)
    VALUES (gen_random_uuid(), '${organisation.id}', 'meeting', '${pairing.id}', now(), now() + interval '1 hour', 'Europe/Oslo', 'x', '${neighbour.id}', now(), now())`)).rejects.toThrow(/row-level security/)
  await database.owner(`UPDATE pairings SET state = 'ended', ended_at = now(), ended_because = 'rematch' WHERE id = $1`, [pairing.id])
  expect([await seen(ada), await seen(bo)]).toEqual([3, 0])
  expect(await lean(person(bo.id), (sql) => myAppointments(sql, bo.id, { since: now }))).toEqual([])
})

test('where it is says nothing about whose place it is, in calendars that others may see', async () => {
  const { organisation, ada, bo, pairing } = await two()
  await database.owner('UPDATE people SET open_titles = true WHERE id = $1', [bo.id])
  await lean(person(bo.id), (sql) => makeAppointment(sql, { organisationId: organisation.id, kind: 'meeting', pairingId: pairing.id, people: [ada.id, bo.id], by: bo.id, now, say, ...at, place: 'Blå Kors rusklinikk, Langgata 1' }))
  expect((await owed(ada.email))[0]!.facts.calendar.event.location).toBe('Langgata 1')
  expect((await owed(bo.email))[0]!.facts.calendar.event.location).toBe('Blå Kors rusklinikk, Langgata 1')
})
