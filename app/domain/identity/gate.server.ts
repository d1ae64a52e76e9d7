import { keepDevices } from '#app/domain/notifications/devices/commands.server.ts'
import { type Actor, person as asPerson, visitor } from '#app/platform/actor.ts'
import { randomSecret } from '#app/platform/crypto.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { readCookie, seeOther, setCookie } from '#app/platform/http/cookies.server.ts'
import { languageOf } from '#app/platform/http/language.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { isLanguage, type Language } from '#app/platform/language.ts'
import type { Membership, Role } from './schema.ts'
import { plansActivities, seesOthers } from './rules.ts'
import { beginSession, endSession, sessionIdOf } from './sessions/commands.server.ts'
import { deviceFrom } from './sessions/rules.ts'
import { personOfSession } from './sessions/queries.server.ts'

/**
 * The first lock on every door. Each loader and action asks here itself, for none may rely on a parent's having asked.
 * The answer is remembered for the request, so asking twice costs nothing.
 */
export type GateArgs = { request: Request; params?: Record<string, string | undefined>; context: object }

export type SignedIn = {
  id: string
  name: string
  email: string
  language: Language
  /** Signed in with a passkey (or as a demo person). */
  strong: boolean
  sessionId: string
  since: Date
  memberships: Membership[]
  /** The organisations whose workplace (/manage/…) the person may enter: what the page's head links to. */
  workplaces: { slug: string; name: string }[]
}
export type Visit = { actor: Actor; person: SignedIn | null; language: Language }
export type PersonVisit = Visit & { person: SignedIn }
export type Member = PersonVisit & {
  organisation: Omit<Membership, 'roles'>
  roles: Role[]
}

const visits = new WeakMap<object, Promise<Visit>>()

/** Anyone; tells who. */
export function visit(args: GateArgs): Promise<Visit> {
  let known = visits.get(args.context)
  if (!known) visits.set(args.context, (known = whoVisits(args.request)))
  return known
}

/** Someone signed in; others go to the sign-in page and come back here after. */
export async function requirePerson(args: GateArgs): Promise<PersonVisit> {
  const { actor, person, language } = await visit(args)
  if (person) return { actor, person, language }
  const { pathname, search } = new URL(args.request.url)
  const back = args.request.method === 'GET' ? pathname + search : pathname
  throw seeOther(`/sign-in?to=${encodeURIComponent(back)}`)
}

/**
 * Someone who today holds one of the roles in the organisation (any role when none is named). For everybody else the
 * organisation's workplace does not exist.
 */
export async function requireMember(args: GateArgs, slug: string | undefined, ...wanted: Role[]): Promise<Member> {
  const visiting = await requirePerson(args)
  const membership = visiting.person.memberships.find((candidate) => candidate.slug === slug)
  if (!membership || (wanted.length > 0 && !membership.roles.some((role) => wanted.includes(role)))) return notFound()
  const { roles, ...organisation } = membership
  if (seesOthers(roles) && !visiting.person.strong) {
    throw seeOther(`/me/passkeys?to=${encodeURIComponent(new URL(args.request.url).pathname)}`)
  }
  return { ...visiting, organisation, roles }
}

async function whoVisits(request: Request): Promise<Visit> {
  const language = languageOf(request)
  const secret = readCookie(request, 'session')
  const found = secret ? await personOfSession(secret) : null
  if (!secret || !found) return { actor: visitor, person: null, language }
  const { id, name, email, language: own, memberships } = found.person
  const person: SignedIn = {
    id, name, email, language: own,
    strong: found.session.strong || env().DEMO,
    sessionId: sessionIdOf(secret),
    since: found.session.since,
    memberships,
    workplaces: memberships.filter((membership) => plansActivities(membership.roles)).map(({ slug, name }) => ({ slug, name })),
  }
  return { actor: asPerson(id), person, language: choseLanguage(request) ? language : own }
}

// What the person chose in this browser goes before what they once set; what the browser merely prefers does not.
function choseLanguage(request: Request): boolean {
  const { searchParams } = new URL(request.url)
  return isLanguage(searchParams.get('lang')) || /(?:^|;\s*)lang=(nb|sv|en)(?:;|$)/.test(request.headers.get('cookie') ?? '')
}

/** Days a browser may keep a cookie at most; how long a session lives is the database's to say. */
const cookieDays = 400

/**
 * Begins a session in the browser that sent the request, ending the one it had. The answer is the cookies to set.
 */
export async function letIn(request: Request, personId: string, { strong, now }: { strong: boolean; now: Date }): Promise<string[]> {
  const secret = await beginSession(personId, { device: deviceOf(request), strong, now })
  const before = readCookie(request, 'session')
  if (before) {
    await lean(asPerson(personId), (sql) => keepDevices(sql, { personId, from: sessionIdOf(before), to: sessionIdOf(secret) }))
    await endSession(before)
  }
  return [...setCookie('session', secret, cookieDays * 86_400), ...setCookie('asked', '', 0)]
}

/** Ends the session of the browser that sent the request. The answer is the cookies to take away. */
export async function letOut(request: Request): Promise<string[]> {
  const secret = readCookie(request, 'session')
  if (secret) await endSession(secret)
  // What was written before signing in is not for the next one at this browser.
  return [...setCookie('session', '', 0), ...(['draft', 'volunteer-draft', 'companion-draft'] as const).flatMap((name) => setCookie(name, '', 0))]
}

/** What marks the browser that asks to be let in: the secret it has or gets, and the cookies to set. */
export function askingBrowser(request: Request): { secret: string; cookies: string[] } {
  const secret = readCookie(request, 'asked') ?? randomSecret()
  return { secret, cookies: setCookie('asked', secret, 3600) }
}
export const askedWith = (request: Request) => readCookie(request, 'asked')

export const deviceOf = (request: Request) => deviceFrom(request.headers.get('user-agent'))
