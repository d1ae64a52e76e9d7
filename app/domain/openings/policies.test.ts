import { beforeAll, describe, expect, test } from 'vitest'
import { person, system } from '#app/platform/actor.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { type MadeOpening, makeOpening } from '#tests/support/openings.ts'

/** The second lock by itself: what the app's role may do with plain SQL, should the gate and the commands ever be passed. */
const database = useDatabase({ connected: false })
const as = (who: MadePerson, text: string, values: unknown[] = []) => database.asActor(person(who.id), text, values)
const refused = /row-level security|permission denied|not open|was read|applicant's|violates/

let house: MadeOrganisation, neighbour: MadeOrganisation, job: MadeOpening
let applicant: MadePerson, other: MadePerson, contact: MadePerson, maker: MadePerson, organiser: MadePerson, coordinator: MadePerson, administrator: MadePerson, foreign: MadePerson
let application: string
beforeAll(async () => {
  ;[house, neighbour] = [await makeOrganisation(database), await makeOrganisation(database)]
  applicant = await makePerson(database, { name: 'Nina' })
  other = await makePerson(database)
  contact = await makeMember(database, house, 'volunteer')
  maker = await makeMember(database, house, 'organiser')
  organiser = await makeMember(database, house, 'organiser')
  coordinator = await makeMember(database, house, 'coordinator')
  administrator = await makeMember(database, house, 'administrator')
  foreign = await makeMember(database, neighbour, ['organiser', 'coordinator', 'administrator'])
  job = await makeOpening(database, { organisation: house, contact, createdBy: maker, places: 2 })
  application = await apply(applicant, job)
})
async function apply(who: MadePerson, to: MadeOpening, state = 'sent') {
  const [made] = await database.owner(`INSERT INTO applications (id, opening_id, person_id, state, sealed) VALUES (gen_random_uuid(), $1, $2, $3, 'k1.x.x.x') RETURNING id`, [to.id, who.id, state])
  await database.owner(`INSERT INTO application_steps (application_id, state, person_id, at, sealed) VALUES ($1, $2, $3, now(), 'k1.y.y.y')`, [made!.id, state, who.id])
  return made!.id as string
}

describe('who sees an application', () => {
  test('the applicant, the contact, the maker and coordinators; no administrator, no other organiser, no neighbour, no other applicant, no visitor', async () => {
    for (const who of [applicant, contact, maker, coordinator]) {
      expect(await as(who, 'SELECT id FROM applications WHERE id = $1', [application])).toHaveLength(1)
      expect(await as(who, 'SELECT id FROM application_steps WHERE application_id = $1', [application])).toHaveLength(1)
      expect(await as(who, 'SELECT name FROM steps_of($1)', [application])).toEqual([{ name: 'Nina' }])
    }
    for (const who of [administrator, organiser, foreign, other]) {
      expect(await as(who, 'SELECT id FROM applications')).toEqual([])
      expect(await as(who, 'SELECT id FROM application_steps')).toEqual([])
      expect(await as(who, 'SELECT name FROM steps_of($1)', [application])).toEqual([])
      expect(await as(who, 'SELECT name FROM applicants_of($1)', [job.id])).toEqual([])
      expect(await as(who, `SELECT name FROM people WHERE id = $1`, [applicant.id])).toEqual([])
    }
    for (const actor of ['visitor', '', 'system:mail', 'system:announce']) {
      expect(await database.asActor(actor, 'SELECT id FROM applications'), actor).toEqual([])
      expect(await database.asActor(actor, 'SELECT name FROM applicants_of($1)', [job.id]), actor).toEqual([])
    }
  })

  test('an address only when it was shared, by no way round', async () => {
    expect(await as(contact, 'SELECT name, email FROM applicants_of($1)', [job.id])).toEqual([{ name: 'Nina', email: null }])
    expect(await as(contact, 'SELECT email FROM people WHERE id = $1', [applicant.id])).toEqual([])
    await expect(as(contact, 'UPDATE applications SET shares_email = true WHERE id = $1', [application])).rejects.toThrow(refused)
    await as(applicant, 'UPDATE applications SET shares_email = true WHERE id = $1', [application])
    expect(await as(contact, 'SELECT email FROM applicants_of($1)', [job.id])).toEqual([{ email: applicant.email }])
  })

  test('what was withdrawn, the applicant alone', async () => {
    const withdrawn = await apply(other, job, 'withdrawn')
    for (const who of [contact, maker, coordinator]) {
      expect(await as(who, 'SELECT id FROM applications WHERE id = $1', [withdrawn])).toEqual([])
      expect(await as(who, 'SELECT name FROM steps_of($1)', [withdrawn])).toEqual([])
    }
    expect(await as(other, 'SELECT id FROM applications WHERE id = $1', [withdrawn])).toHaveLength(1)
  })

  test('a contact who no longer works there, no more', async () => {
    const [gone] = [await makePerson(database)]
    const own = await makeOpening(database, { organisation: house, contact: gone, createdBy: gone })
    await apply(applicant, own)
    expect(await as(gone, 'SELECT id FROM applications WHERE opening_id = $1', [own.id])).toEqual([])
  })

  test('the journal tells administrators nothing of who applied', async () => {
    await database.asActor(person(applicant.id), `INSERT INTO history (organisation_id, subject_kind, subject_id, event) VALUES ($1, 'application', $2, 'application.sent')`, [house.id, application])
    await database.asActor(person(maker.id), `INSERT INTO history (organisation_id, subject_kind, subject_id, event) VALUES ($1, 'opening', $2, 'opening.published')`, [house.id, job.id])
    const events = async (who: MadePerson) => (await as(who, `SELECT event FROM history WHERE organisation_id = $1 ORDER BY id`, [house.id])).map((row) => row.event)
    expect(await events(coordinator)).toEqual(['application.sent', 'opening.published'])
    expect(await events(administrator)).toEqual(['opening.published'])
    expect(await events(organiser)).toEqual(['opening.published'])
    expect(await events(foreign)).toEqual([])
    expect(await events(applicant)).toEqual(['application.sent'])
  })
})

