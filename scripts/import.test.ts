import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '#tests/support/database.ts'
import { makeKind, makeMember, makeOrganisation, type MadePerson } from '#tests/support/factories.ts'

/** `npm run import` as a person runs it, on a database that DATABASE_URL names. */
const database = useDatabase({ connected: false })
let administrator: MadePerson
beforeAll(async () => {
  const house = await makeOrganisation(database, { slug: 'fjordfolk' })
  administrator = await makeMember(database, house, 'administrator')
  await makeMember(database, house, 'volunteer', { email: 'frivillig@example.org' })
  await makeKind(database, house, 'tur')
})

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'samkraft-import-'))
const stamp = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')
const event = (uid: string, days: number) => ['BEGIN:VEVENT', `UID:${uid}`, `SUMMARY:Tur ${uid}`, `DTSTART:${stamp(days)}T170000Z`, 'DURATION:PT2H', 'END:VEVENT']
function file(...lines: string[]) {
  const name = path.join(folder, 'kalender.ics')
  fs.writeFileSync(name, ['BEGIN:VCALENDAR', 'X-WR-CALNAME:Huset', ...lines, 'END:VCALENDAR'].join('\r\n'))
  return name
}
async function run(...words: string[]) {
  const child = spawn(process.execPath, ['scripts/import.ts', ...words], {
    env: { PATH: process.env.PATH, DATABASE_URL: database.ownerUrl, SECRET_KEYS: process.env.SECRET_KEYS, TZ: process.env.TZ, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk))
  const code = await new Promise<number | null>((done) => child.once('exit', done))
  return { code, printed }
}
const activities = () => database.owner('SELECT import_uid AS uid, published_at IS NOT NULL AS published, cancelled_at IS NOT NULL AS cancelled, created_by FROM activities ORDER BY starts_at')

test('a dry run says what would happen and does nothing', async () => {
  const { code, printed } = await run(file(...event('a', 3), 'BEGIN:VEVENT', 'UID:x', 'SUMMARY:Feil', 'DTSTART:tull', 'END:VEVENT'), '--organisation', 'fjordfolk', '--dry-run')
  expect(printed).toMatch(/Line 12: “Feil”: The time cannot be read[\s\S]*new: Tur a, [\s\S]*Nothing was done/)
  expect(code).toBe(0)
  expect(await activities()).toEqual([])
})

test('imports as the administrator; what is gone is cancelled only when that is asked for', async () => {
  expect(await run(file(...event('a', 3), ...event('b', 4)), '--organisation', 'fjordfolk', '--publish')).toMatchObject({ code: 0, printed: expect.stringContaining('2 new.') })
  expect(await activities()).toEqual(['a', 'b'].map((uid) => ({ uid, published: true, cancelled: false, created_by: administrator.id })))
  expect((await run(file(...event('a', 3)), '--organisation', 'fjordfolk')).printed).toContain('gone, kept: Tur b')
  expect((await activities()).map((one) => one.cancelled)).toEqual([false, false])
  expect((await run(file(...event('a', 3)), '--organisation', 'fjordfolk', '--cancel-gone')).printed).toContain('1 cancelled.')
  expect((await activities()).map((one) => one.cancelled)).toEqual([false, true])
})

test('what cannot be is one sentence and an exit code', async () => {
  const good = file(...event('a', 3))
  for (const [words, sentence] of [
    [[], 'npm run import -- FILE.ics'], [[path.join(folder, 'nothing.ics'), '--organisation', 'fjordfolk'], 'There is no file'], [[good, '--organisation', 'nowhere'], 'There is no organisation nowhere.'],
    [[good, '--organisation', 'fjordfolk', '--as', 'frivillig@example.org'], 'does not plan activities'], [['package.json', '--organisation', 'fjordfolk'], 'not a calendar file'],
  ] as const) {
    const { code, printed } = await run(...words)
    expect(printed).toContain(sentence)
    expect(printed).not.toMatch(/\n\s+at /)
    expect(code).toBe(1)
  }
})
