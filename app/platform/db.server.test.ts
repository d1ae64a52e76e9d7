import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '#tests/support/database.ts'
import { makePerson, type MadePerson } from '#tests/support/factories.ts'
import { type Actor, person, system, visitor } from './actor.ts'
import { actingAs, glance, lean, type Sql, transaction } from './db.server.ts'

const database = useDatabase()
let kari: MadePerson
beforeAll(async () => {
  kari = await makePerson(database)
})

const who = async (sql: Sql) => (await sql<{ actor: string }>`SELECT current_setting('app.actor', true) AS actor`)[0]!.actor
const tellTwice = async (sql: Sql, id: string, second: string) => {
  const one = sql`INSERT INTO history (subject_kind, subject_id, event) VALUES ('test', ${id}, 'one')`
  const two = sql`INSERT INTO history (subject_kind, subject_id, event) VALUES ('test', ${id}, ${second}::int::text)`
  await Promise.all([one, two])
}
const told = (id: string) => database.owner('SELECT event FROM history WHERE subject_id = $1', [id])

const ways: [string, <T>(actor: Actor, work: (sql: Sql) => Promise<T>) => Promise<T>][] = [
  ['lean', lean],
  ['glance', glance],
  ['transaction', (actor, work) => transaction(actor, (_, sql) => work(sql))],
]

describe.each(ways)('%s', (name, way) => {
  test('says who asks', async () => {
    expect(await way(visitor, who)).toBe('visitor')
    expect(await way(person(kari.id), who)).toBe(`person:${kari.id}`)
    expect(await way(system('mail'), who)).toBe('system:mail')
  })

  test('a hundred at a time never speak for each other', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => makePerson(database)))
    const asked = Array.from({ length: 100 }, (_, i) => people[i % people.length]!)
    const seen = await Promise.all(asked.map((one) => way(person(one.id), (sql) => sql<{ id: string }>`SELECT id FROM people`)))
    expect(seen.map((rows) => rows.map((row) => row.id))).toEqual(asked.map((one) => [one.id]))
  })

  test('what fails in the middle leaves nothing, and the connection serves the next', async () => {
    await expect(way(person(kari.id), (sql) => tellTwice(sql, `broken ${name}`, 'no number'))).rejects.toThrow(/integer/)
    expect(await told(`broken ${name}`)).toEqual([])
    await way(person(kari.id), (sql) => tellTwice(sql, `whole ${name}`, '2'))
    expect(await told(`whole ${name}`)).toHaveLength(2)
  })
})

test('a glance refuses what comes after it has been sent', async () => {
  const late = glance(visitor, async (sql) => {
    await who(sql)
    return who(sql)
  })
  await expect(late).rejects.toThrow('at once')
})

test('a glance whose work or actor fails before anything is asked leaves connections usable', async () => {
  for (let round = 0; round < 12; round++) {
    await expect(glance(visitor, () => { throw new Error('at once, thrown') })).rejects.toThrow('at once, thrown')
    await expect(glance(person('nobody'), who)).rejects.toThrow('UUID')
  }
  expect(await Promise.all(Array.from({ length: 12 }, () => glance(visitor, who)))).toEqual(Array(12).fill('visitor'))
})

test('the program acts for a moment as itself, then as the person again', async () => {
  const seen = await lean(person(kari.id), async (sql) => [await who(sql), await actingAs(sql, system('announce'), who), await who(sql)])
  expect(seen).toEqual([`person:${kari.id}`, 'system:announce', `person:${kari.id}`])
})

test('an id that is none can never become an actor', () => {
  return expect(lean(person("x'; DROP TABLE people; --"), who)).rejects.toThrow('UUID')
})
