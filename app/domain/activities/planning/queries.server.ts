import type { Sql, Tx } from '#app/platform/db.server.ts'
import { isLanguage, type Language } from '#app/platform/language.ts'
import type { ActivityPage } from '../finding/queries.server.ts'
import { type Change, type Choices, type Plan, type Planned, publicPoint, wordsFor } from './rules.ts'
import type { Texts, Visibility } from './schema.ts'

/** An activity with everything its organisers know of it. */
export interface Workpiece extends Planned {
  id: string
  slug: string
  organisationId: string
  allDay: boolean
  sequence: number
  waiting: number
  createdBy: string | null
  cancelReason: string | null
  /** Of which series it is a date, the day it was first meant for, and what was changed for this date alone. */
  seriesId: string | null
  ruleId: string | null
  occurrence: string | null
  own: Change[]
}

const textsOf = (rows: (Texts & { language: string })[]): Plan['texts'] => Object.fromEntries(
  rows.map(({ language, title, description, whatToExpect, whoMeetsYou, price, accessibility, pictureAlt }) =>
    [language, { title, description, whatToExpect, whoMeetsYou, price, accessibility, pictureAlt }]))

/** The activity as it is planned now, when the actor may see it there; the address too, as far as they may. */
export async function workpiece(tx: Tx, organisationId: string, id: string): Promise<Workpiece | null> {
  const found = await tx.activity.findFirst({ where: { id, organisationId }, include: { texts: true, address: true } })
  if (!found) return null
  return {
    id: found.id, slug: found.slug, organisationId: found.organisationId, kindId: found.kindId, language: found.language as Language, texts: textsOf(found.texts),
    startsAt: found.startsAt, endsAt: found.endsAt, zone: found.zone, allDay: found.allDay, placeId: found.placeId, area: found.area,
    address: found.address?.address ?? '', lat: found.address ? found.address.lat : found.lat, lon: found.address ? found.address.lon : found.lon,
    shownTo: found.address?.shownTo === 'joined' ? 'joined' : 'everyone',
    places: found.places, offerHours: found.offerHours, visibility: found.visibility as Visibility, hostId: found.hostId, pictureId: found.pictureId,
    version: found.version, sequence: found.sequence, joined: found.joinedCount, offered: found.offeredCount, waiting: found.waitingCount, createdBy: found.createdBy,
    publishedAt: found.publishedAt, cancelledAt: found.cancelledAt, cancelReason: found.cancelReason,
    seriesId: found.seriesId, ruleId: found.ruleId, occurrence: found.occurrence?.toISOString().slice(0, 10) ?? null, own: found.own as Change[],
  }
}

export interface NamedChoices extends Choices {
  kinds: { id: string; names: Partial<Record<Language, string>> }[]
  hosts: { id: string; name: string }[]
}

/** What an organisation's form has to choose from. What an activity already has stays among it, even when put away since. */
export async function choicesFor(tx: Tx, sql: Sql, organisationId: string, planned?: Pick<Planned, 'kindId' | 'placeId' | 'hostId' | 'pictureId'>): Promise<NamedChoices> {
  const kinds = await tx.activityKind.findMany({
    where: { organisationId, OR: [{ archivedAt: null }, ...(planned ? [{ id: planned.kindId }] : [])] }, orderBy: [{ position: 'asc' }, { slug: 'asc' }],
  })
  const places = await tx.place.findMany({
    where: { organisationId, OR: [{ archivedAt: null }, ...(planned?.placeId ? [{ id: planned.placeId }] : [])] }, orderBy: { name: 'asc' },
  })
  const hosts = await sql<{ id: string; name: string }>`
    SELECT DISTINCT p.id, p.name FROM people p
    WHERE p.id = ${planned?.hostId ?? null}::uuid OR p.id IN (
      SELECT m.person_id FROM memberships m WHERE m.organisation_id = ${organisationId}::uuid AND m.role <> 'participant'
        AND m.valid_from <= current_date AND (m.valid_to IS NULL OR m.valid_to >= current_date))
    ORDER BY p.name, p.id`
  return {
    kinds: kinds.map(({ id, names }) => ({ id, names: names as Partial<Record<Language, string>> })),
    places: places.map(({ id, name, address, lat, lon }) => ({ id, name, address, lat, lon })),
    hosts,
    pictures: planned?.pictureId ? [planned.pictureId] : [],
  }
}

