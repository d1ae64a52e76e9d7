import pg from 'pg'
import { describe, expect, test, vi } from 'vitest'
import { deliverUpTo } from '#app/domain/notifications/jobs.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { askToSignIn, confirmCode, confirmLink, forgetExpired } from './commands.server.ts'
import { lastAskedHere, linkAsked } from './queries.server.ts'
import { beginSession } from './sessions/commands.server.ts'

const database = useDatabase()
const start = new Date('2026-11-23T12:00:00Z')
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000)
const nothingMore = async () => undefined

let counted = 0
const someone = () => ({ email: `person${++counted}@posten.example`, browserSecret: `browser-${counted}`, network: `10.0.${counted}.1` })
type Someone = ReturnType<typeof someone>

const ask = (who: Someone, now = start, more: { name?: string; activityId?: string; to?: string } = {}) => askToSignIn({ ...who, language: 'nb', now, ...more })

/** What lies in the mailbox, newest first. */
async function mailsTo(email: string): Promise<{ link: string; code: string; address: string }[]> {
  const mails = await database.owner('SELECT facts FROM mails WHERE address = $1 ORDER BY number DESC', [email])
  return mails.map(({ facts }) => ({ address: facts.link, link: new URL(facts.link).pathname.split('/').at(-1)!, code: facts.code }))
}
const newest = async (email: string) => (await mailsTo(email))[0]!
const wrongFor = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

const byCode = (who: Someone, code: string, now = later(1)) => confirmCode({ ...who, code, now }, nothingMore)
const byLink = (who: Pick<Someone, 'browserSecret'>, link: string, now = later(1)) => confirmLink({ link, browserSecret: who.browserSecret, now }, nothingMore)

describe('the link', () => {
  test('signs in where it was asked for, makes the account, and works once', async () => {
    const who = someone()
    await ask(who, start, { name: 'Kari', to: '/me/calendar' })
    const { link, address } = await newest(who.email)
    expect(address).toContain('?to=%2Fme%2Fcalendar')
    expect(await linkAsked(link, who.browserSecret, 'nb', later(1))).toMatchObject({ here: true, email: who.email })
    expect(await byLink(who, link)).toMatchObject({ ok: true, signsIn: true })
    expect(await database.owner('SELECT name FROM people WHERE email = $1', [who.email])).toEqual([{ name: 'Kari' }])
    expect(await byLink(who, link)).toEqual({ ok: false, reason: 'gone' })
    expect(await linkAsked(link, who.browserSecret, 'nb', later(1))).toBeNull()
  })

  test('does nothing in another browser, nor does it tell whose it is', async () => {
    const who = someone()
    await ask(who)
    const { link } = await newest(who.email)
    for (const browserSecret of ['another', undefined]) {
      expect(await linkAsked(link, browserSecret, 'nb', later(1))).toEqual({ here: false, email: null, joining: null })
      expect(await confirmLink({ link, browserSecret, now: later(1) }, nothingMore)).toEqual({ ok: false, reason: 'other-browser' })
    }
    expect(await byLink(who, link)).toMatchObject({ ok: true })
  })

  test('lives ten minutes', async () => {
    const who = someone()
    await ask(who)
    const { link } = await newest(who.email)
    expect(await byLink(who, link, later(10))).toEqual({ ok: false, reason: 'gone' })
    expect(await byLink(who, link, new Date(later(10).getTime() - 1))).toMatchObject({ ok: true })
  })

  test('is used once however often and wherever the button is pressed at the same time, by link or code', async () => {
    for (let round = 0; round < 5; round++) {
      const who = someone()
      await ask(who)
      const { link, code } = await newest(who.email)
      const answers = await Promise.all(Array.from({ length: 24 }, (_, i) => (i % 2 ? byLink(who, link) : byCode(who, code))))
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
      const used = async () => (await database.owner('SELECT consumed_at IS NOT NULL AS used FROM sign_in_requests WHERE email = $1', [who.email]))[0]!.used
      expect(await used()).toBe(true)
      expect(await database.owner('SELECT count(*)::int AS n FROM people WHERE email = $1', [who.email])).toEqual([{ n: 1 }])
    }
  })
})

