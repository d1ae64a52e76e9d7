import { expect, test } from 'vitest'
import { person } from '#app/platform/actor.ts'
import { makePairing, makeRequest, makeVolunteer } from '#tests/support/companions.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeOrganisation } from '#tests/support/factories.ts'
import { actInPair } from './pairing-form.server.ts'

const database = useDatabase()

test('an answer is a yes or a no; a form with neither stores nothing', async () => {
  const organisation = await makeOrganisation(database)
  const request = await makeRequest(database, { organisation })
  const { id } = await makePairing(database, { request, volunteer: await makeVolunteer(database, { organisation }), state: 'trial' })
  await database.owner(`INSERT INTO meeting_logs (id, pairing_id, person_id, kind, on_day, created_at) VALUES (gen_random_uuid(), $1, $2, 'met', current_date - 2, now())`, [id, request.person.id])
  const { id: personId, name, email } = request.person
  const post = (form: Record<string, string>) => actInPair(new Request('http://localhost/', { method: 'POST', body: new URLSearchParams({ intent: 'answer', ...form }) }),
    { actor: person(personId), person: { id: personId, name, email, language: 'nb' } as Parameters<typeof actInPair>[1]['person'], pairingId: id, now: new Date() })
  const neither: Record<string, string>[] = [{}, { answer: '' }, { answer: 'maybe' }]
  for (const form of neither) expect(await post(form)).toEqual({ to: `/me/pairings/${id}?refused=no_answer` })
  expect(await database.owner('SELECT yes FROM trial_answers')).toEqual([])
  expect(await post({ answer: 'no' })).toEqual({ to: `/me/pairings/${id}?done=answered` })
  expect(await database.owner('SELECT yes FROM trial_answers')).toEqual([{ yes: false }])
})