export interface ListedActivity {
  id: string
  slug: string
  title: string
  titleLanguage: Language
  startsAt: Date
  endsAt: Date
  zone: string
  allDay: boolean
  places: number | null
  joined: number
  /** In line; of these, how many hold an offer. */
  waiting: number
  offered: number
  published: boolean
  cancelled: boolean
  visibility: Visibility
  where: string
  hostId: string | null
  hostName: string | null
  /** It is the next date of a series: its rule, and how many follow. */
  series: { rule: string; more: number } | null
}
export interface Workday { upcoming: ListedActivity[]; drafts: ListedActivity[]; past: ListedActivity[]; pastCount: number }

const pastShown = 20

/** What an organisation has planned; only what one hosts, for those who do no more than that. */
export async function workday(
  tx: Tx,
  { organisationId, onlyHostedBy, language, now }: { organisationId: string; onlyHostedBy?: string; language: Language; now: Date },
): Promise<Workday> {
  const whose = { organisationId, ...(onlyHostedBy ? { hostId: onlyHostedBy } : {}) }
  const include = { texts: true, place: { select: { name: true } }, host: { select: { name: true } }, rule: { select: { rule: true } } } as const
  // Of a series only the next date stands among what is coming.
  const next = await tx.$queryRaw<{ id: string; more: number }[]>`
    SELECT id, more::int FROM (
      SELECT DISTINCT ON (coalesce(a.series_id, a.id)) a.id, a.starts_at, count(*) OVER (PARTITION BY coalesce(a.series_id, a.id)) - 1 AS more
      FROM activities a WHERE a.organisation_id = ${organisationId}::uuid AND a.published_at IS NOT NULL AND a.ends_at > ${now}::timestamptz
        AND (${onlyHostedBy ?? null}::uuid IS NULL OR a.host_id = ${onlyHostedBy ?? null}::uuid)
      ORDER BY coalesce(a.series_id, a.id), a.cancelled_at IS NOT NULL, a.starts_at, a.id) one
    ORDER BY starts_at, id LIMIT 200`
  const upcoming = await tx.activity.findMany({ where: { id: { in: next.map(({ id }) => id) } }, include, orderBy: [{ startsAt: 'asc' }, { id: 'asc' }] })
  // Of a series' drafts (a calendar's) too, the first that can still be published: it publishes them all.
  const written = await tx.$queryRaw<{ id: string; more: number }[]>`
    SELECT id, more::int FROM (
      SELECT DISTINCT ON (coalesce(a.series_id, a.id)) a.id, a.starts_at, count(*) OVER (PARTITION BY coalesce(a.series_id, a.id), a.starts_at <= ${now}::timestamptz) - 1 AS more
      FROM activities a WHERE a.organisation_id = ${organisationId}::uuid AND a.published_at IS NULL AND a.cancelled_at IS NULL
        AND (${onlyHostedBy ?? null}::uuid IS NULL OR a.host_id = ${onlyHostedBy ?? null}::uuid)
      ORDER BY coalesce(a.series_id, a.id), a.starts_at <= ${now}::timestamptz, a.starts_at, a.id) one
    ORDER BY starts_at, id LIMIT 200`
  const drafts = await tx.activity.findMany({ where: { id: { in: written.map(({ id }) => id) } }, include, orderBy: [{ startsAt: 'asc' }, { id: 'asc' }] })
  const following = new Map([...next, ...written].map(({ id, more }) => [id, more]))
  const over = { ...whose, publishedAt: { not: null }, endsAt: { lte: now } }
  const past = await tx.activity.findMany({ where: over, include, orderBy: [{ startsAt: 'desc' }, { id: 'asc' }], take: pastShown })
  const pastCount = past.length < pastShown ? past.length : await tx.activity.count({ where: over })
  const listed = (one: (typeof upcoming)[number]): ListedActivity => {
    const text = one.texts.find((text) => text.language === language) ?? one.texts.find((text) => text.language === one.language)
    return {
      id: one.id, slug: one.slug, title: text?.title ?? '', titleLanguage: isLanguage(text?.language) ? text.language : language,
      startsAt: one.startsAt, endsAt: one.endsAt, zone: one.zone, allDay: one.allDay, places: one.places, joined: one.joinedCount, waiting: one.waitingCount, offered: one.offeredCount,
      published: one.publishedAt !== null, cancelled: one.cancelledAt !== null, visibility: one.visibility as Visibility,
      where: one.place?.name ?? one.area, hostId: one.hostId, hostName: one.host?.name ?? null,
      series: one.rule ? { rule: one.rule.rule, more: following.get(one.id) ?? 0 } : null,
    }
  }
  return { upcoming: upcoming.map(listed), drafts: drafts.map(listed), past: past.map(listed), pastCount }
}