// The same pressing with looking first and writing after, to show that the test above would notice.
test('whoever looked first and wrote after would let several in', async () => {
  const who = someone()
  await ask(who)
  const careless = async () => {
    const [request] = await database.owner('SELECT consumed_at FROM sign_in_requests WHERE email = $1', [who.email])
    await database.owner('UPDATE sign_in_requests SET consumed_at = now() WHERE email = $1', [who.email])
    return request!.consumed_at === null
  }
  expect((await Promise.all(Array.from({ length: 24 }, careless))).filter(Boolean).length).toBeGreaterThan(1)
})

describe('joining by a mail', () => {
  const activityId = '00000000-0000-4000-8000-000000000001'
  // What the join does is the activities' own; here it only has to be done as the person, in the same transaction.
  const joining = async (who: Pick<Someone, 'browserSecret'>, link: string) =>
    confirmLink({ link, browserSecret: who.browserSecret, now: later(1) }, async (sql, { activityId }) => {
      const [row] = await sql<{ actor: string }>`SELECT current_setting('app.actor') AS actor`
      return { activityId, actor: row!.actor }
    })

  test('pressing the button elsewhere joins but lets nobody in', async () => {
    const { organisation } = await house()
    await activity(organisation, activityId)
    const who = someone()
    await ask(who, start, { name: 'Kari', activityId })
    const { link } = await newest(who.email)
    expect(await linkAsked(link, 'another', 'sv', later(1))).toEqual({ here: false, email: null, joining: { slug: 'tur', title: 'Tur i skogen' } })
    const done = await joining({ browserSecret: 'another' }, link)
    const [person] = await database.owner('SELECT id FROM people WHERE email = $1', [who.email])
    expect(done).toEqual({ ok: true, signsIn: false, personId: person!.id, activityId, result: { activityId, actor: `person:${person!.id}` } })
    expect(await joining(who, link)).toEqual({ ok: false, reason: 'gone' })
  })

  test('a failure on the way leaves the link usable', async () => {
    const who = someone()
    await ask(who, start, { activityId })
    const { link } = await newest(who.email)
    await expect(confirmLink({ link, browserSecret: who.browserSecret, now: later(1) }, async () => { throw new Error('the lights went out') })).rejects.toThrow()
    expect(await database.owner('SELECT FROM people WHERE email = $1', [who.email])).toHaveLength(0)
    expect(await joining(who, link)).toMatchObject({ ok: true, signsIn: true })
  })

  test('the page for the code knows what it is about', async () => {
    const who = someone()
    await ask(who, start, { activityId })
    expect(await lastAskedHere(who.browserSecret, 'nb', later(1))).toEqual({ email: who.email, name: null, live: true, activityId, wholeSeries: false, joining: { slug: 'tur', title: 'Tur i skogen' } })
    expect(await lastAskedHere(who.browserSecret, 'nb', later(11))).toMatchObject({ live: false })
    expect(await lastAskedHere('another', 'nb', later(1))).toBeNull()
  })
})

describe('the code', () => {
  test('works anywhere, with the address, once', async () => {
    const who = someone()
    await ask(who)
    const { code } = await newest(who.email)
    const elsewhere = { email: who.email, browserSecret: 'another', network: '192.0.2.1' }
    expect(await byCode({ ...elsewhere, email: someone().email }, code)).toEqual({ ok: false, reason: 'wrong' })
    expect(await byCode(elsewhere, `${code.slice(0, 3)} ${code.slice(3)}`)).toMatchObject({ ok: true, signsIn: true })
    expect(await byCode(who, code)).toMatchObject({ ok: false })
  })

  test('five wrong tries per request in the asking browser; asking again gives five more', async () => {
    const who = someone()
    await ask(who)
    const { code } = await newest(who.email)
    for (let i = 0; i < 5; i++) expect(await byCode(who, wrongFor(code))).toEqual({ ok: false, reason: 'wrong' })
    expect(await byCode(who, code)).toEqual({ ok: false, reason: 'too-many' })
    await ask(who, later(2))
    expect(await byCode(who, (await newest(who.email)).code, later(3))).toMatchObject({ ok: true })
  })

  test('many wrong tries at once count as many', async () => {
    const who = someone()
    await ask(who)
    const { code } = await newest(who.email)
    const answers = await Promise.all(Array.from({ length: 30 }, () => byCode(who, wrongFor(code))))
    expect(answers.filter((answer) => !answer.ok && answer.reason === 'wrong')).toHaveLength(5)
  })

  test('a thousand guesses from everywhere end nobody else\'s chance', async () => {
    const who = someone()
    await ask(who)
    const { code, link } = await newest(who.email)
    let tried = 0
    for (let i = 0; i < 200; i++) {
      const answer = await byCode({ email: who.email, browserSecret: `guess-${i}`, network: `172.16.${i % 50}.1` }, wrongFor(code))
      if (!answer.ok && answer.reason === 'wrong') tried++
    }
    expect(tried).toBe(30)
    // Not even with the right code may others go on; the browser that asked may.
    expect(await byCode({ email: who.email, browserSecret: 'another', network: '172.17.0.1' }, code)).toEqual({ ok: false, reason: 'too-many' })
    expect(await linkAsked(link, who.browserSecret, 'nb', later(1))).not.toBeNull()
    expect(await byCode(who, wrongFor(code))).toEqual({ ok: false, reason: 'wrong' })
    expect(await byCode(who, code)).toMatchObject({ ok: true })
  })
})

