import { beforeAll, describe, expect, test } from 'vitest'
import { person, system } from '#app/platform/actor.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeActivity, makeKind, makeMember, makeOrganisation, makePerson, makeSignUp } from '#tests/support/factories.ts'

/**
 * The second lock by itself: what the app's role may do with plain SQL, should the first lock (the gate, the commands) ever
 * be passed. Each refusal here was once possible.
 */
const database = useDatabase({ connected: false })
const as = (who: MadePerson, text: string, values: unknown[] = []) => database.asActor(person(who.id), text, values)
const refused = /row-level security|permission denied|not open|the line decides/

let fjord: MadeOrganisation, nya: MadeOrganisation
let participant: MadePerson, organiser: MadePerson, coordinator: MadePerson, administrator: MadePerson, stranger: MadePerson, guest: MadePerson
beforeAll(async () => {
  ;[fjord, nya] = [await makeOrganisation(database), await makeOrganisation(database)]
  participant = await makeMember(database, fjord, 'participant')
  organiser = await makeMember(database, fjord, 'organiser')
  coordinator = await makeMember(database, fjord, 'coordinator')
  administrator = await makeMember(database, fjord, 'administrator')
  stranger = await makeMember(database, nya, 'participant')
  guest = await makePerson(database)
})

describe('a person and the line', () => {
  const join = (who: MadePerson, activity: { id: string }, state = 'joined') =>
    as(who, 'INSERT INTO sign_ups (activity_id, person_id, state) VALUES ($1, $2, $3)', [activity.id, who.id, state])

  test('comes to nothing that is not open to them', async () => {
    const closed = [
      await makeActivity(database, { organisation: fjord, cancelled: { reason: 'Regn' } }),
      await makeActivity(database, { organisation: fjord, published: false }),
      await makeActivity(database, { organisation: nya, visibility: 'members' }),
    ]
    for (const activity of closed) await expect(join(participant, activity)).rejects.toThrow(refused)
    await join(participant, await makeActivity(database, { organisation: fjord, visibility: 'members' }))
  })

  test('who was a member reads what they joined, and does not come again', async () => {
    const activity = await makeActivity(database, { organisation: fjord, visibility: 'members' })
    await makeSignUp(database, { activity, person: guest, state: 'left' })
    expect(await as(guest, 'SELECT id FROM activities WHERE id = $1', [activity.id])).toHaveLength(1)
    await expect(as(guest, `UPDATE sign_ups SET state = 'joined' WHERE activity_id = $1`, [activity.id])).rejects.toThrow(refused)
  })

  test('takes no place before those who wait, and no other number', async () => {
    const activity = await makeActivity(database, { organisation: fjord, places: 5 })
    await makeSignUp(database, { activity, person: guest, state: 'waiting' })
    await expect(join(participant, activity)).rejects.toThrow(refused)
    await join(participant, activity, 'waiting')
    await expect(as(participant, 'INSERT INTO sign_ups (activity_id, person_id, state, queue_number) VALUES ($1, $2, $3, 0)', [activity.id, participant.id, 'waiting'])).rejects.toThrow(refused)
    await expect(as(guest, 'UPDATE sign_ups SET queue_number = 0')).rejects.toThrow(refused)
    await expect(as(guest, `UPDATE sign_ups SET state = 'joined' WHERE activity_id = $1`, [activity.id])).rejects.toThrow(refused)
  })

  test('who left stands last when they come back', async () => {
    const activity = await makeActivity(database, { organisation: fjord, places: 1 })
    await makeSignUp(database, { activity, person: participant, state: 'left' })
    await makeSignUp(database, { activity, person: guest, state: 'waiting' })
    const [again] = await as(participant, `UPDATE sign_ups SET state = 'waiting' WHERE activity_id = $1 RETURNING queue_number > (
      SELECT max(queue_number) FROM sign_ups WHERE activity_id = $1) AS last`, [activity.id])
    expect(again).toEqual({ last: true })
  })

  test('moves no sign-up to another activity; who leads takes people out and puts nobody in', async () => {
    const activity = await makeActivity(database, { organisation: fjord, createdBy: organiser })
    const other = await makeActivity(database, { organisation: fjord })
    await makeSignUp(database, { activity, person: participant })
    await makeSignUp(database, { activity, person: guest, state: 'left' })
    await expect(as(participant, 'UPDATE sign_ups SET activity_id = $1', [other.id])).rejects.toThrow(refused)
    await expect(as(organiser, 'UPDATE sign_ups SET person_id = $1 WHERE activity_id = $2', [stranger.id, activity.id])).rejects.toThrow(refused)
    await expect(as(organiser, `UPDATE sign_ups SET state = 'joined' WHERE activity_id = $1 AND person_id = $2`, [activity.id, guest.id])).rejects.toThrow(refused)
    expect(await as(organiser, `UPDATE sign_ups SET state = 'left' WHERE activity_id = $1 AND person_id = $2 RETURNING id`, [activity.id, participant.id])).toHaveLength(1)
  })
})