describe('who moves an application', () => {
  const set = (who: MadePerson, state: string, id = application) => as(who, 'UPDATE applications SET state = $2 WHERE id = $1 RETURNING id', [id, state])

  test('nobody applies for somebody else, beyond the first step, or for what is not open to them', async () => {
    const insert = (who: MadePerson, whom: MadePerson, to: MadeOpening, state = 'sent') =>
      as(who, 'INSERT INTO applications (id, opening_id, person_id, state) VALUES (gen_random_uuid(), $1, $2, $3)', [to.id, whom.id, state])
    const open = await makeOpening(database, { organisation: house, contact, createdBy: maker })
    await expect(insert(foreign, other, open)).rejects.toThrow(refused)
    await expect(insert(other, other, open, 'accepted')).rejects.toThrow(refused)
    for (const closed of [await makeOpening(database, { published: false }), await makeOpening(database, { closedAt: new Date() }), await makeOpening(database, { visibility: 'members' })]) {
      await expect(insert(other, other, closed)).rejects.toThrow(refused)
    }
    await expect(insert(contact, contact, open)).rejects.toThrow(refused)
    await insert(other, other, open)
    await expect(insert(other, other, open)).rejects.toThrow(/duplicate/)
  })

  test('an applicant offers themselves nothing; those who answer accept nothing for them', async () => {
    for (const state of ['talking', 'offered', 'accepted', 'started', 'ended', 'declined', 'unanswered']) await expect(set(applicant, state), state).rejects.toThrow(refused)
    for (const state of ['accepted', 'withdrawn', 'turned-down', 'started', 'unanswered']) await expect(set(contact, state), state).rejects.toThrow(refused)
    for (const who of [administrator, organiser, foreign, other]) expect(await set(who, 'declined')).toEqual([])
    expect(await set(contact, 'offered')).toHaveLength(1)
    await expect(set(contact, 'talking')).rejects.toThrow(refused)
    await expect(set(applicant, 'sent')).rejects.toThrow(refused)
  })

  test('words are the applicant’s, and stand once they were read', async () => {
    const open = await makeOpening(database, { organisation: house, contact, createdBy: maker })
    const id = await apply(applicant, open)
    await expect(as(contact, `UPDATE applications SET sealed = 'x' WHERE id = $1`, [id])).rejects.toThrow(refused)
    await as(applicant, `UPDATE applications SET sealed = 'nytt' WHERE id = $1`, [id])
    await as(contact, 'UPDATE applications SET looked_at = now(), looked_by = $2 WHERE id = $1', [id, contact.id])
    await expect(as(applicant, `UPDATE applications SET sealed = 'for sent' WHERE id = $1`, [id])).rejects.toThrow(refused)
    await expect(as(applicant, 'UPDATE applications SET looked_at = NULL WHERE id = $1', [id])).rejects.toThrow(refused)
    for (const column of ['person_id', 'opening_id', 'created_at']) await expect(as(applicant, `UPDATE applications SET ${column} = DEFAULT WHERE id = $1`, [id]), column).rejects.toThrow(refused)
    await expect(as(applicant, 'DELETE FROM applications')).rejects.toThrow(refused)
  })

  test('a step is one’s own and says where it stands', async () => {
    const step = (who: MadePerson, state: string, whose = who) => as(who, 'INSERT INTO application_steps (application_id, state, person_id, at) VALUES ($1, $2, $3, now())', [application, state, whose.id])
    await expect(step(contact, 'accepted')).rejects.toThrow(refused)
    await expect(step(contact, 'offered', applicant)).rejects.toThrow(refused)
    await expect(step(foreign, 'offered')).rejects.toThrow(refused)
    await expect(as(contact, `UPDATE application_steps SET state = 'ended'`)).rejects.toThrow(refused)
    expect(await as(contact, `UPDATE application_steps SET sealed = 'x' RETURNING id`)).toEqual([])
    await step(contact, 'offered')
  })

  test('places are counted by the table, and never more than there are', async () => {
    const one = await makeOpening(database, { organisation: house, contact, createdBy: maker })
    await apply(applicant, one, 'accepted')
    await expect(apply(other, one, 'accepted')).rejects.toThrow(/never_overfilled/)
    await expect(as(maker, 'UPDATE openings SET taken_count = 0 WHERE id = $1', [one.id])).rejects.toThrow(refused)
  })
})

