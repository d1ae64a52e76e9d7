import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { sealOf } from '#app/domain/people/keys.server.ts'
import { person, system } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { makePairing, makeRequest, makeVolunteer } from '#tests/support/companions.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeMember, makeMembership, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { addGoal, addStep, sayLevel } from './goals/commands.server.ts'
import { myGoals } from './goals/queries.server.ts'
import { savePart } from './mapping/commands.server.ts'
import { myMapping } from './mapping/queries.server.ts'
import { addMoment } from './way/commands.server.ts'
import { myMoments } from './way/queries.server.ts'

const db = useDatabase()
const now = new Date('2026-12-01T12:00:00Z')
const words = { title: 'Kanarifugl bor for seg selv', why: '', minus2: '', minus1: '', zero: '', plus1: '', plus2: '' }
const tables = ['person_keys', 'mapping_parts', 'goals', 'goal_levels', 'goal_steps', 'moments']

async function written() {
  const organisation = await makeOrganisation(db)
  const ada = await makePerson(db)
  await makeMembership(db, { organisation, person: ada, role: 'participant' })
  const goalId = randomUUID()
  await lean(person(ada.id), async (sql) => {
    await addGoal(sql, { personId: ada.id, goalId, words, main: true, now })
    await addStep(sql, { personId: ada.id, goalId, stepId: randomUUID(), words: 'Kanarifugl ringer', dueOn: '2026-12-05', now })
    await sayLevel(sql, { personId: ada.id, goalId, level: -1, now })
    await savePart(sql, { personId: ada.id, part: 'dreams', words: 'Kanarifugl ved sjøen', seen: null, now })
    await addMoment(sql, { id: randomUUID(), personId: ada.id, kind: 'bend', onDay: '2026-11-01', words: 'Kanarifugl falt', now })
  })
  return { organisation, ada, goalId }
}

test('a person reads what they wrote; the companion, coordinators, administrators, neighbours and the program get no row', async () => {
  const { organisation, ada } = await written()
  const request = await makeRequest(db, { organisation, person: ada })
  const volunteer = await makeVolunteer(db, { organisation })
  await makePairing(db, { request, volunteer })
  const others = [volunteer.person, await makeMember(db, organisation, ['coordinator', 'administrator', 'organiser'], {}), await makeMember(db, await makeOrganisation(db), 'coordinator'), await makePerson(db)]
  for (const table of tables) {
    expect((await db.asActor(person(ada.id), `SELECT 1 FROM ${table}`)).length, table).toBeGreaterThan(0)
    for (const other of others) expect(await db.asActor(person(other.id), `SELECT 1 FROM ${table}`), table).toEqual([])
    for (const actor of ['visitor', ...(['companions', 'reminders', 'announce'] as const).map(system)]) expect(await db.asActor(actor, `SELECT 1 FROM ${table}`), table).toEqual([])
  }
  const { goals, mapping, moments } = await lean(person(ada.id), async (sql) => ({ goals: await myGoals(sql, ada.id), mapping: await myMapping(sql, ada.id), moments: await myMoments(sql, ada.id) }))
  expect(goals).toMatchObject([{ words, main: true, levels: [{ level: -1 }], steps: [{ words: 'Kanarifugl ringer', dueOn: '2026-12-05' }] }])
  expect(mapping.dreams?.words).toBe('Kanarifugl ved sjøen')
  expect(moments).toMatchObject([{ kind: 'bend', words: 'Kanarifugl falt' }])
})

test('nobody writes into another’s journey', async () => {
  const { goalId, ada } = await written()
  const other = await makePerson(db)
  await expect(lean(person(other.id), (sql) => savePart(sql, { personId: ada.id, part: 'needs', words: 'x', seen: null, now }))).rejects.toThrow()
  expect(await lean(person(other.id), (sql) => sayLevel(sql, { personId: ada.id, goalId, level: 2, now }))).toBe(false)
  expect(await lean(person(other.id), (sql) => addStep(sql, { personId: other.id, goalId, stepId: randomUUID(), words: 'x', dueOn: null, now }))).toEqual({ ok: false, reason: 'not_found' })
  await expect(db.asActor(person(other.id), `INSERT INTO goal_levels (goal_id, level, at) VALUES ('${goalId}', 2, now())`)).rejects.toThrow(/row-level security/)
  await expect(db.asActor(person(other.id), `INSERT INTO person_keys (person_id, sealed) VALUES ('${ada.id}', 'x') ON CONFLICT DO NOTHING`)).rejects.toThrow(/row-level security/)
})

test('nothing of it lies readable in the database, and when the key is gone it never opens again', async () => {
  const { ada } = await written()
  for (const table of tables) for (const row of await db.owner(`SELECT * FROM ${table}`)) expect(JSON.stringify(row)).not.toContain('anarifugl')
  // Two tabs at once make one key.
  const eva = await makePerson(db)
  const [one, two] = await Promise.all([1, 2].map(() => lean(person(eva.id), (sql) => sealOf(sql, eva.id))))
  expect(two!.open(one!.seal('hei', 'a'), 'a')).toBe('hei')
  expect(() => two!.open(one!.seal('hei', 'a'), 'b')).toThrow()
  await db.owner('DELETE FROM person_keys WHERE person_id = $1', [ada.id])
  await expect(lean(person(ada.id), (sql) => myGoals(sql, ada.id))).rejects.toThrow()
})

test('what another tab wrote meanwhile is not overwritten unseen', async () => {
  const eva = await makePerson(db)
  const save = (words: string, seen: Date | null, at: number) => lean(person(eva.id), (sql) => savePart(sql, { personId: eva.id, part: 'needs', words, seen, now: new Date(+now + at) }))
  expect(await save('Først', null, 0)).toEqual({ ok: true })
  expect(await save('', null, 1000)).toEqual({ ok: false, meanwhile: { words: 'Først', changedAt: now } })
  expect(await save('Først', null, 1000)).toEqual({ ok: true })
  expect(await save('Så', new Date(+now + 1000), 2000)).toEqual({ ok: true })
  expect((await lean(person(eva.id), (sql) => myMapping(sql, eva.id))).needs?.words).toBe('Så')
})
