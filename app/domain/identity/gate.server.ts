import { type Actor, person as asPerson, visitor } from '#app/platform/actor.ts'
import { env } from '#app/platform/env.server.ts'
import { readCookie } from '#app/platform/http/cookies.server.ts'
import { languageOf } from '#app/platform/http/language.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { isLanguage, type Language } from '#app/platform/language.ts'
import type { Membership, Role } from './schema.ts'
import { plansActivities, seesOthers } from './rules.ts'
import { sessionIdOf } from './sessions/commands.server.ts'
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
  throw goTo(`/sign-in?to=${encodeURIComponent(back)}`)
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
    throw goTo(`/me/passkeys?to=${encodeURIComponent(new URL(args.request.url).pathname)}`)
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

const goTo = (location: string) => new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
