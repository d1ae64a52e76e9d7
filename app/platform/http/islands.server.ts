import { readFileSync } from 'node:fs'

/**
 * Where each small script is served from: name -> address. The build writes the manifest; the development server serves
 * the sources.
 */
let known: Record<string, string> | undefined
export function islandAddresses(): Record<string, string> {
  if (process.env.NODE_ENV === 'development') return developed
  return (known ??= read())
}

const developed = new Proxy({}, { get: (_, name) => `/app/ui/islands/${String(name)}.ts` }) as Record<string, string>

function read(): Record<string, string> {
  const manifest = JSON.parse(readFileSync(new URL('../client/islands/manifest.json', import.meta.url), 'utf8')) as Record<string, { file: string; name?: string; isEntry?: boolean }>
  return Object.fromEntries(Object.values(manifest).filter((chunk) => chunk.isEntry).map((chunk) => [chunk.name, `/${chunk.file}`]))
}
