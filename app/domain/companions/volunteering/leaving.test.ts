import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { myAppointments } from '#app/domain/appointments/queries.server.ts'
import { person } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { makePairing, makeRequest, makeVolunteer, type MadeVolunteer } from '#tests/support/companions.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { endPairing } from '../ending/commands.server.ts'
import { pairUp } from '../pairings/commands.server.ts'
import { planSupervision } from '../supervision/commands.server.ts'
import { leaveVolunteering, moveVolunteer } from './commands.server.ts'

/** Leaving, or being thanked: what it is to those who walk with them, and what is left open to them. */
const database = useDatabase()
const now = new Date('2027-03-01T12:00:00Z')
let house: MadeOrganisation, coordinator: MadePerson
beforeAll(async () => {
  house = await makeOrganisation(database, { name: 'Fjordfolk' })
  coordinator = await makeMember(database, house, 'coordinator', { name: 'Kari Koordinator' })
})

const volunteer = async (name: string, capacity = 1) => makeVolunteer(database, { organisation: house, person: await makePerson(database, { name }), capacity, since: new Date('2027-01-01T12:00:00Z') })
const asking = async (name: string) => makeRequest(database, { organisation: house, person: await makePerson(database, { name }) })
const leave = ({ person: { id } }: MadeVolunteer) => lean(person(id), (sql) => leaveVolunteering(sql, { organisationId: house.id, personId: id, now }))
const thank = ({ id }: MadeVolunteer, by = coordinator) => lean(person(by.id), (sql) => moveVolunteer(sql, { organisationId: house.id, volunteerId: id, personId: by.id, step: 'thanked', message: 'Takk.', language: 'nb', now }))
const stateOf = async (table: 'companion_requests' | 'volunteers' | 'pairings', id: string) => (await database.owner<{ state: string }>(`SELECT state FROM ${table} WHERE id = $1`, [id]))[0]!.state
/** Until somebody waits for somebody else in the database. */
async function untilSomebodyWaits() {
  while ((await database.owner(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)).length === 0);
}

test.for([['leaves', leave], ['is thanked', thank]] as const)('whoever walked with somebody who %s keeps their place in line and is not said to rest', async ([, go]) => {
  const [bo, ada] = [await volunteer('Bo Lie'), await asking('Ada Moe')]
  const pairing = await makePairing(database, { request: ada, volunteer: bo })
  await go(bo)
  expect([await stateOf('pairings', pairing.id), await stateOf('volunteers', bo.id), await stateOf('companion_requests', ada.id)]).toEqual(['ended', 'left', 'waiting'])
  const [mail] = (await database.owner<{ facts: { paragraphs: string[] } }>('SELECT facts FROM mails WHERE address = $1 ORDER BY number', [ada.person.email])).slice(-1)
  expect(mail!.facts.paragraphs.join(' ')).toContain('samme plassen i rekken')
  // Whoever goes has one letter, about that they go: nothing of somebody new.
  expect((await database.owner<{ facts: unknown }>('SELECT facts FROM mails WHERE address = $1', [bo.person.email])).map(({ facts }) => JSON.stringify(facts))).not.toContainEqual(expect.stringMatching(/noen nye|rekken/))
})

