import { hashOf } from '#app/platform/crypto.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { Subscription } from '#app/platform/push.server.ts'

export interface Device {
  id: string
  name: string
  /** By which the browser at hand knows itself. */
  mark: string
  createdAt: Date
}
/** The browsers in which the person of the transaction gets notifications. */
export const devicesOf = async (sql: Sql, personId: string): Promise<Device[]> =>
  (
    await sql<Omit<Device, 'mark'> & { endpoint: string }>`
      SELECT id, name, endpoint, created_at AS "createdAt" FROM push_devices WHERE person_id = ${personId}::uuid ORDER BY created_at, id`
  ).map(({ endpoint, ...device }) => ({ ...device, mark: hashOf(endpoint) }))

export interface Reachable extends Subscription {
  personId: string
  language: Language
}
export const deviceById = async (sql: Sql, id: string): Promise<Reachable | null> =>
  (
    await sql<Reachable>`
      SELECT v.endpoint, v.p256dh, v.auth, v.person_id AS "personId", p.language FROM push_devices v JOIN people p ON p.id = v.person_id WHERE v.id = ${id}::uuid`
  )[0] ?? null
