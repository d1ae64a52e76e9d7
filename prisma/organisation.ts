import { SetupError } from '#app/platform/env.server.ts'
import { openDatabase } from './connection.ts'
import { defaultKinds } from './seed/kinds.ts'

interface NewOrganisation {
  slug: string
  name: string
  country: string
  administrator: { email: string; name?: string }
}

const homes: Record<string, { language: string; zone: string }> = {
  NO: { language: 'nb', zone: 'Europe/Oslo' },
  SE: { language: 'sv', zone: 'Europe/Stockholm' },
}

/**
 * A new organisation with the usual kinds of activities and its first administrator, who signs in by mail and does the
 * rest there. Written as the owner: nobody may create an organisation through the app.
 */
export async function createOrganisation(ownerUrl: string, { slug, name, country, administrator }: NewOrganisation): Promise<{ newPerson: boolean }> {
  const home = homes[country]
  if (!home) throw new SetupError('--country must be NO or SE.')
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) || slug.length > 60) throw new SetupError('The short name may have a-z, 0-9 and single hyphens, such as kafe-nordlys, and 60 characters.')
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(administrator.email)) throw new SetupError('--administrator must be a mail address.')
  const client = await openDatabase(ownerUrl)
  try {
    await client.query('BEGIN')
    const { rows: made } = await client.query(
      'INSERT INTO organisations (slug, name, country, language, zone) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (slug) DO NOTHING RETURNING id',
      [slug, name, country, home.language, home.zone],
    )
    if (!made[0]) throw new SetupError(`There is an organisation named ${slug} already: choose another short name.`)
    for (const [position, kind] of defaultKinds.entries()) {
      await client.query('INSERT INTO activity_kinds (organisation_id, slug, names, position) VALUES ($1, $2, $3, $4)', [made[0].id, kind.slug, JSON.stringify(kind.names), position])
    }
    const { rows: people } = await client.query<{ id: string; new_person: boolean }>(
      `WITH added AS (INSERT INTO people (email, name, language) VALUES ($1, $2, $3) ON CONFLICT (email) DO NOTHING RETURNING id)
       SELECT id, true AS new_person FROM added UNION ALL SELECT id, false FROM people WHERE email = $1`,
      [administrator.email, administrator.name ?? administrator.email.split('@')[0]!.slice(0, 80), home.language],
    )
    const person = people[0]!
    await client.query(`INSERT INTO memberships (organisation_id, person_id, role) VALUES ($1, $2, 'administrator')`, [made[0].id, person.id])
    await client.query(
      `INSERT INTO history (actor, organisation_id, subject_kind, subject_id, event, facts) VALUES ('system:owner', $1, 'organisation', $2, 'organisation.created', '{}')`,
      [made[0].id, made[0].id],
    )
    await client.query('COMMIT')
    return { newPerson: person.new_person }
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    await client.end()
  }
}
