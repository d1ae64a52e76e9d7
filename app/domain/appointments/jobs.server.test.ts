import { beforeEach, expect, test } from 'vitest'
import { addDevice, type PushJob } from '#app/domain/notifications/devices/commands.server.ts'
import { deliver } from '#app/domain/notifications/devices/jobs.server.ts'
import { person } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { makePairing, makeRequest, makeVolunteer } from '#tests/support/companions.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { usePushService } from '#tests/support/push.ts'
import { cancelAppointment, makeAppointment, moveAppointment } from './commands.server.ts'
import { appointmentReminders } from './jobs.server.ts'

const service = usePushService()
const db = useDatabase()
const hour = 3_600_000
const startsAt = new Date('2027-03-10T12:00:00Z')
const before = (hours: number) => new Date(+startsAt - hours * hour)
const say = () => ({ title: 'Dere møtes', paragraphs: [], page: '/me' })

beforeEach(() => void (service.arrived.length = 0))

async function agreed() {
  const organisation = await makeOrganisation(db)
  const request = await makeRequest(db, { organisation, person: await makePerson(db, { name: 'Ada Moe' }) })
  const volunteer = await makeVolunteer(db, { organisation, person: await makePerson(db, { name: 'Bo Lie' }) })
  const pairing = await makePairing(db, { request, volunteer })
  const [ada, bo] = [request.person, volunteer.person]
  const at = { startsAt, endsAt: new Date(+startsAt + hour), zone: 'Europe/Oslo', place: 'Kafé Løkka', organisationId: organisation.id, now: before(100), say }
  const { id } = await lean(person(bo.id), (sql) => makeAppointment(sql, { ...at, kind: 'meeting', pairingId: pairing.id, people: [ada.id, bo.id], by: bo.id }))
  await db.owner('DELETE FROM mails')
  return { id, ada, bo, pairing, at }
}
const mails = async (to: { email: string }) => (await db.owner('SELECT facts FROM mails WHERE address = $1 ORDER BY number', [to.email])).map(({ facts }) => [facts.subject, facts.title])
const jobs = () => db.owner<{ data: PushJob }>(`SELECT data FROM pgboss.job WHERE name = 'push' AND data->>'about' = 'appointment' ORDER BY created_on`)

test('each is reminded once the day before, however many look, and anew when it is moved', async () => {
  const { id, ada, bo, at } = await agreed()
  await appointmentReminders.work(before(25))
  expect(await mails(ada)).toEqual([])
  await Promise.all([1, 2, 3].map(() => appointmentReminders.work(before(23))))
  expect(await mails(ada)).toEqual([['Avtale i morgen, onsdag 10. mars kl. 13.00–14.00', 'Avtale med Bo']])
  expect(await mails(bo)).toEqual([['Avtale i morgen, onsdag 10. mars kl. 13.00–14.00', 'Avtale med Ada']])
  // What keeps it to once is the key of what was sent.
  await db.owner('DELETE FROM appointment_reminders')
  await appointmentReminders.work(before(22))
  expect(await mails(ada)).toHaveLength(2)

  const later = new Date(+startsAt + 48 * hour)
  await lean(person(ada.id), (sql) => moveAppointment(sql, { ...at, id, startsAt: later, endsAt: new Date(+later + hour), now: before(20) }))
  await db.owner('DELETE FROM mails')
  await appointmentReminders.work(new Date(+later - 23 * hour))
  expect(await mails(ada)).toHaveLength(1)
})

test('nobody is reminded of what they were told a moment ago, in the night, or of what was called off', async () => {
  const { id, ada, bo } = await agreed()
  await db.owner(`UPDATE appointments SET changed_at = $2 WHERE id = $1`, [id, before(24)])
  await appointmentReminders.work(before(23))
  expect(await mails(ada)).toEqual([])
  await db.owner(`UPDATE appointments SET changed_at = $2 WHERE id = $1`, [id, before(100)])
  await appointmentReminders.work(new Date('2027-03-09T22:00:00Z'))
  expect(await mails(ada)).toEqual([])
  await lean(person(bo.id), (sql) => cancelAppointment(sql, { id, by: bo.id, now: before(40), say }))
  await db.owner('DELETE FROM mails')
  await appointmentReminders.work(before(23))
  expect(await mails(ada)).toEqual([])
})

test('a notification names the other and nothing else, and shows nothing to a former companion', async () => {
  const { ada, bo, pairing } = await agreed()
  for (const who of [ada, bo]) {
    const { device, ...subscription } = service.subscribe()
    void device
    await lean(person(who.id), (sql) => addDevice(sql, { ...subscription, personId: who.id, sessionId: 's', name: 'Chrome', now: before(100) }))
  }
  await appointmentReminders.work(before(1.9))
  const [first, second] = await jobs()
  expect(await deliver(first!.data, before(1.9))).toBe('sent')
  expect(service.arrived[0]!.shown).toMatchObject({ body: 'I dag kl. 13.00', language: 'nb' })
  expect(['Avtale med Ada', 'Avtale med Bo']).toContain(service.arrived[0]!.shown.title)
  expect(JSON.stringify(service.arrived[0]!.shown)).not.toContain('Løkka')
  service.arrived.length = 0
  await db.owner(`UPDATE pairings SET state = 'ended', ended_at = now(), ended_because = 'rematch' WHERE id = $1`, [pairing.id])
  for (const job of [first!, second!]) await deliver(job.data, before(1.5))
  expect(service.arrived.map(({ shown }) => shown.title)).toEqual(['Avtale med Bo'])
})
