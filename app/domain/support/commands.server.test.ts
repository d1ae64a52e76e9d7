import { beforeAll, expect, test } from 'vitest'
import { person } from '#app/platform/actor.ts'
import { lean, type Sql } from '#app/platform/db.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeMember, makeOrganisation, type MadeOrganisation, type MadePerson } from '#tests/support/factories.ts'
import { removeHelpLine, saveHelpLine } from './commands.server.ts'
import { helpLinesToEdit } from './queries.server.ts'

const database = useDatabase()
let house: MadeOrganisation
let admin: MadePerson, coordinator: MadePerson, swede: MadePerson
beforeAll(async () => {
  house = await makeOrganisation(database, { country: 'NO' })
  admin = await makeMember(database, house, 'administrator')
  coordinator = await makeMember(database, house, 'coordinator')
  swede = await makeMember(database, await makeOrganisation(database, { country: 'SE' }), 'administrator')
})
const as = <T>(who: MadePerson, work: (sql: Sql) => Promise<T>) => lean(person(who.id), work)
const keeper = () => ({ organisationId: house.id, country: 'NO' as const })
const line = { names: { nb: 'Ny linje', sv: '', en: 'New line' }, number: '800 00 000', hours: { nb: 'alltid', sv: '', en: '' }, source: 'ny.example', checkedOn: '2026-11-20', verified: true }

test('administrators add, correct and remove their country\'s lines', async () => {
  await as(admin, (sql) => saveHelpLine(sql, keeper(), { ...line, lineId: null }))
  const added = (await as(admin, (sql) => helpLinesToEdit(sql, 'NO'))).at(-1)!
  expect(added).toMatchObject({ names: { nb: 'Ny linje', en: 'New line' }, number: '800 00 000', checkedOn: '2026-11-20', verified: true })
  expect(await as(admin, (sql) => saveHelpLine(sql, keeper(), { ...line, lineId: added.id, number: '800 11 111', checkedOn: '2026-11-21' }))).toEqual({ ok: true })
  expect((await as(admin, (sql) => helpLinesToEdit(sql, 'NO'))).at(-1)).toMatchObject({ id: added.id, number: '800 11 111', checkedOn: '2026-11-21' })
  expect(await as(admin, (sql) => removeHelpLine(sql, keeper(), added.id))).toEqual({ ok: true })
  expect(await database.owner(`SELECT event FROM history WHERE organisation_id = $1 ORDER BY id`, [house.id])).toEqual([{ event: 'help-line.added' }, { event: 'help-line.edited' }, { event: 'help-line.removed' }])
})

test('nobody else, and no other country', async () => {
  const [emergency] = await database.owner(`SELECT id FROM help_lines WHERE country = 'NO' ORDER BY position LIMIT 1`)
  for (const who of [coordinator, swede]) {
    await expect(as(who, (sql) => saveHelpLine(sql, keeper(), { ...line, lineId: null }))).rejects.toThrow(/row-level security/)
    expect(await as(who, (sql) => saveHelpLine(sql, keeper(), { ...line, lineId: emergency!.id }))).toEqual({ ok: false, reason: 'not_found' })
    expect(await as(who, (sql) => removeHelpLine(sql, keeper(), emergency!.id))).toEqual({ ok: false, reason: 'not_found' })
  }
  expect(await as(admin, (sql) => removeHelpLine(sql, { ...keeper(), country: 'SE' }, emergency!.id))).toEqual({ ok: false, reason: 'not_found' })
  expect(await database.owner('SELECT number FROM help_lines WHERE id = $1', [emergency!.id])).toEqual([{ number: '113' }])
})
