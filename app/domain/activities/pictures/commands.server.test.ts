import { beforeAll, expect, test } from 'vitest'
import { person, visitor } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeActivity, makeMember, makeOrganisation } from '#tests/support/factories.ts'
import { keepPicture } from './commands.server.ts'
import { ownPicture, pictureFor } from './queries.server.ts'

const db = useDatabase()
let fjord: MadeOrganisation, by: MadeOrganisation, kari: MadePerson, anna: MadePerson
beforeAll(async () => {
  fjord = await makeOrganisation(db)
  by = await makeOrganisation(db)
  kari = await makeMember(db, fjord, 'organiser')
  anna = await makeMember(db, by, 'organiser')
})
const picture = { ok: true as const, bytes: Buffer.from('webp'), width: 16, height: 9 }
const keep = (now: Date, who = kari, organisation = fjord) =>
  lean(person(who.id), (sql) => keepPicture(sql, { organisationId: organisation.id, personId: who.id, picture, now }))

test('a picture no activity came to show is gone after a day; one that is shown stays', async () => {
  const long = new Date('2026-11-20T10:00:00Z'), now = new Date('2026-11-24T10:00:00Z')
  const [forgotten, shown] = [await keep(long), await keep(long)]
  const activity = await makeActivity(db, { organisation: fjord })
  await db.owner('UPDATE activities SET picture_id = $1 WHERE id = $2', [shown, activity.id])
  const fresh = await keep(now)
  await keep(now)
  const left = (await db.owner<{ id: string }>('SELECT id FROM pictures')).map(({ id }) => id)
  expect(left).toEqual(expect.arrayContaining([shown, fresh]))
  expect(left).not.toContain(forgotten)
})

test('before it is shown it is its organisation\'s alone, and nobody keeps one in another\'s name', async () => {
  const id = await keep(new Date())
  expect((await lean(person(kari.id), (sql) => pictureFor(sql, id)))?.width).toBe(16)
  expect(await lean(person(anna.id), (sql) => pictureFor(sql, id))).toBeNull()
  expect(await lean(visitor, (sql) => pictureFor(sql, id))).toBeNull()
  expect(await lean(person(kari.id), (sql) => ownPicture(sql, by.id, id))).toBeNull()
  await expect(keep(new Date(), anna, fjord)).rejects.toThrow(/row-level security/)
})
