import { randomUUID } from 'node:crypto'
import type { Language } from '#app/platform/language.ts'
import type { TestDatabase } from './database.ts'

/** Groups that tests arrange, written as the owner. */
export interface MadeGroup { id: string; slug: string; name: string; organisationId: string }

export async function makeGroup(
  database: TestDatabase,
  { organisation, name = `Gruppe ${randomUUID().slice(0, 6)}`, wayIn = 'open', visibility = 'public', published = true, firstTime = '', language = 'nb' }: {
    organisation: { id: string }; name?: string; wayIn?: 'open' | 'request'; visibility?: 'public' | 'members' | 'unlisted'; published?: boolean; firstTime?: string; language?: Language
  },
): Promise<MadeGroup> {
  const [made] = await database.owner<Omit<MadeGroup, 'name'>>(
    `INSERT INTO groups (organisation_id, slug, language, way_in, visibility, published_at) VALUES ($1, $2, $3, $4, $5, CASE WHEN $6 THEN now() - interval '30 days' END)
     RETURNING id, slug, organisation_id AS "organisationId"`,
    [organisation.id, `gruppe-${randomUUID().slice(0, 8)}`, language, wayIn, visibility, published],
  )
  await database.owner('INSERT INTO group_texts (group_id, language, name, first_time) VALUES ($1, $2, $3, $4)', [made!.id, language, name, firstTime])
  return { ...made!, name }
}

export async function makeHost(database: TestDatabase, { group, person, shown = false, until = null }: { group: { id: string }; person: { id: string; name: string }; shown?: boolean; until?: string | null }) {
  const [made] = await database.owner<{ id: string }>(
    `INSERT INTO group_hosts (group_id, person_id, called, shown, from_day, to_day) VALUES ($1, $2, $3, $4, current_date - 20, $5::date) RETURNING id`,
    [group.id, person.id, person.name.split(' ')[0], shown, until],
  )
  return made!
}

export async function makePlace(database: TestDatabase, { group, person, state = 'member', news = false }: { group: { id: string }; person: { id: string; name: string }; state?: 'asked' | 'member' | 'paused' | 'left'; news?: boolean }) {
  const [made] = await database.owner<{ id: string }>(
    `INSERT INTO group_members (group_id, person_id, state, called, changed_by, created_at, changed_at, news_since)
     VALUES ($1, $2, $3, $4, $2, now() - interval '10 days', now() - interval '10 days', CASE WHEN $5 THEN now() - interval '10 days' END) RETURNING id`,
    [group.id, person.id, state, person.name.split(' ')[0], news],
  )
  return made!
}
