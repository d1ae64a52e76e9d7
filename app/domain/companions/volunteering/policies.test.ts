import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { person, system, visitor } from '#app/platform/actor.ts'
import { type MadeVolunteer, makeVolunteer, welcomeKinds } from '#tests/support/companions.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'

/** The way in, in plain SQL: what each role cannot see or do, whatever the code does. */
const database = useDatabase({ connected: false })
const as = (who: MadePerson, text: string, values: unknown[] = []) => database.asActor(person(who.id), text, values)
const refused = /row-level security|permission denied|not open|stays who|volunteer's/

let house: MadeOrganisation, next: MadeOrganisation, ada: MadeVolunteer, gone: MadeVolunteer, both: MadeVolunteer, declaration: string, time: string, taken: string, reference: string
const who = {} as Record<'stranger' | 'participant' | 'organiser' | 'administrator' | 'coordinator' | 'neighbour' | 'fellow', MadePerson>
const outsiders = ['stranger', 'participant', 'organiser', 'administrator', 'neighbour', 'fellow'] as const

beforeAll(async () => {
  ;[house, next] = [await makeOrganisation(database), await makeOrganisation(database)]
  for (const role of ['participant', 'organiser', 'administrator', 'coordinator'] as const) who[role] = await makeMember(database, house, role)
  who.neighbour = await makeMember(database, next, ['organiser', 'coordinator', 'administrator'])
  who.stranger = await makePerson(database)
  ;({ declarationId: declaration } = await welcomeKinds(database, { organisation: house, kinds: ['companion'] }))
  ada = await makeVolunteer(database, { organisation: house, state: 'talking' })
  gone = await makeVolunteer(database, { organisation: house, state: 'left' })
  // A coordinator who gives time as well, and somebody else who gives time in the same house.
  both = await makeVolunteer(database, { organisation: house, person: who.coordinator, state: 'applied' })
  who.fellow = (await makeVolunteer(database, { organisation: house, state: 'preparing' })).person
  ;[reference, time, taken] = [randomUUID(), randomUUID(), randomUUID()]
  await database.owner(`INSERT INTO volunteer_references (id, volunteer_id, organisation_id, sealed, created_at) VALUES ($1, $2, $3, 'sealed', now())`, [reference, ada.id, house.id])
  await database.owner(`INSERT INTO volunteer_marks (volunteer_id, what, marked_by, marked_at) VALUES ($1, 'age', $2, now()), ($1, 'sober', $3, now())`, [ada.id, who.coordinator.id, ada.person.id])
  await database.owner(`INSERT INTO volunteer_steps (volunteer_id, step, person_id, at, sealed) VALUES ($1, 'applied', $2, now(), 'sealed')`, [ada.id, ada.person.id])
  await database.owner(`INSERT INTO declaration_signatures (declaration_id, person_id, language, name, signed_at) VALUES ($1, $2, 'nb', 'Ada', now())`, [declaration, ada.person.id])
  const appointment = randomUUID()
  await database.owner(`INSERT INTO appointments (id, organisation_id, kind, starts_at, ends_at, zone, uid, created_at, changed_at) VALUES ($1::uuid, $2, 'conversation', now() + interval '1 day', now() + interval '25 hours', 'Europe/Oslo', $1::text, now(), now())`, [appointment, house.id])
  await database.owner(`INSERT INTO conversation_times (id, organisation_id, offered_by, starts_at, ends_at, zone, place, volunteer_id, appointment_id, created_at)
    VALUES ($1, $3, $4, now() + interval '2 days', now() + interval '49 hours', 'Europe/Oslo', 'Her', NULL, NULL, now()), ($2, $3, $4, now() + interval '1 day', now() + interval '25 hours', 'Europe/Oslo', 'Her', $5, $6, now())`, [time, taken, house.id, who.coordinator.id, ada.id, appointment])
})

const tables = ['volunteer_references', 'volunteer_marks', 'volunteer_steps', 'declaration_signatures', 'conversation_times'] as const