describe('limits of asking', () => {
  test('three mails per network and address, five per address; whoever is refused one can use the newest', async () => {
    const owner = someone()
    for (let network = 0; network < 4; network++) {
      for (let i = 0; i < 4; i++) expect(await ask({ email: owner.email, browserSecret: `flood-${network}-${i}`, network: `10.9.${network}.${i}` })).toEqual({ ok: true })
    }
    expect(await mailsTo(owner.email)).toHaveLength(5)
    // Somebody has also used up every guess from elsewhere.
    for (let i = 0; i < 40; i++) await byCode({ email: owner.email, browserSecret: `g-${i}`, network: `172.18.${i}.1` }, '000000')
    // The owner asks now: no new mail, the same answer, and the newest mail's link lets them in.
    expect(await ask(owner)).toEqual({ ok: true })
    const mails = await mailsTo(owner.email)
    expect(mails).toHaveLength(5)
    expect(await byLink(owner, mails[0]!.link)).toMatchObject({ ok: true, signsIn: true })
  })

  test('and so does its code, typed by the owner', async () => {
    const owner = someone()
    for (let i = 0; i < 12; i++) await ask({ email: owner.email, browserSecret: 'flood', network: `10.10.${i % 4}.1` }, new Date(start.getTime() + i))
    await ask(owner, later(1))
    expect(await byCode(owner, (await newest(owner.email)).code)).toMatchObject({ ok: true })
  })

  test('ten minutes later mails go again', async () => {
    const who = someone()
    for (let i = 0; i < 4; i++) await ask(who)
    expect(await mailsTo(who.email)).toHaveLength(3)
    await ask(who, later(10))
    expect(await mailsTo(who.email)).toHaveLength(4)
  })

  test('many asked at once are counted one after another', async () => {
    const who = someone()
    await Promise.all(Array.from({ length: 20 }, () => ask(who)))
    expect(await mailsTo(who.email)).toHaveLength(3)
  })

  test('a network that writes to everybody is told to wait', async () => {
    const answers = []
    for (let i = 0; i < 21; i++) answers.push(await ask({ ...someone(), network: '203.0.113.7' }))
    expect(answers.slice(0, 20).every((answer) => answer.ok)).toBe(true)
    expect(answers[20]).toEqual({ ok: false, reason: 'network-busy' })
  })
})

test('known and unknown addresses are treated alike: the same statements, whatever there is', async () => {
  const known = someone()
  const unknown = someone()
  await database.owner(`INSERT INTO people (email, name) VALUES ($1, 'Kari')`, [known.email])
  const written = async (who: Someone) => {
    const asked = vi.spyOn(pg.Client.prototype, 'query')
    expect(await ask(who)).toEqual({ ok: true })
    expect(await byCode({ ...who, browserSecret: 'another' }, '12')).toEqual({ ok: false, reason: 'wrong' })
    const statements = asked.mock.calls.map(([query]) => (query as { text?: string }).text ?? query)
    asked.mockRestore()
    const [request] = await database.owner('SELECT name, language, mailed, wrong_tries FROM sign_in_requests WHERE email = $1', [who.email])
    const [mail] = await database.owner('SELECT person_id, language, template, activity_id FROM mails WHERE address = $1', [who.email])
    return { request, mail, statements }
  }
  await written(someone()) // the first of all also starts the queue
  const [one, other] = [await written(known), await written(unknown)]
  expect(one.statements.length).toBeGreaterThan(8)
  expect(one).toEqual(other)
})

