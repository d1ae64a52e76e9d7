import { owe } from '#app/domain/notifications/commands.server.ts'
import { person, system } from '#app/platform/actor.ts'
import { hashOf, keyedHash, keyedHashMatches, randomDigits, randomSecret } from '#app/platform/crypto.server.ts'
import { actingAs, lean, type Sql } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import type { Language } from '#app/platform/language.ts'
import { digitsOf, mayTryElsewhere, mayTryOwn, minutesToConfirm, nameFrom, networkPart, sending, type MailsSent, type WrongCodes } from './rules.ts'

const identity = system('identity')
const hashOfNetwork = (network: string) => keyedHash('network', networkPart(network))
const hashOfAddress = (email: string) => keyedHash('address', email.toLowerCase())
const codeIn = (requestId: string, code: string) => `${requestId} ${code}`

/** Whoever asks or guesses about one address, or from one network, takes turns, so that limits hold to the number. */
const turns = { address: 7_311, network: 7_312 }

/** When this process last took away what is too old; the first to ask in an hour does it. */
let tidied = 0

export type Asking = {
  email: string
  /** Given by a stranger who joins; used if the address is new here. */
  name?: string
  language: Language
  /** What to join once the mail is confirmed. */
  activityId?: string
  /** Not that date alone, but every date of its series. */
  wholeSeries?: boolean
  /** Where to go once signed in. */
  to?: string
  /** "Safari, iPhone": tells the reader of the mail who asked. */
  device?: string
  /** The secret in the asking browser's cookie. */
  browserSecret: string
  network: string
  now: Date
}

/**
 * Someone asks to be let in: a mail with a link and a code goes out. Never looks whether the address has an account, so
 * nothing can differ between those that have and those that have not.
 */
export async function askToSignIn(asking: Asking): Promise<{ ok: true } | { ok: false; reason: 'network-busy' }> {
  const { email, language, activityId, now } = asking
  const network = hashOfNetwork(asking.network)
  const id = crypto.randomUUID()
  const link = randomSecret()
  const code = randomDigits(6)
  const expiresAt = new Date(now.getTime() + minutesToConfirm * 60_000)
  if (now.getTime() - tidied > 3_600_000) {
    tidied = now.getTime()
    await forgetExpired(now)
  }
  return lean(identity, async (sql) => {
    await Promise.all([takeTurn(sql, turns.address, hashOfAddress(email)), takeTurn(sql, turns.network, network)])
    const [sent] = await sql<MailsSent>`
      SELECT count(*) FILTER (WHERE consumed_at IS NULL AND email = ${email} AND network_hash = ${network})::int AS "toAddressFromNetwork",
        count(*) FILTER (WHERE consumed_at IS NULL AND email = ${email})::int AS "toAddress",
        count(*) FILTER (WHERE network_hash = ${network})::int AS "fromNetwork"
      FROM sign_in_requests WHERE mailed AND created_at > ${now}::timestamptz - make_interval(mins => ${minutesToConfirm}::int)
        AND (email = ${email} OR network_hash = ${network})`
    const decision = sending(sent!)
    // Written down even when no mail goes: this browser has asked, so the newest mail's link works in it.
    await sql`INSERT INTO sign_in_requests
        (id, email, name, language, activity_id, whole_series, link_hash, code_hash, browser_hash, network_hash, mailed, created_at, expires_at)
      VALUES (${id}::uuid, ${email}, ${asking.name ?? null}, ${language}, ${activityId ?? null}::uuid, ${asking.wholeSeries ?? false}, ${hashOf(link)},
        ${keyedHash('code', codeIn(id, code))}, ${hashOf(asking.browserSecret)}, ${network}, ${decision === 'send'}, ${now}, ${expiresAt})`
    if (decision === 'network-busy') return { ok: false, reason: decision }
    if (decision === 'send') {
      const address = `${env().APP_URL}/sign-in/link/${link}${asking.to ? `?to=${encodeURIComponent(asking.to)}` : ''}`
      await owe(sql, {
        personId: null,
        address: email,
        language,
        template: activityId ? 'join-confirm' : 'sign-in',
        activityId,
        facts: { link: address, code, expiresAt: expiresAt.toISOString(), browser: asking.device || undefined, activityId, wholeSeries: asking.wholeSeries || undefined },
      })
    }
    return { ok: true }
  })
}

/** What is done for the person in the same transaction, as that person: joining the activity the request names. */
export type Then<Result> = (sql: Sql, joining: { activityId: string; personId: string; wholeSeries: boolean }) => Promise<Result>
export type Confirmed<Result> =
  | { ok: true; personId: string; activityId: string | null; result: Result | undefined; signsIn: boolean }
  | { ok: false; reason: 'gone' | 'other-browser' | 'wrong' | 'too-many' }

type Asked = { id: string; email: string; name: string | null; language: Language; activityId: string | null; wholeSeries: boolean }

/**
 * The button behind the link was pressed. Works once, in a browser that asked for this address. In another it confirms
 * a joining, because that only does what the mailbox's owner was asked about, but it lets nobody in.
 */
