import type { ServerBuild } from '@remix-run/node'

/**
 * Remix flattens, ranks and compiles every route anew for every request: with fifty addresses a quarter of a page's time.
 * So each address gets a handler of its own that knows the root and that one route, and one regular expression per address,
 * compiled once, chooses between them.
 * @returns the handler for a path; paths that no route names get the handler of the route `*`.
 */
export function handlerPerAddress<Handler>(build: ServerBuild, make: (narrow: ServerBuild) => Handler): (pathname: string) => Handler {
  const leaves = Object.values(build.routes).flatMap((route) => (route && route.id !== 'root' ? [route] : []))
  const addresses = leaves
    .map((route) => {
      const path = route.path ?? ''
      let handler: Handler | undefined
      return { path, matches: pattern(path), handler: () => (handler ??= make(narrowed(build, route.id))) }
    })
    .sort((a, b) => openness(a.path) - openness(b.path) || b.path.length - a.path.length)
  return (pathname) => {
    for (const address of addresses) if (address.matches.test(pathname)) return address.handler()
    throw new Error('the route * is missing')
  }
}

function narrowed(build: ServerBuild, id: string): ServerBuild {
  const only = <T>(all: Record<string, T>) => Object.fromEntries(Object.entries(all).filter(([key]) => key === 'root' || key === id))
  return { ...build, routes: only(build.routes), assets: { ...build.assets, routes: only(build.assets.routes) } }
}

/** As the router reads a path: letters of either case, a slash at the end allowed, `:name` one segment or the rest of one. */
function pattern(path: string): RegExp {
  if (path === '*') return /^/
  const source = path
    .split('/')
    .map((segment) => segment.split(/(:\w+)/).map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))).join(''))
    .join('/')
  return new RegExp(`^/${source}/*$`, 'i')
}

/** The more a path leaves open, the later it is asked. */
const openness = (path: string) => (path === '*' ? 100 : path.split(':').length - 1)