describe('what is stored', () => {
  test('neither code nor link nor browser nor network can be read from the requests', async () => {
    const who = { ...someone(), network: '198.51.100.77' }
    await ask(who)
    const { code, link } = await newest(who.email)
    await byCode(who, wrongFor(code))
    const dump = JSON.stringify([await database.owner('SELECT * FROM sign_in_requests WHERE email = $1', [who.email]), await database.owner('SELECT * FROM wrong_codes')])
    for (const secret of [link, `"${code}`, who.browserSecret, '198.51.100']) expect(dump).not.toContain(secret)
    expect(JSON.stringify(await database.owner('SELECT email_hash, network_hash FROM wrong_codes'))).not.toContain('posten.example')
  })

  test('once the mail has gone, nothing in any table lets anybody in', async () => {
    const who = someone()
    await ask(who)
    const { code, link } = await newest(who.email)
    const [mail] = await database.owner('SELECT id FROM mails WHERE address = $1', [who.email])
    expect(await deliverUpTo(mail!.id)).toBe(true)
    const done = await byLink(who, link)
    const session = await beginSession(done.ok ? done.personId : '', { device: '', strong: false, now: later(1) })
    const tables = await database.owner(`SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') AND table_name <> 'mailbox'`)
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['public.sessions', 'public.mails', 'pgboss.job']))
    for (const { name } of tables) {
      const rows = await database.owner(`SELECT t::text AS row FROM ${name} t`)
      const dump = rows.map(({ row }) => row).join('\n')
      for (const secret of [link, session, who.browserSecret, who.network]) expect(dump.includes(secret), `${name} holds ${secret}`).toBe(false)
      if (!name.startsWith('pgboss')) expect(new RegExp(`(?<![\\w.-])${code}(?![\\w.-])`).test(dump), `${name} holds the code`).toBe(false)
    }
  })

  test('nobody but the part that lets people in sees a row', async () => {
    const who = someone()
    await ask(who)
    const done = await byCode(who, (await newest(who.email)).code)
    const personId = done.ok ? done.personId : ''
    await byCode(someone(), '1')
    await database.owner(`INSERT INTO passkey_challenges (challenge, expires_at) VALUES ('x', now() + interval '1 hour')`)
    for (const table of ['sign_in_requests', 'wrong_codes', 'passkey_challenges']) {
      expect((await database.asActor('system:identity', `SELECT * FROM ${table}`)).length).toBeGreaterThan(0)
      for (const actor of ['visitor', `person:${personId}`, 'system:mail', 'system:announce', 'system:invitation', 'system:feed', 'system:waiting-list', '']) {
        expect(await database.asActor(actor, `SELECT * FROM ${table}`), `${actor} reads ${table}`).toEqual([])
        expect(await database.asActor(actor, `DELETE FROM ${table} RETURNING id`), `${actor} empties ${table}`).toEqual([])
      }
    }
  })

  test('what can no longer be used goes after a day', async () => {
    const who = someone()
    await ask(who, new Date('2026-10-01T12:00:00Z'))
    await ask(who)
    await forgetExpired(later(30))
    expect(await database.owner('SELECT created_at FROM sign_in_requests WHERE email = $1', [who.email])).toEqual([{ created_at: start }])
  })
})

async function house() {
  const [organisation] = await database.owner(`INSERT INTO organisations (slug, name, country, language, zone) VALUES ('steg', 'Steg', 'NO', 'nb', 'Europe/Oslo') RETURNING id`)
  return { organisation: organisation!.id as string }
}
async function activity(organisation: string, id: string) {
  const [kind] = await database.owner(`INSERT INTO activity_kinds (organisation_id, slug, names) VALUES ($1, 'tur', '{"nb":"Tur"}') RETURNING id`, [organisation])
  await database.owner(
    `INSERT INTO activities (id, organisation_id, slug, kind_id, language, starts_at, ends_at, zone, uid, published_at)
     VALUES ($1, $2, 'tur', $3, 'nb', '2026-12-01T17:00Z', '2026-12-01T19:00Z', 'Europe/Oslo', 'tur@test', now())`, [id, organisation, kind!.id])
  await database.owner(`INSERT INTO activity_texts (activity_id, language, title) VALUES ($1, 'nb', 'Tur i skogen')`, [id])
}