describe('seeing', () => {
  test('nobody but the volunteer and coordinators of the house sees anything of the way; a fellow volunteer sees their own only', async () => {
    for (const table of tables) {
      for (const outsider of outsiders) expect(await as(who[outsider], `SELECT 1 FROM ${table}`), `${outsider} ${table}`).toEqual([])
      expect(await database.asActor(visitor, `SELECT 1 FROM ${table}`), table).toEqual([])
      expect((await as(ada.person, `SELECT 1 FROM ${table}`)).length, `own ${table}`).toBeGreaterThan(0)
      expect((await as(who.coordinator, `SELECT 1 FROM ${table}`)).length, `coordinator ${table}`).toBeGreaterThan(0)
    }
    for (const outsider of outsiders) {
      expect(await as(who[outsider], `SELECT 1 FROM volunteers WHERE id = '${ada.id}'`), outsider).toEqual([])
      expect(await as(who[outsider], `SELECT 1 FROM volunteer_steps_of('${ada.id}')`), outsider).toEqual([])
      expect(await as(who[outsider], `SELECT 1 FROM people WHERE id = '${ada.person.id}'`), outsider).toEqual([])
      expect(await as(who[outsider], `SELECT conversation_with('${taken}') AS name`), outsider).toEqual([{ name: null }])
    }
    expect(await as(ada.person, `SELECT id FROM conversation_times`)).toEqual([{ id: taken }])
  })

  test('free times are for those who are asked to a talk and for coordinators, as long as who offered them works there', async () => {
    const free = (one: MadePerson) => as(one, `SELECT id FROM free_conversation_times('${house.id}', now())`)
    expect(await free(ada.person)).toEqual([{ id: time }])
    expect(await free(who.coordinator)).toEqual([{ id: time }])
    for (const outsider of outsiders) expect(await free(who[outsider]), outsider).toEqual([])
    expect(await free(gone.person)).toEqual([])
    await database.owner(`UPDATE memberships SET valid_from = current_date - 40, valid_to = current_date - 1 WHERE person_id = $1`, [who.coordinator.id])
    expect(await free(ada.person)).toEqual([])
    expect(await as(who.coordinator, 'SELECT 1 FROM volunteer_references')).toEqual([])
    await database.owner(`UPDATE memberships SET valid_to = NULL WHERE person_id = $1`, [who.coordinator.id])
  })

  test('what is asked is open where people are welcome, and no draft of anybody to anybody', async () => {
    expect(await database.asActor(visitor, `SELECT kind FROM volunteer_kinds WHERE organisation_id = '${house.id}'`)).toEqual([{ kind: 'companion' }])
    await welcomeKinds(database, { organisation: next, kinds: ['peer'] })
    await database.owner(`UPDATE volunteer_kinds SET welcome = false WHERE organisation_id = $1`, [next.id])
    for (const outsider of ['stranger', 'organiser', 'coordinator'] as const) expect(await as(who[outsider], `SELECT 1 FROM volunteer_kinds WHERE organisation_id = '${next.id}'`)).toEqual([])
    expect(await as(who.stranger, 'SELECT 1 FROM declarations')).toEqual([])
    await database.owner(`INSERT INTO volunteer_drafts (secret_hash, organisation_id, sealed, expires_at) VALUES ('h', $1, 'sealed', now() + interval '1 hour')`, [house.id])
    for (const one of [who.coordinator, who.administrator, ada.person]) expect(await as(one, 'SELECT 1 FROM volunteer_drafts')).toEqual([])
    expect(await database.asActor(system('openings'), 'SELECT 1 FROM volunteer_drafts')).toEqual([])
  })

  test('nobody coordinates themselves', async () => {
    await database.owner(`INSERT INTO volunteer_marks (volunteer_id, what, marked_by, marked_at) VALUES ($1, 'certificate-asked', $2, now()) ON CONFLICT DO NOTHING`, [both.id, ada.person.id])
    await expect(as(who.coordinator, `INSERT INTO volunteer_marks (volunteer_id, what, marked_by, marked_at) VALUES ('${both.id}', 'age', '${who.coordinator.id}', now())`)).rejects.toThrow(refused)
    await expect(as(who.coordinator, `UPDATE volunteers SET state = 'ready' WHERE id = '${both.id}'`)).rejects.toThrow(refused)
    await database.owner(`INSERT INTO volunteer_references (id, volunteer_id, organisation_id, sealed, created_at) VALUES (gen_random_uuid(), $1, $2, 'sealed', now())`, [both.id, house.id])
    expect(await as(who.coordinator, `UPDATE volunteer_references SET spoken_at = now() WHERE volunteer_id = '${both.id}' RETURNING id`)).toEqual([])
  })
})