export async function confirmLink<Result>(
  { link, browserSecret, now }: { link: string; browserSecret: string | undefined; now: Date },
  then: Then<Result>,
): Promise<Confirmed<Result>> {
  return lean(identity, async (sql) => {
    const [request] = await sql<Asked & { here: boolean }>`
      WITH linked AS (
        SELECT r.id, EXISTS (SELECT FROM sign_in_requests own WHERE own.email = r.email AND own.browser_hash = ${hashOf(browserSecret ?? '')}
          AND own.expires_at > ${now}) AS here
        FROM sign_in_requests r WHERE r.link_hash = ${hashOf(link)})
      UPDATE sign_in_requests r SET consumed_at = ${now} FROM linked
      WHERE r.id = linked.id AND r.consumed_at IS NULL AND r.expires_at > ${now} AND (linked.here OR r.activity_id IS NOT NULL)
      RETURNING r.id, r.email::text AS email, r.name, r.language, r.activity_id AS "activityId", r.whole_series AS "wholeSeries", linked.here`
    if (request) return finish(sql, request, request.here, then)
    const live = await sql`SELECT FROM sign_in_requests WHERE link_hash = ${hashOf(link)} AND consumed_at IS NULL AND expires_at > ${now}`
    return { ok: false, reason: live.length ? 'other-browser' : 'gone' }
  })
}

/**
 * A code was typed. It is tried against this browser's own requests, each with tries of its own that nobody else can use
 * up, and against the newest mail to the address, as long as wrong codes from elsewhere have not become too many.
 */
export async function confirmCode<Result>(
  typed: { email: string; code: string; browserSecret: string | undefined; network: string; now: Date },
  then: Then<Result>,
): Promise<Confirmed<Result>> {
  const { email, now } = typed
  const code = digitsOf(typed.code)
  const browser = hashOf(typed.browserSecret ?? '')
  const address = hashOfAddress(email)
  const network = hashOfNetwork(typed.network)
  return lean(identity, async (sql) => {
    await takeTurn(sql, turns.address, address)
    const [live, [wrong]] = await Promise.all([
      sql<Asked & { codeHash: string; browserHash: string; wrongTries: number }>`
        SELECT id, email::text AS email, name, language, activity_id AS "activityId", whole_series AS "wholeSeries", code_hash AS "codeHash", browser_hash AS "browserHash",
          wrong_tries AS "wrongTries"
        FROM sign_in_requests WHERE email = ${email} AND mailed AND consumed_at IS NULL AND expires_at > ${now} ORDER BY created_at DESC, id`,
      sql<WrongCodes>`SELECT count(*)::int AS "forAddress", count(*) FILTER (WHERE network_hash = ${network})::int AS "forAddressFromNetwork"
        FROM wrong_codes WHERE email_hash = ${address} AND at > ${now}::timestamptz - make_interval(mins => ${minutesToConfirm}::int)`,
    ])
    const own = live.filter((request) => request.browserHash === browser && mayTryOwn(request.wrongTries))
    const elsewhere = mayTryElsewhere(wrong!)
    const tried = live.filter((request, place) => own.includes(request) || (elsewhere && place === 0))
    if (own.length === 0 && !elsewhere) return { ok: false, reason: 'too-many' }
    const right = tried.filter((request) => keyedHashMatches('code', codeIn(request.id, code), request.codeHash))[0]
    if (!right) {
      await Promise.all([
        sql`UPDATE sign_in_requests SET wrong_tries = wrong_tries + 1 WHERE id = ANY (${own.map((request) => request.id)}::uuid[])`,
        elsewhere && sql`INSERT INTO wrong_codes (email_hash, network_hash, at) VALUES (${address}, ${network}, ${now})`,
      ])
      return { ok: false, reason: 'wrong' }
    }
    const consumed = await sql`UPDATE sign_in_requests SET consumed_at = ${now} WHERE id = ${right.id}::uuid AND consumed_at IS NULL RETURNING id`
    return consumed.length ? finish(sql, right, true, then) : { ok: false, reason: 'gone' }
  })
}

/** The mailbox's owner has answered: they have an account from now on, if they had none. */
async function finish<Result>(sql: Sql, request: Asked, signsIn: boolean, then: Then<Result>): Promise<Confirmed<Result>> {
  const { activityId, wholeSeries } = request
  await sql`INSERT INTO people (email, name, language) VALUES (${request.email}, ${request.name ?? nameFrom(request.email)}, ${request.language})
    ON CONFLICT (email) DO NOTHING`
  const [known] = await sql<{ id: string }>`SELECT id FROM people WHERE email = ${request.email}`
  const personId = known!.id
  const result = activityId ? await actingAs(sql, person(personId), (sql) => then(sql, { activityId, personId, wholeSeries })) : undefined
  return { ok: true, personId, activityId, result, signsIn }
}

/** Takes away what can no longer be used. Limits look back ten minutes; a day is kept for whoever must explain a bad night. */
export async function forgetExpired(now: Date) {
  await lean(identity, (sql) => Promise.all([
    sql`DELETE FROM sign_in_requests WHERE expires_at < ${now}::timestamptz - interval '1 day'`,
    sql`DELETE FROM wrong_codes WHERE at < ${now}::timestamptz - interval '1 day'`,
    sql`DELETE FROM passkey_challenges WHERE expires_at < ${now}`,
    sql`DELETE FROM sessions WHERE expires_at < ${now}`,
  ]))
}

const takeTurn = (sql: Sql, kind: number, of: string) => sql`SELECT pg_advisory_xact_lock(${kind}::int, hashtext(${of}))`
