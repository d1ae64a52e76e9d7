import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { knownMigrations } from './migrate.ts'

/**
 * Prisma's schema engine as WebAssembly, for what it knows better than anybody: whether a database and the schema files
 * agree, and what SQL would lead from one to the other. Applying migrations does not need it (migrate.ts).
 */
const require = createRequire(import.meta.url)
const folder = path.join(import.meta.dirname, 'schema')
const filters = { externalTables: [], externalEnums: [] }

export const schemaFiles = () =>
  fs.readdirSync(folder).filter((file) => file.endsWith('.prisma')).sort().map((file) => ({ path: file, content: fs.readFileSync(path.join(folder, file), 'utf8') }))

export function engineIsInstalled() {
  try {
    return Boolean(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'))
  } catch {
    return false
  }
}

/** The SQL that a migrated database still lacks to be what prisma/schema says; undefined when they agree. */
export async function lackingSql(url: string): Promise<string | undefined> {
  const files = schemaFiles()
  const engine = await openEngine(url, files)
  try {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: folder },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      shadowDatabaseUrl: null,
      filters,
    })
    const sql = (stdout ?? '').trim()
    return exitCode === 0 || /^-- This is an empty migration\.$/.test(sql) ? undefined : sql
  } finally {
    engine.free()
  }
}

/** Writes prisma/migrations/<now>_<name>/migration.sql with what the schema files ask for beyond a migrated database. */
export async function writeMigration(url: string, name: string, now: Date): Promise<string | undefined> {
  const sql = await lackingSql(url)
  if (!sql) return undefined
  const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14)
  const last = knownMigrations().at(-1)?.name ?? ''
  if (`${stamp}_${name}` <= last) throw new Error(`the clock is behind the last migration (${last})`)
  const home = path.join(import.meta.dirname, 'migrations', `${stamp}_${name}`)
  fs.mkdirSync(home)
  fs.writeFileSync(path.join(home, 'migration.sql'), `${sql}\n`)
  return path.relative(process.cwd(), home)
}

interface Engine {
  diff(params: object): Promise<{ exitCode: number; stdout: string | null }>
  free(): void
}

async function openEngine(url: string, files: { path: string; content: string }[]): Promise<Engine> {
  const factory = { provider: 'postgres' as const, adapterName: '@prisma/adapter-pg', connect: () => adapter(url), connectToShadowDb: () => adapter(url) }
  const { SchemaEngine } = await (loading ??= load())
  return SchemaEngine.new({ datamodels: files.map((file) => [file.path, file.content]) }, () => {}, bindMigrationAwareSqlAdapterFactory(factory))
}

/** Once per process: the bindings keep views of the memory of the first instance they were given. */
let loading: ReturnType<typeof load> | undefined
async function load() {
  const glue = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bindings = await import(pathToFileURL(glue).href)
  const module = await WebAssembly.compile(fs.readFileSync(path.join(path.dirname(glue), 'schema_engine_bg.wasm')))
  const instance = await WebAssembly.instantiate(module, { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(instance.exports)
  ;(instance.exports.__wbindgen_start as (() => void) | undefined)?.()
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(message) } })
  return bindings
}

interface Asked {
  types?: { getTypeParser(oid: number, format: string): unknown }
}

/**
 * The stock adapter, mended twice: it does not know the type "char" of the system tables, which the engine reads; and it
 * must get bigints as text, whatever the rest of the program makes of them.
 */
async function adapter(url: string) {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  pool.on('error', () => {})
  let characters: number[] = []
  const ask = pool.query.bind(pool) as (...words: unknown[]) => Promise<pg.QueryResult | pg.QueryResult[]>
  pool.query = (async (asked: string | Asked, ...words: unknown[]) => {
    const types = typeof asked === 'object' ? asked.types : undefined
    const text = { getTypeParser: (oid: number, format: string) => (oid === 20 ? String : types!.getTypeParser(oid, format)) }
    const answer = await ask(types ? { ...(asked as Asked), types: text } : asked, ...words)
    characters = []
    for (const { fields = [] } of [answer].flat()) {
      fields.forEach((field, index) => {
        if (field.dataTypeID !== 18) return
        field.dataTypeID = 25
        characters.push(index)
      })
    }
    return answer
  }) as never
  const adapter = await new PrismaPg(pool, { schema: 'public' }).connect()
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query)
    for (const index of characters) result.columnTypes[index] = ColumnTypeEnum.Character
    return result
  }
  adapter.dispose = () => pool.end()
  return adapter
}
