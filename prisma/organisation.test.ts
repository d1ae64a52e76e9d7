import { expect, test } from 'vitest'
import { person } from '#app/platform/actor.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makePerson } from '#tests/support/factories.ts'
import { createOrganisation } from './organisation.ts'

const database = useDatabase({ connected: false })
const wish = { slug: 'kafe-nord', name: 'Kafé Nord', country: 'NO', administrator: { email: 'leder@example.org', name: 'Randi Leder' } }

test('a new organisation has its kinds of activities and an administrator who can set up the rest', async () => {
  expect(await createOrganisation(database.ownerUrl, wish)).toEqual({ newPerson: true })
  const [leader] = await database.owner(`SELECT id, name, language FROM people WHERE email = 'leder@example.org'`)
  expect(leader).toMatchObject({ name: 'Randi Leder', language: 'nb' })
  const [organisation] = await database.owner(`SELECT id, zone, (SELECT count(*) FROM activity_kinds k WHERE k.organisation_id = o.id) AS kinds FROM organisations o WHERE slug = 'kafe-nord'`)
  expect(organisation).toMatchObject({ zone: 'Europe/Oslo', kinds: 9 })
  // As the administrator, through the second lock: may rename the organisation and grant a role.
  expect(await database.asActor(person(leader!.id), `UPDATE organisations SET name = 'Kafé Nord og Sør' WHERE slug = 'kafe-nord' RETURNING name`)).toEqual([{ name: 'Kafé Nord og Sør' }])
  const history = await database.asActor(person(leader!.id), 'SELECT event FROM history WHERE organisation_id = $1', [organisation!.id])
  expect(history).toEqual([{ event: 'organisation.created' }])
})

test('somebody already known becomes administrator as they are; a taken short name changes nothing', async () => {
  const known = await makePerson(database, { email: 'Kjent@example.org', name: 'Kjent Person' })
  expect(await createOrganisation(database.ownerUrl, { ...wish, slug: 'nya', country: 'SE', administrator: { email: 'kjent@example.org' } })).toEqual({ newPerson: false })
  expect(await database.owner('SELECT name FROM people WHERE id = $1', [known.id])).toEqual([{ name: 'Kjent Person' }])
  await expect(createOrganisation(database.ownerUrl, { ...wish, slug: 'nya', administrator: { email: 'ny@example.org' } })).rejects.toThrow(/There is an organisation named nya already/)
  expect(await database.owner(`SELECT FROM people WHERE email = 'ny@example.org'`)).toEqual([])
})

test.each([
  [{ country: 'DK' }, /--country must be NO or SE/],
  [{ slug: 'Kafé' }, /The short name may have/],
  [{ administrator: { email: 'nobody' } }, /must be a mail address/],
])('%o is refused', async (wrong, sentence) => {
  await expect(createOrganisation(database.ownerUrl, { ...wish, slug: 'other', ...wrong })).rejects.toThrow(sentence)
})
