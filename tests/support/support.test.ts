import { expect, test } from 'vitest'
import { person, visitor } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { useDatabase } from './database.ts'
import { makeActivity, makeMember, makeOrganisation, makePerson, makeSignUp } from './factories.ts'

const database = useDatabase()

test('what the makers make is seen by whom it concerns, and by nobody else', async () => {
  const organisation = await makeOrganisation(database, { name: 'Kafé Nordlys' })
  const organiser = await makeMember(database, organisation, 'organiser')
  const guest = await makePerson(database)
  const activity = await makeActivity(database, { organisation, title: 'Tur til Dalsnuten', createdBy: organiser })
  await makeSignUp(database, { activity, person: guest })

  const seenBy = (actor: Parameters<typeof lean>[0]) => lean(actor, (sql) => sql`SELECT person_id FROM sign_ups WHERE activity_id = ${activity.id}::uuid`)
  expect(await seenBy(person(organiser.id))).toEqual([{ person_id: guest.id }])
  expect(await seenBy(person(guest.id))).toEqual([{ person_id: guest.id }])
  expect(await seenBy(visitor)).toEqual([])
  expect(await lean(visitor, (sql) => sql`SELECT joined_count FROM activities WHERE id = ${activity.id}::uuid`)).toEqual([{ joined_count: 1 }])
})

test('a draft and a cancelled activity can be made too', async () => {
  const draft = await makeActivity(database, { published: false })
  const cancelled = await makeActivity(database, { cancelled: { reason: 'Storm' }, places: null })
  const seen = await lean(visitor, (sql) => sql`SELECT id, cancel_reason FROM activities WHERE id IN (${draft.id}::uuid, ${cancelled.id}::uuid)`)
  expect(seen).toEqual([{ id: cancelled.id, cancel_reason: 'Storm' }])
})
