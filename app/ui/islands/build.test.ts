import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const outDir = mkdtempSync(join(tmpdir(), 'islands-'))
const sources = readdirSync(join(root, 'app/ui/islands')).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
let manifest: Record<string, { file: string; name?: string; isEntry?: boolean; imports?: string[] }>

beforeAll(async () => {
  await build({ root, configFile: join(root, 'vite.islands.config.ts'), build: { outDir, emptyOutDir: true }, logLevel: 'error' })
  manifest = JSON.parse(readFileSync(join(outDir, 'islands/manifest.json'), 'utf8'))
})
afterAll(() => rmSync(outDir, { recursive: true, force: true }))

const entry = (name: string) => Object.values(manifest).find((chunk) => chunk.isEntry && chunk.name === name)

it.each(sources)('%s is built under a name that changes with its contents', (source) => {
  expect(entry(source.replace(/\.ts$/, ''))?.file).toMatch(/^islands\/[\w-]+-[\w-]{8}\.js$/)
})

it.each(['map', 'once', 'keep-typing', 'point-picker'])('what a page loads for %s at once stays small', (name) => {
  const chunk = entry(name)!
  const files = [chunk.file, ...(chunk.imports ?? []).map((key) => manifest[key]!.file)]
  const compressed = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(outDir, file))).length, 0)
  expect(compressed).toBeLessThan(3_000)
})

it('the map without tiles knows the coasts of Norway and Sweden', () => {
  const file = readdirSync(join(outDir, 'islands')).find((name) => name.includes('outline'))!
  const source = readFileSync(join(outDir, 'islands', file), 'utf8')
  expect(gzipSync(source).length).toBeLessThan(20_000)
  const rings = [...source.matchAll(/\[(-?\d+(?:,-?\d+)+)\]/g)].map(([, numbers]) => {
    let [lat, lon] = [0, 0]
    const steps = numbers!.split(',').map(Number)
    return steps.flatMap((step, i) => (i % 2 ? [] : [[(lat += step) / 100, (lon += steps[i + 1]!) / 100] as const]))
  })
  const near = (place: readonly [number, number]) => rings.some((ring) => ring.some(([lat, lon]) => Math.hypot(lat - place[0], lon - place[1]) < 0.5))
  expect([near([59, 5.7]), near([59.3, 18.2]), near([69.7, 19])]).toEqual([true, true, true])
})