describe('people and roles', () => {
  test('nobody changes an address, theirs or another', async () => {
    await expect(as(guest, `UPDATE people SET email = 'other@samkraft.example' WHERE id = $1`, [guest.id])).rejects.toThrow(refused)
    expect(await as(guest, `UPDATE people SET name = 'Ny' WHERE id = $1 RETURNING id`, [guest.id])).toHaveLength(1)
  })

  test('a coordinator makes no stranger known to them', async () => {
    expect(await as(coordinator, 'SELECT name FROM people WHERE id = $1', [stranger.id])).toEqual([])
    for (const who of [coordinator, administrator]) {
      await expect(as(who, `INSERT INTO memberships (organisation_id, person_id, role) VALUES ($1, $2, 'participant')`, [fjord.id, stranger.id])).rejects.toThrow(refused)
      await expect(as(who, 'UPDATE memberships SET person_id = $1 WHERE person_id = $2', [stranger.id, participant.id])).rejects.toThrow(refused)
    }
    await as(coordinator, `INSERT INTO memberships (organisation_id, person_id, role) VALUES ($1, $2, 'volunteer')`, [fjord.id, participant.id])
  })

  test('a role comes from an invitation that says so, accepted by that person', async () => {
    const grant = `INSERT INTO memberships (organisation_id, person_id, role) VALUES ($1, $2, $3)`
    await database.owner(`INSERT INTO invitations (organisation_id, email, role, language, token_hash, expires_at, accepted_at, accepted_by)
      VALUES ($1, $2, 'volunteer', 'nb', 'x', now(), now(), $3)`, [fjord.id, guest.email, guest.id])
    await database.asActor(system('invitation'), grant, [fjord.id, guest.id, 'volunteer'])
    for (const [org, who, role] of [[fjord, guest, 'administrator'], [fjord, stranger, 'volunteer'], [nya, guest, 'volunteer']] as const) {
      await expect(database.asActor(system('invitation'), grant, [org.id, who.id, role])).rejects.toThrow(refused)
    }
    await expect(as(administrator, `UPDATE invitations SET role = 'administrator', email = 'x@samkraft.example'`)).rejects.toThrow(refused)
  })

  test('a passkey is added by its ceremony only', async () => {
    await expect(as(guest, `INSERT INTO passkeys (id, person_id, public_key, counter, name) VALUES ('x', $1, '', 0, 'x')`, [guest.id])).rejects.toThrow(refused)
  })
})

describe('plans', () => {
  test('an activity is its maker’s, and made of its own organisation’s parts', async () => {
    const [own, foreign] = [await makeKind(database, fjord), await makeKind(database, nya)]
    const make = (maker: MadePerson, kind: { id: string }) => as(organiser, `INSERT INTO activities (organisation_id, slug, kind_id, language, starts_at, ends_at, zone, uid, created_by)
      VALUES ($1, 'en-tur-abc', $2, 'nb', now(), now() + interval '1 hour', 'Europe/Oslo', 'x', $3)`, [fjord.id, kind.id, maker.id])
    await make(organiser, own)
    await expect(make(administrator, own)).rejects.toThrow(refused)
    await expect(make(organiser, foreign)).rejects.toThrow(refused)
    const activity = await makeActivity(database, { organisation: fjord })
    const [picture] = await database.owner(`INSERT INTO pictures (organisation_id, bytes, width, height) VALUES ($1, 'x', 1, 1) RETURNING id`, [nya.id])
    const [place] = await database.owner(`INSERT INTO places (organisation_id, name) VALUES ($1, 'Huset') RETURNING id`, [nya.id])
    for (const [column, id] of [['picture_id', picture!.id], ['place_id', place!.id], ['kind_id', foreign.id]]) {
      await expect(as(organiser, `UPDATE activities SET ${column} = $1 WHERE id = $2`, [id, activity.id]), column).rejects.toThrow(refused)
    }
  })

  test('whose calendar holds what is read by nobody who may not see who comes', async () => {
    const activity = await makeActivity(database, { organisation: fjord })
    await database.owner(`INSERT INTO calendar_entries (activity_id, person_id, method) VALUES ($1, $2, 'REQUEST')`, [activity.id, participant.id])
    for (const who of [organiser, administrator, guest]) expect(await as(who, 'SELECT FROM calendar_entries WHERE activity_id = $1', [activity.id])).toEqual([])
    expect(await as(participant, 'SELECT FROM calendar_entries WHERE activity_id = $1', [activity.id])).toHaveLength(1)
  })
})

test('who has not said who they are writes nothing', async () => {
  for (const actor of ['', 'visitor', 'person:', 'system:', 'owner']) {
    await expect(database.asActor(actor, `INSERT INTO mails (address, language, template, facts) VALUES ('a@samkraft.example', 'nb', 'sign-in', '{}')`), actor).rejects.toThrow(/row-level security|uuid/)
    await expect(database.asActor(actor, `INSERT INTO history (actor, subject_kind, subject_id, event) VALUES ($1, 'activity', 'x', 'activity.cancelled')`, [actor]), actor).rejects.toThrow(/row-level security|uuid/)
  }
})

test('functions that look past the policies have a search path of their own', async () => {
  const loose = await database.owner(`SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'public' AND prosecdef AND NOT coalesce(proconfig::text, '') LIKE '%search_path=public, pg_temp%'`)
  expect(loose).toEqual([])
})

test('every table is under the policies, its owner too', async () => {
  const open = await database.owner(`SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND relkind = 'r' AND relname <> '_prisma_migrations' AND NOT (relrowsecurity AND relforcerowsecurity)`)
  expect(open).toEqual([])
})
