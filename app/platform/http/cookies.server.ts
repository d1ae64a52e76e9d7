import { env } from '../env.server.ts'

/**
 * Cookies that hold a secret. Their name starts with `__Host-`, so a browser takes them only over a secure connection,
 * for this host alone and the whole site. On one's own machine (APP_URL is http://…) some browsers (Safari) refuse such
 * cookies even for localhost; there, and only there, the same value also goes out under a plain name.
 */
export type SecretCookie = 'session' | 'asked' | 'draft' | 'volunteer-draft' | 'companion-draft'

const rules = 'Path=/; HttpOnly; SameSite=Lax'
const overHttp = () => env().APP_URL.startsWith('http://')

/** Set-Cookie values; `seconds` 0 takes the cookie away. */
export function setCookie(name: SecretCookie, value: string, seconds: number): string[] {
  const host = `__Host-${name}=${value}; ${rules}; Secure; Max-Age=${seconds}`
  return overHttp() ? [host, `${name}=${value}; ${rules}; Max-Age=${seconds}`] : [host]
}

export function readCookie(request: { headers: Headers }, name: SecretCookie): string | undefined {
  const sent = request.headers.get('cookie')
  if (!sent) return undefined
  return valueOf(sent, `__Host-${name}`) ?? (overHttp() ? valueOf(sent, name) : undefined)
}

/** The answer to a form: see the next page, with these cookies. */
export const seeOther = (location: string, cookies: string[] = []) =>
  new Response(null, { status: 303, headers: withCookies(cookies, { location, 'cache-control': 'no-store' }) })

export function withCookies(cookies: string[], others: Record<string, string> = {}): Headers {
  const headers = new Headers(others)
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return headers
}

function valueOf(sent: string, name: string): string | undefined {
  for (const part of sent.split(';')) {
    const pair = part.trim()
    if (pair.startsWith(`${name}=`)) return /^[\w.-]{1,200}$/.exec(pair.slice(name.length + 1))?.[0]
  }
  return undefined
}
