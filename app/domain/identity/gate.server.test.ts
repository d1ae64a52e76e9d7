import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { env } from '#app/platform/env.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { requireMember, requirePerson, visit } from './gate.server.ts'
import { beginSession } from './sessions/commands.server.ts'

const database = useDatabase()
let kari = ''
let organisation = ''
beforeAll(async () => {
  kari = (await database.owner(`INSERT INTO people (email, name, language) VALUES ('kari@x.example', 'Kari', 'sv') RETURNING id`))[0]!.id
  organisation = (await database.owner(`INSERT INTO organisations (slug, name, country, language, zone) VALUES ('steg', 'Steg', 'NO', 'nb', 'Europe/Oslo') RETURNING id`))[0]!.id
  await database.owner(`INSERT INTO organisations (slug, name, country, language, zone) VALUES ('annen', 'Annen', 'NO', 'nb', 'Europe/Oslo')`)
})
beforeEach(async () => {
  await database.owner('DELETE FROM memberships')
  env().DEMO = false
})
const grant = (role: string) => database.owner('INSERT INTO memberships (organisation_id, person_id, role) VALUES ($1, $2, $3)', [organisation, kari, role])

const args = (path: string, { cookie, method = 'GET', headers = {} }: { cookie?: string; method?: string; headers?: Record<string, string> } = {}) => ({
  request: new Request(`http://localhost${path}`, { method, headers: { ...headers, ...(cookie ? { cookie } : {}) } }),
  params: {},
  context: {},
})
const signedIn = async (strong = false) => `__Host-session=${await beginSession(kari, { device: '', strong, now: new Date() })}`
const thrown = async (promise: Promise<unknown>) => promise.then(() => { throw new Error('let through') }, (answer: any) => answer)

describe('visit', () => {
  test('without a cookie, or with one that means nothing, is a visitor', async () => {
    for (const cookie of [undefined, '__Host-session=nobody', '__Host-session=', 'other=1']) {
      expect(await visit(args('/', { cookie }))).toEqual({ actor: { kind: 'visitor' }, person: null, language: 'nb' })
    }
  })
  test('with a session is that person, in their language unless this browser chose another', async () => {
    const cookie = await signedIn()
    expect(await visit(args('/', { cookie }))).toMatchObject({ actor: { kind: 'person', personId: kari }, person: { name: 'Kari', strong: false }, language: 'sv' })
    expect(await visit(args('/', { cookie, headers: { 'accept-language': 'en' } }))).toMatchObject({ language: 'sv' })
    expect(await visit(args('/?lang=en', { cookie }))).toMatchObject({ language: 'en' })
    expect(await visit(args('/', { cookie: `${cookie}; lang=nb` }))).toMatchObject({ language: 'nb' })
  })
  test('is asked once per request, however many loaders ask', async () => {
    const asked = args('/', { cookie: await signedIn() })
    const [one, other] = await Promise.all([visit(asked), visit(asked)])
    expect(one).toBe(other)
  })
  test('over https only the __Host- cookie counts', async () => {
    const secret = (await signedIn()).split('=')[1]
    expect((await visit(args('/', { cookie: `session=${secret}` }))).person).not.toBeNull()
    const address = vi.spyOn(env(), 'APP_URL', 'get').mockReturnValue('https://samkraft.example')
    expect((await visit(args('/', { cookie: `session=${secret}` }))).person).toBeNull()
    expect((await visit(args('/', { cookie: `__Host-session=${secret}` }))).person).not.toBeNull()
    address.mockRestore()
  })
})

describe('requirePerson', () => {
  test('sends others to sign in and back', async () => {
    const answer = await thrown(requirePerson(args('/me/calendar?a=1')))
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in?to=%2Fme%2Fcalendar%3Fa%3D1'])
  })
})

describe('requireMember', () => {
  test('gives organisation and roles', async () => {
    await grant('organiser')
    await grant('participant')
    const member = await requireMember(args('/manage/steg', { cookie: await signedIn() }), 'steg', 'organiser', 'administrator')
    expect(member).toMatchObject({ organisation: { id: organisation, slug: 'steg', zone: 'Europe/Oslo' }, roles: ['organiser', 'participant'], person: { id: kari } })
    expect(member.person.workplaces).toEqual([{ slug: 'steg', name: 'Steg' }])
  })
  test('answers strangers, outsiders, lesser roles and unknown organisations alike', async () => {
    await grant('participant')
    const cookie = await signedIn()
    const answers = await Promise.all([
      thrown(requireMember(args('/manage/steg', { cookie }), 'steg', 'organiser')),
      thrown(requireMember(args('/manage/annen', { cookie }), 'annen')),
      thrown(requireMember(args('/manage/nowhere', { cookie }), 'nowhere')),
      thrown(requireMember(args('/manage/', { cookie }), undefined)),
    ])
    expect(new Set(answers.map((answer) => JSON.stringify([answer.init?.status ?? answer.status, answer.data ?? null]))).size).toBe(1)
    expect(answers[0].init?.status ?? answers[0].status).toBe(404)
    const stranger = await thrown(requireMember(args('/manage/steg'), 'steg'))
    expect(stranger.headers.get('location')).toBe('/sign-in?to=%2Fmanage%2Fsteg')
  })
  test.each(['coordinator', 'administrator'])('asks a %s for a passkey, except in the demo', async (role) => {
    await grant(role)
    const weak = await signedIn()
    const answer = await thrown(requireMember(args('/manage/steg/people', { cookie: weak }), 'steg', 'coordinator', 'administrator'))
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/me/passkeys?to=%2Fmanage%2Fsteg%2Fpeople'])
    expect(await requireMember(args('/manage/steg/people', { cookie: await signedIn(true) }), 'steg', 'coordinator', 'administrator')).toMatchObject({ roles: [role] })
    env().DEMO = true
    expect(await requireMember(args('/manage/steg/people', { cookie: weak }), 'steg')).toMatchObject({ roles: [role] })
  })
})