describe('the opening itself', () => {
  test('a draft is for those who plan in its house; a members’ one for members; an edit for planners alone', async () => {
    const draft = await makeOpening(database, { organisation: house, published: false })
    const members = await makeOpening(database, { organisation: house, visibility: 'members' })
    const member = await makeMember(database, house, 'participant')
    const sees = async (who: MadePerson | 'visitor', one: MadeOpening) => (await database.asActor(who === 'visitor' ? who : person(who.id), `SELECT o.id FROM openings o JOIN opening_texts t ON t.opening_id = o.id WHERE o.id = $1`, [one.id])).length > 0
    for (const who of [organiser, coordinator, administrator]) expect(await sees(who, draft)).toBe(true)
    for (const who of [member, contact, foreign, applicant, 'visitor'] as const) expect(await sees(who, draft)).toBe(false)
    expect([await sees(member, members), await sees(foreign, members), await sees('visitor', members)]).toEqual([true, false, false])
    for (const who of [member, contact, foreign, applicant]) {
      expect(await as(who, 'UPDATE openings SET places = 5 WHERE id = $1 RETURNING id', [draft.id])).toEqual([])
      expect(await as(who, `UPDATE opening_texts SET title = 'x' WHERE opening_id = $1 RETURNING title`, [job.id])).toEqual([])
    }
    await expect(as(maker, 'DELETE FROM openings')).rejects.toThrow(refused)
  })

  test('no organiser makes themselves the reader of others’ applications', async () => {
    await expect(as(organiser, 'UPDATE openings SET contact_id = $2 WHERE id = $1', [job.id, organiser.id])).rejects.toThrow(refused)
    await expect(as(administrator, 'UPDATE openings SET contact_id = $2 WHERE id = $1', [job.id, administrator.id])).rejects.toThrow(refused)
    await expect(as(organiser, 'UPDATE openings SET created_by = $2 WHERE id = $1', [job.id, organiser.id])).rejects.toThrow(refused)
    expect(await as(coordinator, 'UPDATE openings SET contact_id = $2 WHERE id = $1 RETURNING id', [job.id, contact.id])).toHaveLength(1)
  })

  test('the program closes what is open, and opens nothing', async () => {
    const one = await makeOpening(database, { organisation: house })
    expect(await database.asActor(system('openings'), `UPDATE openings SET closed_at = now(), closed_because = 'deadline' WHERE id = $1 RETURNING id`, [one.id])).toHaveLength(1)
    expect(await database.asActor(system('openings'), 'UPDATE openings SET closed_at = NULL WHERE id = $1 RETURNING id', [one.id])).toEqual([])
    const [place] = await database.owner(`INSERT INTO places (organisation_id, name) VALUES ($1, 'Huset') RETURNING id`, [neighbour.id])
    await expect(as(organiser, 'UPDATE openings SET place_id = $2 WHERE id = $1', [one.id, place!.id])).rejects.toThrow(refused)
  })

  test('what a stranger wrote before signing in is the program’s to keep', async () => {
    await database.asActor(system('openings'), `INSERT INTO application_drafts VALUES ('hash', $1, 'x', now() + interval '1 hour')`, [job.id])
    for (const who of [applicant, contact, administrator]) expect(await as(who, 'SELECT FROM application_drafts')).toEqual([])
    expect(await database.asActor('visitor', 'SELECT FROM application_drafts')).toEqual([])
  })
})
