import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeActivity, type MadeOrganisation, type MadePerson, makeActivity, makeKind, makeMember, makeMembership, makeOrganisation, makePerson, makeSignUp } from '#tests/support/factories.ts'
import { mailsTo, mailTo } from '#tests/support/mailbox.ts'
import { useServer } from '#tests/support/server.ts'
import { signedIn } from '#tests/support/sign-in.ts'

/** Somebody who means harm, over HTTP: what once worked, or would hurt most if it did. */
const database = useDatabase({ connected: false })
const server = useServer(database)
type Who = 'visitor' | 'guest' | 'participant' | 'former' | 'organiser' | 'administrator'

let fjord: MadeOrganisation, nya: MadeOrganisation
let theirs: { activity: MadeActivity; draft: MadeActivity; members: MadeActivity; kept: MadeActivity; picture: string; kind: string; import: string; invitation: string; membership: string; person: MadePerson }
const cookies = {} as Record<Who, Record<string, string>>
const people = {} as Record<Exclude<Who, 'visitor'>, MadePerson>
const secret = 'Bakgata 17 hemmelig'

beforeAll(async () => {
  fjord = await makeOrganisation(database, { slug: 'fjordfolk', name: 'Fjordfolk' })
  nya = await makeOrganisation(database, { slug: 'nya-stegen', name: 'Nya Stegen' })
  people.guest = await makePerson(database, { name: 'Guri Gjest' })
  people.participant = await makeMember(database, fjord, 'participant', { name: 'Pål Deltaker' })
  people.organiser = await makeMember(database, fjord, 'organiser', { name: 'Olga Leder' })
  people.administrator = await makeMember(database, fjord, ['administrator', 'coordinator'], { name: 'Ada Admin' })
  people.former = await makePerson(database, { name: 'Finn Før' })
  await makeMembership(database, { organisation: nya, person: people.former, role: 'coordinator', from: '2025-01-01', to: '2025-06-01' })
  cookies.visitor = {}
  for (const who of Object.keys(people) as (keyof typeof people)[]) cookies[who] = await signedIn(database, people[who], { strong: true })

  const person = await makeMember(database, nya, 'participant')
  const [picture] = await database.owner<{ id: string }>(`INSERT INTO pictures (organisation_id, bytes, width, height) VALUES ($1, 'x', 1, 1) RETURNING id`, [nya.id])
  const draft = await makeActivity(database, { organisation: nya, slug: 'utkast-hemlig', title: 'Utkast hemlig', published: false })
  await database.owner('UPDATE activities SET picture_id = $1 WHERE id = $2', [picture!.id, draft.id])
  const [kept] = await database.owner<{ id: string }>(`INSERT INTO calendar_imports (organisation_id, person_id, file_name, content) VALUES ($1, $2, 'x', 'x') RETURNING id`, [nya.id, person.id])
  const [invitation] = await database.owner<{ id: string }>(`INSERT INTO invitations (organisation_id, email, role, language, token_hash, expires_at)
    VALUES ($1, 'x@samkraft.example', 'volunteer', 'sv', 'h', now() + interval '1 day') RETURNING id`, [nya.id])
  const [membership] = await database.owner<{ id: string }>('SELECT id FROM memberships WHERE person_id = $1', [person.id])
  theirs = {
    draft, person, picture: picture!.id, import: kept!.id, invitation: invitation!.id, membership: membership!.id, kind: (await makeKind(database, nya)).id,
    activity: await makeActivity(database, { organisation: nya, title: 'Promenad' }),
    members: await makeActivity(database, { organisation: nya, slug: 'medlem-hemlig', title: 'Medlem hemlig', visibility: 'members' }),
    kept: await makeActivity(database, { organisation: nya, slug: 'tur-skjult', title: 'Tur', address: { text: secret, lat: 58.812345, lon: 5.712345, shownTo: 'joined' } }),
  }
})