export interface Deed { at: Date; event: string; who: string | null; changes: Change[] }

/** What was done to the plan, newest first, as far as the actor may read it. */
export async function deedsOf(sql: Sql, activityId: string): Promise<Deed[]> {
  return sql<Deed>`
    SELECT h.at, h.event, p.name AS who, coalesce(h.facts->'changes', '[]') AS changes
    FROM history h LEFT JOIN people p ON 'person:' || p.id = h.actor
    WHERE h.subject_kind = 'activity' AND h.subject_id = ${activityId} AND h.event LIKE 'activity.%' ORDER BY h.id DESC LIMIT 50`
}

/** What others changed after the version a form was filled from, and who did. */
export async function changedSince(sql: Sql, activityId: string, version: number): Promise<{ changes: Change[]; who: string[] }> {
  const deeds = await sql<{ who: string | null; changes: Change[] }>`
    SELECT p.name AS who, h.facts->'changes' AS changes FROM history h LEFT JOIN people p ON 'person:' || p.id = h.actor
    WHERE h.subject_kind = 'activity' AND h.subject_id = ${activityId} AND h.event = 'activity.edited' AND (h.facts->>'version')::int > ${version}::int ORDER BY h.id`
  return { changes: [...new Set(deeds.flatMap((deed) => deed.changes))], who: [...new Set(deeds.flatMap((deed) => deed.who ?? []))] }
}

/** Whether the actor may see who comes. */
export async function maySeeWhoComes(sql: Sql, activityId: string): Promise<boolean> {
  const [answer] = await sql<{ leads: boolean }>`SELECT leads(${activityId}::uuid) AS leads`
  return answer?.leads ?? false
}

/** The names of its host and its place. */
export async function namesAround(tx: Tx, { hostId, placeId }: Pick<Planned, 'hostId' | 'placeId'>): Promise<{ hostName: string | null; placeName: string | null }> {
  const host = hostId ? await tx.person.findUnique({ where: { id: hostId }, select: { name: true } }) : null
  const place = placeId ? await tx.place.findUnique({ where: { id: placeId }, select: { name: true } }) : null
  return { hostName: host?.name ?? null, placeName: place?.name ?? null }
}

/** The activity as a stranger will meet it once it is published: what they may not know is not in it. */
export async function seenByStrangers(tx: Tx, activity: Workpiece, language: Language): Promise<ActivityPage> {
  const { kind, organisation, picture, uid } = await tx.activity.findUniqueOrThrow({
    where: { id: activity.id },
    select: { uid: true, kind: true, organisation: true, picture: { select: { id: true, width: true, height: true } } },
  })
  const { words, language: written } = wordsFor(activity, language)
  const open = activity.shownTo === 'everyone'
  return {
    id: activity.id, slug: activity.slug, version: activity.version, uid, sequence: activity.sequence, language: activity.language,
    languages: Object.keys(activity.texts) as Language[], text: { language: written, ...words },
    startsAt: activity.startsAt, endsAt: activity.endsAt, zone: activity.zone, allDay: activity.allDay, area: activity.area, ...publicPoint(activity),
    visibility: activity.visibility, places: activity.places, joined: activity.joined, waiting: activity.waiting, offered: activity.offered,
    publishedAt: activity.publishedAt ?? activity.startsAt, cancelledAt: activity.cancelledAt, cancelReason: activity.cancelReason,
    address: open && activity.address ? { text: activity.address, lat: activity.lat, lon: activity.lon, shownTo: 'everyone' } : null,
    addressKept: !open && activity.address !== '', picture,
    kind: { slug: kind.slug, names: kind.names as ActivityPage['kind']['names'] },
    organisation: {
      slug: organisation.slug, name: organisation.name, country: organisation.country, website: organisation.website, contactEmail: organisation.contactEmail,
    },
  }
}