test('whoever is given to somebody in the very moment they leave has not left with somebody beside them', async () => {
  const [bo, ada] = [await volunteer('Bo Rask'), await asking('Ada Rask')]
  const [written, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const paired = lean(person(coordinator.id), async (sql) => {
    const made = await pairUp(sql, { requestId: ada.id, volunteerId: bo.id, by: coordinator.id, now })
    written.resolve()
    await go.promise
    return made
  })
  await written.promise
  const left = leave(bo)
  await untilSomebodyWaits()
  go.resolve()
  const made = await paired
  expect([made.ok, await left]).toEqual([true, true])
  expect([await stateOf('volunteers', bo.id), await stateOf('companion_requests', ada.id)]).toEqual(['left', 'waiting'])
  expect(await database.owner(`SELECT state FROM pairings WHERE volunteer_id = $1`, [bo.id])).toEqual([{ state: 'ended' }])
  if (made.ok) expect(await database.asActor(person(bo.person.id), `SELECT * FROM names_in('${made.id}')`)).toEqual([])
})

test('leaving while a coordinator ends what they walk in, many times over, comes to an end', async () => {
  for (let turn = 0; turn < 5; turn++) {
    const bo = await volunteer(`Bo ${turn}`, 3)
    const pairings = await Promise.all([1, 2].map(async (n) => makePairing(database, { request: await asking(`Ada ${turn} ${n}`), volunteer: bo })))
    await Promise.all([leave(bo), ...pairings.map(({ id }) => lean(person(coordinator.id), (sql) => endPairing(sql, { pairingId: id, because: 'landed', by: coordinator.id, now })))])
    expect(await database.owner(`SELECT DISTINCT state FROM pairings WHERE volunteer_id = $1`, [bo.id])).toEqual([{ state: 'ended' }])
    expect(await stateOf('volunteers', bo.id)).toBe('left')
  }
})

test.for([['leaves', leave], ['is thanked', thank]] as const)('whoever %s is in no supervision to come, neither on their page nor in the calendar; the others are', async ([how, go]) => {
  const [bo, cato, dina] = [await volunteer('Bo Lie'), await volunteer('Cato Berg'), await volunteer('Dina Dal')]
  const plan = (day: string, people: MadeVolunteer[], form: 'group' | 'talk', at = now) => {
    const id = randomUUID()
    const [startsAt, endsAt] = [new Date(`${day}T17:00:00Z`), new Date(`${day}T18:00:00Z`)]
    return lean(person(coordinator.id), (sql) => planSupervision(sql, { organisation: { ...house, slug: house.slug, name: house.name }, personId: coordinator.id, now: at },
      { id, form, places: 5, invited: people.map((one) => one.person.id), startsAt, endsAt, zone: 'Europe/Oslo', place: 'Stua' })).then(() => id)
  }
  const day = how === 'leaves' ? '10' : '20'
  const held = await plan('2027-02-10', [bo], 'talk', new Date('2027-02-01T12:00:00Z'))
  const group = await plan(`2027-03-${day}`, [bo, cato, dina], 'group')
  const talk = await plan(`2027-03-${day.replace('0', '1')}`, [bo], 'talk')
  const mine = async (who: MadePerson) => (await lean(person(who.id), (sql) => myAppointments(sql, who.id, { since: now, cancelled: true }))).filter((one) => !one.cancelledAt).map((one) => one.id)
  expect(await mine(bo.person)).toEqual([group, talk])
  await go(bo)
  expect(await mine(bo.person)).toEqual([])
  expect(await mine(cato.person)).toEqual([group])
  expect(await mine(coordinator)).toContain(group)
  expect(await mine(coordinator)).not.toContain(talk)
  expect(await database.owner('SELECT person_id FROM appointment_people WHERE appointment_id = $1 AND person_id = $2', [group, bo.person.id])).toEqual([])
  const told = (who: MadePerson) => database.owner<{ facts: any }>(`SELECT facts FROM mails WHERE address = $1 AND facts->'calendar'->>'method' = 'CANCEL'`, [who.email])
  const calledOff = await told(bo.person)
  expect(calledOff).toHaveLength(2)
  const first = calledOff.find(({ facts }) => facts.calendar.event.uid.startsWith(group))
  expect(JSON.stringify(first!.facts)).not.toMatch(/Cato|Dina|Kari|Stua|supervision|veiledning/i)
  expect(first!.facts.calendar.event.sequence).toBe(1)
  expect(await told(cato.person)).toEqual([])
  // Somebody who has left attends nothing ahead, whatever the rows say; what was held before stays theirs to read.
  await database.owner('INSERT INTO appointment_people (appointment_id, person_id, position) VALUES ($1, $2, 9)', [group, bo.person.id])
  expect(await database.asActor(person(bo.person.id), 'SELECT id FROM appointments')).toEqual([{ id: held }])
  expect(await database.asActor(person(bo.person.id), `SELECT * FROM people_at('${group}')`)).toEqual([])
})