const get = (who: Who, address: string, headers = {}) => server.fetch(address, { headers: { ...cookies[who], ...headers } })
const post = (who: Who, address: string, form: Record<string, string>) => server.fetch(address, { form, headers: cookies[who] })
/** Everything a reader gets, but for what is new in each answer (its id, its nonce) and what was asked. */
async function seen(answer: Response, asked: string[]) {
  const headers = [...answer.headers].filter(([name]) => name !== 'date').map((pair) => pair.join(': ')).sort()
  let all = [answer.status, ...headers, await answer.text()].join('\n').replace(/nonce-[\w+/=]+|nonce="[^"]+"/g, 'nonce').replace(/\b[0-9a-f]{12}\b(?!-)/g, (id) => (asked.some((part) => part.endsWith(id)) ? id : 'id'))
  for (const part of asked) all = all.replaceAll(part, 'asked')
  return all
}
/** The plain wire, for what no client would send. */
function wire(text: string, { dripping = '', within = 5_000 } = {}): Promise<string> {
  const { port } = new URL(server.url)
  return new Promise((done) => {
    let heard = ''
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(text.replaceAll('HOST', `localhost:${port}`)))
    const drip = dripping ? setInterval(() => socket.write(dripping), 100) : undefined
    const over = setTimeout(() => socket.destroy(), within)
    socket.on('data', (part) => (heard += part)).on('error', () => {}).on('close', () => {
      clearInterval(drip)
      clearTimeout(over)
      done(heard)
    })
  })
}
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0)

describe('another organisation does not exist', () => {
  const all: Who[] = ['visitor', 'guest', 'participant', 'former', 'organiser', 'administrator']

  test.each(all)('its workplace, for %s', async (who) => {
    for (const part of ['', '/activities/new', `/activities/${theirs.activity.id}`, '/import', '/people', '/settings', '/help-lines', '/history']) {
      const [there, never] = [`/manage/nya-stegen${part}`, `/manage/aldri-vart${part}`]
      expect(await seen(await get(who, there), ['nya-stegen']), there).toBe(await seen(await get(who, never), ['aldri-vart']))
      if (['', '/history'].includes(part)) continue
      expect(await seen(await post(who, there, { intent: 'publish' }), ['nya-stegen']), there).toBe(await seen(await post(who, never, { intent: 'publish' }), ['aldri-vart']))
    }
  })

  test.each(['organiser', 'administrator'] as const)('its things in one’s own workplace, for %s', async (who) => {
    const never = randomUUID()
    const { activity, draft, person, membership, invitation, kind } = theirs
    const reading: [string, string][] = [
      ...['', '/edit', '/preview', '?do=cancel'].flatMap((part) => [activity, draft].map((one) => [`/activities/@${part}`, one.id] as [string, string])),
      ['/import/@', theirs.import], ['/people?person=@', person.id], ['/settings?kind=@', kind],
    ]
    const writing: [string, string, Record<string, string>][] = [
      ...['publish', 'cancel', 'duplicate', 'discard', 'remove'].map((intent) => ['/activities/@', activity.id, { intent, reason: 'x', person: person.id }] as [string, string, Record<string, string>]),
      ['/import/@', theirs.import, { publish: 'on' }],
      ['/people', person.id, { intent: 'grant', person: '@', role: 'volunteer' }], ['/people', membership, { intent: 'end', membership: '@' }],
      ['/people', invitation, { intent: 'revoke', invitation: '@' }], ['/people', invitation, { intent: 'resend', invitation: '@' }],
      ['/settings', kind, { intent: 'kind', kind: '@', nb: 'Ny' }], ['/settings', kind, { intent: 'kind-archive', kind: '@' }],
    ]
    for (const [path, id] of reading) {
      const at = (one: string) => get(who, `/manage/fjordfolk${path.replace('@', one)}`)
      expect(await seen(await at(id), [id]), path).toBe(await seen(await at(never), [never]))
    }
    for (const [path, id, form] of writing) {
      const at = (one: string) => post(who, `/manage/fjordfolk${path.replace('@', one)}`, Object.fromEntries(Object.entries(form).map(([name, value]) => [name, value.replace('@', one)])))
      expect(await seen(await at(id), [id]), `${path} ${JSON.stringify(form)}`).toBe(await seen(await at(never), [never]))
    }
    expect(await database.owner(`SELECT count(*)::int AS n FROM history WHERE organisation_id = $1`, [nya.id])).toEqual([{ n: 0 }])
  })

  test.each(all)('what is not published, or for its members, for %s', async (who) => {
    for (const { slug } of [theirs.draft, theirs.members]) {
      for (const part of ['', '.ics', '/join', '/leave']) {
        expect(await seen(await get(who, `/activities/${slug}${part}`), [slug]), slug + part).toBe(await seen(await get(who, `/activities/aldri-varit-x${part}`), ['aldri-varit-x']))
        if (part.startsWith('/')) expect((await post(who, `/activities/${slug}${part}`, { name: 'A', email: 'a@samkraft.example' })).status).toBe((await post(who, `/activities/aldri-varit-x${part}`, {})).status)
      }
    }
    expect((await get(who, `/pictures/${theirs.picture}.webp`)).status).toBe(404)
  })

  test('nothing hidden is in lists, searches, feeds or the API', async () => {
    for (const who of ['visitor', 'former', 'administrator'] as const) {
      for (const address of ['/', '/o/nya-stegen', '/o/nya-stegen/activities.ics', '/o/nya-stegen/activities.atom', ...['/activities', '/activities.ics', '/activities.atom', '/api/activities'].flatMap((base) => ['', '?q=hemlig', '?q=bakgata', '?place=bakgata', '?near=58.81,5.71&within=5'].map((query) => base + query))]) {
        expect(await (await get(who, address)).text(), `${who} ${address}`).not.toMatch(/(utkast|medlem)[ -]hemlig|Bakgata 17|58\.8123|5\.7123/i)
      }
      for (const part of ['', '.ics', '/join']) expect(await (await get(who, `/activities/tur-skjult${part}`)).text(), part).not.toMatch(/Bakgata|58\.8123|5\.7123/)
    }
    // A search that would find the hidden address answers like one for nonsense.
    const answer = async (q: string) => (await (await get('visitor', `/api/activities?q=${q}`)).json()) as { items: unknown[] }
    expect(await answer('bakgata')).toEqual(await answer('xqzvjwk'))
  })

  test('a host who is a volunteer sees their own activity and no workplace around it', async () => {
    const vera = await makeMember(database, fjord, 'volunteer', { name: 'Vera Vert' })
    const cookie = await signedIn(database, vera)
    const activity = await makeActivity(database, { organisation: fjord, host: vera })
    const draft = await makeActivity(database, { organisation: fjord, host: vera, published: false })
    const at = async (path: string) => (await server.fetch(`/manage/fjordfolk${path}`, { headers: cookie })).status
    expect(await at(`/activities/${activity.id}`)).toBe(200)
    for (const path of [`/activities/${draft.id}`, `/activities/${activity.id}/edit`, '/people', '/settings', '/history', '/import', '/activities/new', '/help-lines']) expect(await at(path), path).toBe(404)
    for (const intent of ['publish', 'unpublish', 'cancel', 'discard', 'duplicate']) {
      expect((await server.fetch(`/manage/fjordfolk/activities/${activity.id}`, { form: { intent, reason: 'x' }, headers: cookie })).status, intent).toBe(404)
    }
  })
})

