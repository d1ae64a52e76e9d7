import { randomBytes, randomUUID } from 'node:crypto'
import type { Language } from '#app/platform/language.ts'
import type { TestDatabase } from './database.ts'
import { makeOrganisation } from './factories.ts'

export interface MadeOpening { id: string; slug: string; title: string; organisationId: string }

interface OpeningWishes {
  organisation?: { id: string; zone?: string; language?: Language }
  title?: string
  description?: string
  kind?: 'job' | 'work-training' | 'housing' | 'course'
  places?: number
  percent?: number | null
  applyUntil?: Date | null
  startsOn?: string | null
  visibility?: 'public' | 'members' | 'unlisted'
  area?: string
  lat?: number | null
  lon?: number | null
  createdBy?: { id: string }
  contact?: { id: string }
  publishedAt?: Date
  /** false: still a draft. */
  published?: boolean
  closedAt?: Date
}

/** A published public job with one place, open until filled, unless told otherwise. */
export async function makeOpening(database: TestDatabase, given: OpeningWishes = {}): Promise<MadeOpening> {
  const organisation = given.organisation ?? (await makeOrganisation(database))
  const some = randomBytes(4).toString('hex')
  const title = given.title ?? `Stilling ${some}`
  const id = randomUUID()
  const published = given.published === false ? null : (given.publishedAt ?? new Date())
  const [made] = await database.owner<Omit<MadeOpening, 'title'>>(
    `INSERT INTO openings (id, organisation_id, slug, kind, language, percent, places, starts_on, apply_until, zone, area, lat, lon, visibility, contact_id, created_by, published_at, published_by, closed_at, closed_because)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, CASE WHEN $17::timestamptz IS NOT NULL THEN $16::uuid END, $18, CASE WHEN $18::timestamptz IS NOT NULL THEN 'chosen' END)
     RETURNING id, slug, organisation_id AS "organisationId"`,
    [id, organisation.id, `stilling-${some}`, given.kind ?? 'job', organisation.language ?? 'nb', given.percent ?? null, given.places ?? 1, given.startsOn ?? null, given.applyUntil ?? null,
      organisation.zone ?? 'Europe/Oslo', given.area ?? 'Sentrum', given.lat ?? null, given.lon ?? null, given.visibility ?? 'public', given.contact?.id ?? null, given.createdBy?.id ?? null,
      published, given.closedAt ?? null],
  )
  await database.owner('INSERT INTO opening_texts (opening_id, language, title, description) VALUES ($1, $2, $3, $4)', [id, organisation.language ?? 'nb', title, given.description ?? ''])
  return { ...made!, title }
}
