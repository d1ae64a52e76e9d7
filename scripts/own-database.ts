import { createECDH, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { root } from './build.ts'
import { refuseDemoWithRealDatabase } from './built-server.ts'
import { type Cluster, startCluster } from './embedded-postgres.ts'

export const dataFolder = () => path.resolve(root, process.env.DATA_DIR || '.data')

export interface Database {
  /** As the owner: for migrations and the demo. */
  ownerUrl: string
  embedded: boolean
  /** Ends when an embedded database ends by itself. */
  lost: Promise<void>
  stop(): Promise<void>
}

/**
 * The database DATABASE_URL names; without it the embedded one, which is a demo: DEMO=1 unless said otherwise, and with
 * keys of its own beside the data.
 */
export async function openOwnDatabase(): Promise<Database> {
  refuseDemoWithRealDatabase(process.env)
  const given = process.env.DATABASE_URL
  if (given) return { ownerUrl: given, embedded: false, lost: new Promise(() => {}), stop: async () => {} }
  const cluster: Cluster = await startCluster({ folder: dataFolder(), say: (line) => console.log(line) })
  process.env.DATABASE_URL = cluster.url
  process.env.DEMO ||= '1'
  process.env.SECRET_KEYS ||= remembered('secret-keys', () => `k1:${randomBytes(32).toString('base64')}`)
  process.env.VAPID_KEYS ||= remembered('vapid-keys', newPushKeys)
  return { ownerUrl: cluster.url, embedded: true, lost: cluster.lost, stop: () => cluster.stop() }
}

/** What was made once and stays: kept beside the data, for its owner's eyes alone. */
function remembered(name: string, make: () => string) {
  const file = path.join(dataFolder(), name)
  if (!fs.existsSync(file)) fs.writeFileSync(file, `${make()}\n`, { mode: 0o600 })
  return fs.readFileSync(file, 'utf8').trim()
}

/** A pair as push services know it (VAPID): a point on P-256 and its secret. */
function newPushKeys() {
  const pair = createECDH('prime256v1')
  const publicKey = pair.generateKeys('base64url')
  return `${publicKey}:${Buffer.from(pair.getPrivateKey('hex').padStart(64, '0'), 'hex').toString('base64url')}`
}

export async function isEmpty(ownerUrl: string) {
  const client = new pg.Client(ownerUrl)
  await client.connect()
  try {
    const { rows } = await client.query('SELECT NOT EXISTS (SELECT FROM organisations) AND NOT EXISTS (SELECT FROM people) AS empty')
    return rows[0].empty as boolean
  } finally {
    await client.end()
  }
}