describe('requests nobody sends by accident', () => {
  test('a form from elsewhere does nothing, at any address', async () => {
    const body = new URLSearchParams({ email: 'x@samkraft.example', person: people.administrator.id, intent: 'publish' })
    const addresses = ['/activities/tur-skjult/join', '/activities/tur-skjult/leave', '/sign-in', '/sign-in/code', '/sign-in/link/x', '/sign-in/passkey', '/sign-in/demo', '/sign-out', '/answer/x', '/me/notifications', '/invitations/x',
      '/me/settings', '/me/calendar', '/me/sessions', '/me/passkeys', '/manage/fjordfolk/activities/new', '/manage/fjordfolk/import', '/manage/fjordfolk/people', '/manage/fjordfolk/settings', '/manage/fjordfolk/help-lines', '/nothing']
    for (const address of addresses) {
      for (const headers of [{}, { origin: 'null' }, { origin: 'https://evil.example' }, { referer: `https://evil.example/${server.url}` }, { origin: `${server.url}.evil.example` }] as Record<string, string>[]) {
        expect((await server.fetch(address, { method: 'POST', body, headers: { ...cookies.administrator, ...headers } })).status, address).toBe(403)
      }
      for (const method of ['PUT', 'PATCH', 'DELETE']) expect((await server.fetch(address, { method, headers: { ...cookies.administrator, origin: server.url } })).status, method).toBe(405)
    }
    expect((await get('administrator', '/me')).status).toBe(200)
  })

  test('addresses and hosts that cannot be read are refused in a sentence, not by a failure', async () => {
    for (const [line, host, status] of [
      ['GET /activities/%00', 'HOST', 400], ['GET /o/a%00b', 'HOST', 400], ['GET /activities/a%00.ics', 'HOST', 400], ['GET /activities/%', 'HOST', 400], ['GET http://evil.example/me', 'HOST', 400], ['OPTIONS *', 'HOST', 400],
      ['GET /me', 'a b', 400], ['GET /me', 'a@b', 400], ['GET /me', 'a/b', 400], ['GET /me.data', 'HOST', 404], ['GET /me?_data=root', 'HOST', 404], ['GET /assets/../../package.json', 'HOST', 403], ['GET /assets/none.js', 'HOST', 404],
      ['GET //evil.example/', 'HOST', 404], ['GET /%2f%2fevil.example', 'HOST', 404], [`GET /activities/${'a'.repeat(5_000)}`, 'HOST', 404],
    ] as const) {
      const answer = await wire(`${line} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookies.participant.cookie}\r\nConnection: close\r\n\r\n`)
      expect(statusOf(answer), line).toBe(status)
      expect(answer, line).not.toMatch(/Pål|node_modules|evil\.example[^<]*Location/)
      expect(answer, line).toMatch(/content-security-policy/i)
    }
  })

  test('a form that does not say how long it is, says two things, or never ends holds nobody up', async () => {
    const head = `POST /sign-in HTTP/1.1\r\nHost: HOST\r\nOrigin: ${server.url}\r\nContent-Type: application/x-www-form-urlencoded\r\n`
    expect(statusOf(await wire(`${head}Transfer-Encoding: chunked\r\n\r\n5\r\nemail\r\n0\r\n\r\n`))).toBe(411)
    expect(statusOf(await wire(`${head}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n5\r\nemail\r\n0\r\n\r\n`))).toBe(400)
    expect(statusOf(await wire(`${head}Content-Length: 5\r\nContent-Length: 6\r\n\r\nemail`))).toBe(400)
    expect(statusOf(await wire(`${head}Content-Length: 99999999\r\n\r\nemail`))).toBe(413)
    const slow = Array.from({ length: 40 }, () => wire(`${head}Content-Length: 2000\r\n\r\n`, { dripping: 'a', within: 1_500 }))
    await pause(300)
    const began = performance.now()
    expect((await get('visitor', '/activities')).status).toBe(200)
    expect(performance.now() - began).toBeLessThan(4_000)
    await Promise.all(slow)
  })

  test('a form of a hundred thousand parts is put down at once', async () => {
    const part = (name: string) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n1\r\n`
    const body = `${Array.from({ length: 100_000 }, (_, i) => part(`a${i}`)).join('')}--x--\r\n`
    const answer = server.fetch('/manage/fjordfolk/activities/new', {
      method: 'POST', body, headers: { ...cookies.organiser, origin: server.url, 'content-type': 'multipart/form-data; boundary=x' },
    }).then(({ status }) => status, () => 413)
    const began = performance.now()
    expect((await get('visitor', '/activities')).status).toBe(200)
    expect(await answer).toBe(413)
    expect(performance.now() - began).toBeLessThan(6_000)
  })

  test('odd searches are answered quickly', async () => {
    const odd = ['q=%00', `q=${'a%20'.repeat(50)}`, `q=${'%25_%5C'.repeat(20)}`, "q=';--", 'q=%26%7C!()%3A*', `q=${'é'.repeat(99)}`, 'near=NaN,NaN', 'near=1e9,1', 'near=-90,180&within=2000', 'within=Infinity&near=58,5', 'from=99999', 'from=2000-01-01&to=2099-12-31', 'page=1e9', 'page=100', 'page=-1', 'place=%25', '__proto__=1', 'q[]=1', `cursor=${'A'.repeat(300)}`]
    for (const base of ['/activities', '/activities.ics', '/activities.atom', '/api/activities']) {
      for (const query of odd) {
        const began = performance.now()
        const { status } = await get('visitor', `${base}?${query}`)
        expect(status, `${base}?${query}`).toBeLessThan(500)
        expect(performance.now() - began, `${base}?${query}`).toBeLessThan(4_000)
      }
    }
  })
})

describe('what one person brings reaches another as words', () => {
  const nasty = `"><script>alert(1)</script>\r\nBcc: all@samkraft.example\u2028BEGIN:VEVENT`

  test('in pages, in data for machines, in calendars and in mails', async () => {
    const cookie = await signedIn(database, people.guest)
    await server.fetch('/me/settings', { form: { name: `Guri${nasty}`, language: 'nb', openTitles: 'on' }, headers: cookie })
    const [{ name }] = (await database.owner<{ name: string }>('SELECT name FROM people WHERE id = $1', [people.guest.id])) as [{ name: string }]
    expect(name).not.toMatch(/[\r\n\u2028]/)
    const evil = await makeActivity(database, {
      organisation: fjord, createdBy: people.organiser, slug: 'en-vond-tur', title: `Tur</script>${nasty.replace('\r\n', ' ')}`, area: nasty.replace('\r\n', ' '),
      description: '[her](javascript:alert(1)) <img src=x onerror=alert(1)> [der](//evil.example) <svg onload=alert(1)> ![b](https://evil.example/b.png)\n\n<a href="javascript:alert(1)">x</a>',
    })
    const page = await (await get('visitor', '/activities/en-vond-tur')).text()
    // Data for machines is the only script of a page that is not a file.
    const scripts = [...page.matchAll(/<script\b[^>]*>(.*?)<\/script>/gs)]
    for (const [whole, inside] of scripts) {
      expect(whole).toMatch(/^<script[^>]*(?: src=|application\/ld\+json)/)
      expect(inside).not.toContain('<')
    }
    expect(page).not.toMatch(/<[^>]+(?:javascript:|onerror|onload)|<img[^>]+evil|href="\/\/evil/i)
    await post('guest', '/activities/en-vond-tur/join', {})
    const mail = await mailTo(database, people.guest.email)
    expect(Object.keys(mail.headers).join()).not.toMatch(/bcc/i)
    expect(mail.subject).not.toMatch(/[\r\n]/)
    expect(mail.html).not.toContain('<script>')
    for (const calendar of [mail.attachments[0]!.text, await (await get('visitor', '/activities/en-vond-tur.ics')).text()]) {
      expect(calendar.match(/BEGIN:VEVENT/g)?.length).toBeGreaterThan(0)
      expect(calendar.split('\r\n').filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1)
      expect(calendar).not.toMatch(/^Bcc/m)
      expect(calendar.replaceAll('\r\n', '')).not.toMatch(/[\r\n\u2028]/)
    }
    expect(evil.slug).toBe('en-vond-tur')
  })

  test('addresses of organisations are web addresses; a way back leads nowhere else', async () => {
    for (const website of ['javascript:alert(1)', 'data:text/html,x', '//evil.example']) {
      expect((await post('administrator', '/manage/fjordfolk/settings', { intent: 'texts', name: 'Fjordfolk', language: 'nb', zone: 'Europe/Oslo', website })).status, website).toBe(422)
    }
    for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example', '/x/..//evil.example', '/.//evil.example', '/\t/evil.example', '/?\r\nSet-Cookie: x=1']) {
      const answer = await server.fetch('/sign-in/demo', { form: { person: people.guest.id, to } })
      expect(answer.status).toBe(404) // made here, not one of the demo's people
      expect(await (await get('visitor', `/sign-in?to=${encodeURIComponent(to)}`)).text(), to).not.toMatch(/value="[^"]*evil/)
    }
  })
})

describe('pages kept for everybody', () => {
  test('hold nothing of whoever asked, and bend to no header', async () => {
    await get('participant', '/activities')
    const plain = await (await get('visitor', '/activities')).text()
    for (const headers of [{ 'x-forwarded-host': 'evil.example' }, { 'x-forwarded-proto': 'https' }, { 'x-original-url': '/me' }, { range: 'bytes=0-9' }, { accept: 'application/json' }, { 'x-http-method-override': 'POST' }] as Record<string, string>[]) {
      const answer = await get('visitor', '/activities', headers)
      expect(await answer.text(), JSON.stringify(headers)).toBe(plain)
    }
    expect(plain).not.toMatch(/Pål|evil/)
    for (const cookie of [`lang=nb; ${cookies.participant.cookie}`, `${cookies.participant.cookie};lang=nb`, `x=1; ${cookies.participant.cookie}`]) {
      const answer = await server.fetch('/activities', { headers: { cookie } })
      expect(answer.headers.get('cache-control')).toBe('private, no-store')
    }
    for (const address of ['/me', '/me/', '/ME', '/me?x=.css', '/me/calendar', '/activities/tur-skjult/join', '/manage/fjordfolk']) {
      expect((await get('administrator', address)).headers.get('cache-control'), address).toMatch(/no-store/)
    }
  })
})

describe('signing in', () => {
  const asked = (answer: Response) => ({ cookie: answer.headers.getSetCookie().map((one) => one.split(';')[0]).filter((one) => one!.startsWith('__Host-')).join('; ') })

  test('tells nobody who has an account', async () => {
    const way = async (email: string) => {
      const first = await post('visitor', '/sign-in', { email })
      const cookie = asked(first)
      const rest = [await server.fetch('/sign-in/code', { headers: cookie }), await server.fetch('/sign-in/code', { headers: cookie, form: { email, code: '000000' } })]
      return [first, ...rest].reduce(async (all, answer) => `${await all}\n${(await seen(answer, [email])).replace(/asked=[\w-]+/g, 'asked')}`, Promise.resolve(''))
    }
    expect(await way(people.organiser.email)).toBe(await way('x'.repeat(people.organiser.email.indexOf('@')) + people.organiser.email.slice(people.organiser.email.indexOf('@'))))
  })

  test('a chosen session is never taken, a signed-out one never again; guessing keeps nobody out', async () => {
    const email = 'offer@samkraft.example'
    for (let i = 0; i < 12; i++) await post('visitor', '/sign-in/code', { email, code: String(100_000 + i) })
    const cookie = asked(await post('visitor', '/sign-in', { email }))
    const mail = await mailTo(database, email)
    const code = /\b\d{3} ?\d{3}\b/.exec(mail.plain)![0].replace(' ', '')
    const chosen = `__Host-session=${'A'.repeat(40)}`
    const inside = asked(await server.fetch('/sign-in/code', { form: { email, code }, headers: { cookie: `${cookie.cookie}; ${chosen}` } }))
    expect(inside.cookie).toContain('__Host-session=')
    expect(inside.cookie).not.toContain('AAAA')
    expect((await server.fetch('/me', { headers: inside })).status).toBe(200)
    expect((await server.fetch('/me', { headers: { cookie: chosen } })).status).toBe(303)
    expect((await server.fetch('/sign-in/code', { form: { email, code }, headers: cookie })).headers.get('set-cookie') ?? '').not.toMatch(/session=\w{20}/)
    await server.fetch('/sign-out', { form: {}, headers: inside })
    expect((await server.fetch('/me', { headers: inside })).status).toBe(303)
    const kept = JSON.stringify(await Promise.all(['mails', 'sign_in_requests', 'sessions', 'people', 'pgboss.job'].map((table) => database.owner(`SELECT * FROM ${table}`))))
    for (const one of [code, inside.cookie.split('=')[1]!.split(';')[0]!, cookie.cookie.split('=')[1]!]) expect(kept).not.toContain(one)
  })

  test('a passkey’s challenge works once, and nonsense is refused', async () => {
    const ask = async (body: unknown) => {
      const answer = await server.fetch('/sign-in/passkey', { method: 'POST', body: JSON.stringify(body), headers: { origin: server.url, 'content-type': 'application/json' } })
      return { status: answer.status, body: (await answer.json().catch(() => ({}))) as { id: string } }
    }
    const { body: { id } } = await ask({ step: 'show-options' })
    const shown = (key: string) => ask({ step: 'show', id, response: { id: key, rawId: key, type: 'public-key', response: {} } })
    expect((await shown('a\0b')).status).toBe(400)
    expect((await shown('abc')).status).toBe(422)
    expect((await shown('abc')).status).toBe(422)
    expect(await database.owner('SELECT FROM passkey_challenges WHERE id = $1', [id])).toEqual([])
  })
})

describe('limits', () => {
  test('one stranger fills nobody’s mailbox', async () => {
    const { slug } = theirs.activity
    for (let i = 0; i < 10; i++) await post('visitor', i % 2 ? '/sign-in' : `/activities/${slug}/join`, { name: 'X', email: 'flom@samkraft.example' })
    await pause(1_000)
    expect((await mailsTo(database, 'flom@samkraft.example')).length).toBeLessThanOrEqual(3)
  })

  test('a person who was a member does not come back to what is for members', async () => {
    const activity = await makeActivity(database, { organisation: nya, visibility: 'members' })
    await makeSignUp(database, { activity, person: people.former, state: 'left' })
    await post('former', `/activities/${activity.slug}/join`, {})
    expect(await database.owner('SELECT state FROM sign_ups WHERE activity_id = $1', [activity.id])).toEqual([{ state: 'left' }])
  })
})

// Last: everything above has been through the log.
test('the log holds nobody’s name, address, search, code or secret', async () => {
  await get('visitor', '/Calendar/hemmelig-token.ics')
  await get('visitor', '/activities?q=sokeord-hemmelig')
  await pause(300)
  const log = server.log()
  expect(log).not.toMatch(/hemmelig|samkraft\.example|Guri|Pål|Bakgata|__Host|127\.0\.0\.1"|    at /)
  expect(log.split('\n').filter((line) => line.includes('"level":"error"'))).toEqual([])
})