describe('doing', () => {
  test('only the volunteer signs, names and says; only the coordinator marks and speaks', async () => {
    const mark = (volunteer: string, what: string, by: MadePerson) => `INSERT INTO volunteer_marks (volunteer_id, what, marked_by, marked_at) VALUES ('${volunteer}', '${what}', '${by.id}', now())`
    for (const what of ['age', 'certificate-shown', 'certificate-asked']) await expect(as(ada.person, mark(ada.id, what, ada.person)), what).rejects.toThrow(/row-level security/)
    await expect(as(who.coordinator, mark(ada.id, 'sober', who.coordinator))).rejects.toThrow(/row-level security/)
    await expect(as(who.coordinator, mark(ada.id, 'certificate-shown', ada.person))).rejects.toThrow(/row-level security/)
    for (const outsider of outsiders) await expect(as(who[outsider], mark(ada.id, 'certificate-shown', who[outsider])), outsider).rejects.toThrow(/row-level security/)
    expect(await as(ada.person, `DELETE FROM volunteer_marks WHERE volunteer_id = '${ada.id}' AND what = 'age' RETURNING what`)).toEqual([])
    expect(await as(who.coordinator, `DELETE FROM volunteer_marks WHERE volunteer_id = '${ada.id}' AND what = 'sober' RETURNING what`)).toEqual([])

    const name = (volunteer: string, org: string) => `INSERT INTO volunteer_references (id, volunteer_id, organisation_id, sealed, created_at) VALUES (gen_random_uuid(), '${volunteer}', '${org}', 'x', now())`
    await expect(as(who.coordinator, name(ada.id, house.id))).rejects.toThrow(/row-level security/)
    await expect(as(who.fellow, name(ada.id, house.id))).rejects.toThrow(/row-level security/)
    await expect(as(ada.person, name(ada.id, next.id))).rejects.toThrow(/row-level security/)
    await expect(as(gone.person, name(gone.id, house.id))).rejects.toThrow(/row-level security/)
    expect(await as(ada.person, `UPDATE volunteer_references SET spoken_at = now() WHERE id = '${reference}' RETURNING id`)).toEqual([])
    await expect(as(who.coordinator, `UPDATE volunteer_references SET spoken_at = now(), spoken_by = '${who.fellow.id}' WHERE id = '${reference}'`)).rejects.toThrow(/row-level security/)
    await expect(as(who.coordinator, `UPDATE volunteer_references SET sealed = 'x' WHERE id = '${reference}'`)).rejects.toThrow(/permission denied/)

    const sign = (by: string) => `INSERT INTO declaration_signatures (declaration_id, person_id, language, name, signed_at) VALUES ('${declaration}', '${by}', 'nb', 'X', now())`
    await expect(as(who.coordinator, sign(who.fellow.id))).rejects.toThrow(/row-level security/)
    await expect(as(who.stranger, sign(who.stranger.id))).rejects.toThrow(/row-level security/)
    await expect(as(gone.person, sign(gone.person.id))).rejects.toThrow(/row-level security/)
    for (const one of [ada.person, who.coordinator, who.administrator]) {
      await expect(as(one, `UPDATE declaration_signatures SET name = 'X'`)).rejects.toThrow(/permission denied/)
      await expect(as(one, `DELETE FROM declaration_signatures`)).rejects.toThrow(/permission denied/)
      await expect(as(one, `UPDATE declarations SET texts = '{}'`)).rejects.toThrow(/permission denied/)
    }
  })

  test('only coordinators of the house say what is asked and offer times, in their own name', async () => {
    for (const outsider of outsiders) {
      await expect(as(who[outsider], `INSERT INTO volunteer_kinds (organisation_id, kind, welcome, changed_at) VALUES ('${house.id}', 'adviser', true, now())`), outsider).rejects.toThrow(/row-level security/)
      expect(await as(who[outsider], `UPDATE volunteer_kinds SET certificate_reason = 'x' WHERE organisation_id = '${house.id}' RETURNING kind`), outsider).toEqual([])
      await expect(as(who[outsider], `INSERT INTO declarations (id, organisation_id, version, texts, asks_again, created_by, created_at) VALUES (gen_random_uuid(), '${house.id}', 9, '{}', true, '${who[outsider].id}', now())`), outsider).rejects.toThrow(/row-level security/)
      await expect(as(who[outsider], `INSERT INTO conversation_times (id, organisation_id, offered_by, starts_at, ends_at, zone, place, created_at) VALUES (gen_random_uuid(), '${house.id}', '${who[outsider].id}', now(), now() + interval '1 hour', 'Europe/Oslo', 'x', now())`), outsider).rejects.toThrow(/row-level security/)
      expect(await as(who[outsider], `UPDATE conversation_times SET volunteer_id = NULL RETURNING id`), outsider).toEqual([])
      expect(await as(who[outsider], `DELETE FROM conversation_times RETURNING id`), outsider).toEqual([])
    }
    await expect(as(who.coordinator, `INSERT INTO conversation_times (id, organisation_id, offered_by, starts_at, ends_at, zone, place, created_at) VALUES (gen_random_uuid(), '${house.id}', '${who.organiser.id}', now(), now() + interval '1 hour', 'Europe/Oslo', 'x', now())`)).rejects.toThrow(/row-level security/)
    // A time somebody has is not taken away under them; nor does the volunteer take one but through the program.
    expect(await as(who.coordinator, `DELETE FROM conversation_times WHERE id = '${taken}' RETURNING id`)).toEqual([])
    expect(await as(ada.person, `UPDATE conversation_times SET volunteer_id = '${ada.id}' WHERE id = '${time}' RETURNING id`)).toEqual([])
  })

  test('nobody moves themselves along the way, gives themselves the role, or writes another’s steps', async () => {
    for (const state of ['preparing', 'ready', 'active']) await expect(as(ada.person, `UPDATE volunteers SET state = '${state}' WHERE id = '${ada.id}'`), state).rejects.toThrow(refused)
    await expect(as(ada.person, `INSERT INTO memberships (organisation_id, person_id, role) VALUES ('${house.id}', '${ada.person.id}', 'volunteer')`)).rejects.toThrow(/row-level security/)
    await expect(as(who.coordinator, `INSERT INTO memberships (organisation_id, person_id, role) VALUES ('${house.id}', '${gone.person.id}', 'volunteer')`)).rejects.toThrow(/row-level security/)
    for (const outsider of outsiders) await expect(as(who[outsider], `INSERT INTO volunteer_steps (volunteer_id, step, person_id, at) VALUES ('${ada.id}', 'ready', '${who[outsider].id}', now())`), outsider).rejects.toThrow(/row-level security/)
    await expect(as(who.coordinator, `INSERT INTO volunteer_steps (volunteer_id, step, person_id, at) VALUES ('${ada.id}', 'left', '${ada.person.id}', now())`)).rejects.toThrow(/row-level security/)
    expect(await as(who.coordinator, `UPDATE volunteer_steps SET sealed = NULL RETURNING id`)).toEqual([])
  })
  test('a pause leads back to where it began, how many one walks with is not one’s own to say, and each writes their own steps', async () => {
    const eva = await makeVolunteer(database, { organisation: house, state: 'applied' })
    await as(eva.person, `UPDATE volunteers SET state = 'paused', resumes = 'applied' WHERE id = '${eva.id}'`)
    for (const change of [`resumes = 'active'`, `resumes = 'ready'`, `state = 'active', resumes = NULL`, 'capacity = 20']) await expect(as(eva.person, `UPDATE volunteers SET ${change} WHERE id = '${eva.id}'`), change).rejects.toThrow(refused)
    await as(eva.person, `UPDATE volunteers SET state = 'applied', resumes = NULL WHERE id = '${eva.id}'`)
    await expect(as(eva.person, `UPDATE volunteers SET capacity = 20 WHERE id = '${eva.id}'`)).rejects.toThrow(refused)
    await expect(as(who.stranger, `INSERT INTO volunteers (id, organisation_id, person_id, kinds, state, capacity, created_at, changed_at) VALUES (gen_random_uuid(), '${house.id}', '${who.stranger.id}', '{companion}', 'applied', 20, now(), now())`)).rejects.toThrow(refused)
    await as(who.coordinator, `UPDATE volunteers SET capacity = 2 WHERE id = '${eva.id}'`)
    const step = (one: MadePerson, name: string) => as(one, `INSERT INTO volunteer_steps (volunteer_id, step, person_id, at) VALUES ('${eva.id}', '${name}', '${one.id}', now())`)
    for (const name of ['talking', 'preparing', 'ready', 'thanked']) await expect(step(eva.person, name), name).rejects.toThrow(/row-level security/)
    for (const name of ['applied', 'paused', 'resumed', 'left']) await expect(step(who.coordinator, name), name).rejects.toThrow(/row-level security/)
    await step(eva.person, 'paused')
    await step(who.coordinator, 'preparing')
  })

  test('a supervision is made and moved by coordinators only, a conversation by those it is for as well', async () => {
    const make = (one: MadePerson, kind: string) => as(one, `INSERT INTO appointments (id, organisation_id, kind, starts_at, ends_at, zone, uid, created_by, created_at, changed_at) VALUES (gen_random_uuid(), '${house.id}', '${kind}', now() + interval '1 day', now() + interval '2 days', 'Europe/Oslo', gen_random_uuid()::text, '${one.id}', now(), now()) RETURNING id`)
    await expect(make(ada.person, 'supervision')).rejects.toThrow(/row-level security/)
    expect(await make(ada.person, 'conversation')).toHaveLength(1)
    const [{ id } = { id: '' }] = await make(who.coordinator, 'supervision') as { id: string }[]
    await database.owner('INSERT INTO appointment_people (appointment_id, person_id) VALUES ($1, $2)', [id, ada.person.id])
    expect(await as(ada.person, `SELECT 1 FROM appointments WHERE id = '${id}'`)).toHaveLength(1)
    expect(await as(ada.person, `UPDATE appointments SET cancelled_at = now() WHERE id = '${id}' RETURNING id`)).toEqual([])
    expect(await as(who.coordinator, `UPDATE appointments SET cancelled_at = now() WHERE id = '${id}' RETURNING id`)).toHaveLength(1)
    for (const one of [ada.person, who.coordinator]) expect(await as(one, `DELETE FROM appointments RETURNING id`)).toEqual([])
  })
})
