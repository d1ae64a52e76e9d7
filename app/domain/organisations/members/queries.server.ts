import type { Role } from '#app/domain/identity/schema.ts'
import type { Sql } from '#app/platform/db.server.ts'
import type { Label } from '../labels.ts'
import { type Held, holding } from '../rules.ts'

export interface HeldRole extends Held { id: string; placeId: string | null; place: string | null }
export interface OrganisationPerson { id: string; name: string; email: string; roles: HeldRole[] }

export const todayIn = async (sql: Sql) => (await sql<{ today: string }>`SELECT current_date::text AS today`)[0]!.today

/** Everyone the organisation has or had, with each role they hold or held. For coordinators and administrators; RLS shows nobody else. */
export async function peopleOf(sql: Sql, organisationId: string): Promise<OrganisationPerson[]> {
  const rows = await sql<{ personId: string; name: string; email: string } & HeldRole>`
    SELECT p.id AS "personId", p.name, p.email::text AS email, m.id, m.role, m.valid_from::text AS "from", m.valid_to::text AS "to", m.place_id AS "placeId", l.name AS place
    FROM memberships m JOIN people p ON p.id = m.person_id LEFT JOIN places l ON l.id = m.place_id
    WHERE m.organisation_id = ${organisationId}::uuid ORDER BY lower(p.name), p.id, m.valid_from, m.role`
  const people = new Map<string, OrganisationPerson>()
  for (const { personId, name, email, ...role } of rows) {
    const person = people.get(personId) ?? { id: personId, name, email, roles: [] }
    person.roles.push(role)
    people.set(personId, person)
  }
  return [...people.values()]
}

export type Filter = Role | 'before' | null
/** People who hold the role (now or later); 'before': who hold none any more; null: everyone who holds one. */
export const filtered = (people: OrganisationPerson[], filter: Filter, today: string) =>
  people.filter(({ roles }) => {
    const held = roles.filter((role) => holding(role, today) !== 'before')
    return filter === 'before' ? held.length === 0 : held.some(({ role }) => filter === null || role === filter)
  })

/** Whoever has it in their name or address, also those who hold no role any more. */
export function named(people: OrganisationPerson[], q: string) {
  const wanted = q.toLowerCase()
  return people.filter(({ name, email }) => name.toLowerCase().includes(wanted) || email.toLowerCase().includes(wanted))
}

export async function labelsOf(sql: Sql, organisationId: string): Promise<Label[]> {
  return sql<Label>`SELECT role, language, label FROM role_labels WHERE organisation_id = ${organisationId}::uuid`
}
