import { createHash, randomUUID } from 'node:crypto'
import { tell, tellAll } from '#app/domain/history/commands.server.ts'
import type { Sql, Tx } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { cancelActivity, discardDraft } from '../planning/commands.server.ts'
import { publicPoint, slugOf } from '../planning/rules.ts'
import { announce, takeTurn } from '../sign-ups/commands.server.ts'
import { type Change as CalendarChange, calendarChanges, type CalendarFacts, usualOfferHours } from '../sign-ups/rules.ts'
import { shorten } from './plain-text.ts'
import { keepSeries, keepSeriesPlans, type KeptSeries } from './keeping/commands.server.ts'
import { type Imported, type Part, remember, seriesMark } from './plan.ts'
import { importedActivities, type KindChoice, kindsOf } from './queries.server.ts'
import type { Occurrence } from './occurrence.ts'
import { type Refused, readCalendar } from './read.ts'
import { planImport } from './plan.ts'

/** Who imports, for which organisation: what the gate has proved. */
export interface Importer { organisation: { id: string; language: Language; zone: string }; personId: string }

/** Keeps a file between looking and confirming. What the same person sent in before and never confirmed is let go. */
export async function keepCalendar(sql: Sql,
  { organisation, personId, fileName, content, now }: Importer & { fileName: string; content: string; now: Date }): Promise<string> {
  await sql`DELETE FROM calendar_imports WHERE person_id = ${personId}::uuid AND organisation_id = ${organisation.id}::uuid AND applied_at IS NULL
    AND created_at < ${now}::timestamptz - interval '1 hour'`
  const [kept] = await sql<{ id: string }>`INSERT INTO calendar_imports (organisation_id, person_id, file_name, content, created_at)
    VALUES (${organisation.id}::uuid, ${personId}::uuid, ${fileName.slice(-200)}, ${content}, ${now}::timestamptz) RETURNING id`
  return kept!.id
}

/** Afterwards only that it was done is kept: the file may name people. */
export async function letCalendarGo(sql: Sql, { id, now }: { id: string; now: Date }) {
  await sql`UPDATE calendar_imports SET applied_at = ${now}::timestamptz, content = '' WHERE id = ${id}::uuid`
}

export interface Choices {
  /** Series (by their mark) to take in and to change; every one when 'all'. */
  create: Set<string> | 'all'
  change: Set<string> | 'all'
  /** Activities to cancel; never more than the plan offers. */
  cancel: Set<string> | 'all'
  reason: string
  publish: boolean
  /** What kind the new ones are, unless their category says. */
  kindId?: string | undefined
}
export interface Counts { created: number; published: number; changed: number; cancelled: number }
export type Applied = ({ ok: true } & Counts) | Refused | { ok: false; reason: 'no-kind' }

/**
 * Does what was chosen of what a calendar says now, in the caller's transaction: all of it or nothing. The plan is made
 * anew under the organisation's import lock, so that two people importing at once make no activity twice.
 */
export async function applyImport(tx: Tx, sql: Sql,
  { organisation, personId, content, choices, now }: Importer & { content: string; choices: Choices; now: Date }): Promise<Applied> {
  const read = readCalendar(content, { zone: organisation.zone, now })
  if (!read.ok) return read
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`import ${organisation.id}`}, 0))::text`
  await takeSeriesTurns(sql, organisation.id, [...read.repeating.keys()], now)
  const plan = planImport(await importedActivities(sql, organisation.id), read, now)
  const kinds = await kindsOf(sql, organisation.id)
  const kind = choices.kindId ? kinds.find(({ id }) => id === choices.kindId) : kinds[0]
  const chosen = (from: Set<string> | 'all', mark: string) => from === 'all' || from.has(mark)
  const create = plan.create.filter(({ uid }) => chosen(choices.create, seriesMark(uid)))
  if (create.length > 0 && !kind) return { ok: false, reason: 'no-kind' }
  const change = plan.change.filter(({ activity }) => chosen(choices.change, seriesMark(activity.uid)))
  const gone = plan.gone.filter(({ activity }) => chosen(choices.cancel, activity.id))
  for (const id of [...change, ...gone].map(({ activity }) => activity.id).sort()) await takeTurn(sql, id)
  const touched = new Set([...change, ...gone].map(({ activity }) => activity.uid))
  const series = await keepSeries(tx, sql, { organisation, personId, read, create, touched, now })
  if (kind) await createAll(sql, { organisation, personId, calendar: read.calendar.key, create, kind, kinds, series, publish: choices.publish, now })
  const told = new Map<string, { ids: string[]; changes: Set<CalendarChange> }>()
  for (const { activity, to, what } of change) {
    const news = await changeActivity(sql, { organisation, calendar: read.calendar.key, activity, to, what, now })
    if (news.length === 0) continue
    const one = told.get(activity.uid) ?? { ids: [], changes: new Set() }
    told.set(activity.uid, { ids: [...one.ids, activity.id], changes: new Set([...one.changes, ...news]) })
  }
  await keepSeriesPlans(tx, sql, { organisation, series, change, now })
  // All that changed of one event is told once.
  for (const { ids, changes } of told.values()) await announce(sql, ids, { reason: 'changed', changes: [...changes] }, now)
  let cancelled = 0
  for (const { activity } of gone) {
    const one = { organisationId: organisation.id, personId, activityId: activity.id, now }
    const done = activity.published ? await cancelActivity(tx, sql, { ...one, reason: choices.reason }) : await discardDraft(tx, sql, one)
    if (done.ok) cancelled++
  }
  const counts: Counts = { created: create.length, published: choices.publish ? create.length : 0, changed: change.length, cancelled }
  await tell(sql, { organisationId: organisation.id, subject: ['organisation', organisation.id], event: 'calendar.imported', facts: { ...counts } })
  return { ok: true, ...counts }
}

/** Of every series that may be concerned: whoever takes several turns takes the series' own first, then those of dates, each in the order of ids. */
async function takeSeriesTurns(sql: Sql, organisationId: string, uids: string[], now: Date): Promise<void> {
  const found = await sql<{ id: string }>`
    SELECT s.id FROM series s WHERE s.organisation_id = ${organisationId}::uuid
      AND (s.import_uid IN (SELECT json_array_elements_text(${JSON.stringify(uids)}::text::json))
        OR EXISTS (SELECT FROM activities a WHERE a.series_id = s.id AND a.import_uid IS NOT NULL AND a.cancelled_at IS NULL AND a.starts_at > ${now}::timestamptz))
    ORDER BY s.id`
  for (const { id } of found) await takeTurn(sql, id)
}

async function createAll(sql: Sql, { organisation, personId, calendar, create, kind, kinds, series, publish, now }: Importer & { calendar: string; create: Occurrence[]; kind: KindChoice; kinds: KindChoice[]; series: KeptSeries; publish: boolean; now: Date }) {
  if (create.length === 0) return
  const rows = create.map((one) => {
    const id = randomUUID()
    return {
      id, slug: slugOf(one.title, tailOf(id)), kind: kindOf(one, kinds) ?? kind.id, starts: one.start, ends: one.end, zone: one.zone,
        all_day: one.allDay, area: areaOf(one.place),
      lat: one.point?.lat, lon: one.point?.lon, series: series.get(one.uid)?.seriesId, rule: series.get(one.uid)?.ruleId, uid: one.uid, occurrence: one.occurrence, imported: remember(calendar, one), title: one.title,
        description: one.description, place: one.place,
    }
  })
  const sent = JSON.stringify(rows)
  await sql`INSERT INTO activities (id, organisation_id, slug, kind_id, language, starts_at, ends_at, zone, all_day, area, lat, lon, uid, series_id, rule_id, occurrence, import_uid, import_occurrence, imported, offer_hours, created_by, created_at, updated_at, published_at, published_by)
    SELECT id, ${organisation.id}::uuid, slug, kind, ${organisation.language}, starts, ends, zone, all_day, area, lat, lon, id || '@samkraft', series, rule, CASE WHEN rule IS NOT NULL THEN occurrence::date END, uid, occurrence, imported, ${usualOfferHours}::int, ${personId}::uuid, ${now}::timestamptz, ${now}::timestamptz,
      CASE WHEN ${publish}::boolean THEN ${now}::timestamptz END, CASE WHEN ${publish}::boolean THEN ${personId}::uuid END
    FROM json_to_recordset(${sent}::text::json) AS planned (id uuid, slug text, kind uuid, starts timestamptz, ends timestamptz, zone text, all_day boolean, area text, lat float8, lon float8, series uuid, rule uuid, uid text, occurrence text, imported jsonb)`
  await sql`INSERT INTO activity_texts (activity_id, language, title, description)
    SELECT id, ${organisation.language}, title, description FROM json_to_recordset(${sent}::text::json) AS planned (id uuid, title text, description text)`
  await sql`INSERT INTO activity_addresses (activity_id, address, lat, lon, shown_to)
    SELECT id, place, lat, lon, 'everyone' FROM json_to_recordset(${sent}::text::json) AS planned (id uuid, place text, lat float8, lon float8)
      WHERE place <> '' OR lat IS NOT NULL`
  const subjects = rows.map(({ id }) => ({ id, facts: { imported: true } }))
  await tellAll(sql, { organisationId: organisation.id, kind: 'activity', event: 'activity.drafted', subjects })
  // Whoever imports has these in the calendar they came from; nobody else is concerned yet, so no mails.
  if (publish) await tellAll(sql, { organisationId: organisation.id, kind: 'activity', event: 'activity.published', subjects })
}

/** Takes over what the calendar says anew; those who joined hear about what their calendars show. In its turn. */
async function changeActivity(sql: Sql, { organisation, calendar, activity, to, what, now }: { organisation: Importer['organisation']; calendar: string; activity: Imported; to: Occurrence; what: Part[]; now: Date }): Promise<CalendarChange[]> {
  const [before] = await sql<CalendarFacts & { version: number; hostId: string | null; language: Language; shownTo: 'everyone' | 'joined'; exactLat: number | null; exactLon: number | null }>`
    SELECT a.version, a.host_id AS "hostId", a.language, a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay", a.area, a.lat, a.lon, d.address, d.lat AS "exactLat", d.lon AS "exactLon",
      coalesce(d.shown_to, 'everyone') AS "shownTo", (SELECT jsonb_object_agg(t.language, t.title) FROM activity_texts t WHERE t.activity_id = a.id) AS titles
    FROM activities a LEFT JOIN activity_addresses d ON d.activity_id = a.id WHERE a.id = ${activity.id}::uuid`
  if (!before) throw new Error('an activity vanished under its own lock')
  const has = (part: Part) => what.includes(part)
  const when = has('when') ? { startsAt: to.start, endsAt: to.end, zone: to.zone, allDay: to.allDay } : before
  const where = has('place')
    ? { ...publicPoint({ lat: to.point?.lat ?? null, lon: to.point?.lon ?? null, shownTo: before.shownTo }),
      area: before.shownTo === 'everyone' ? areaOf(to.place) : before.area, address: to.place || null }
    : before
  const after: CalendarFacts = {
    startsAt: when.startsAt, endsAt: when.endsAt, zone: when.zone, allDay: when.allDay, area: where.area, lat: where.lat, lon: where.lon,
      address: where.address,
    titles: has('title') ? { ...before.titles, [before.language]: to.title } : before.titles,
  }
  const news = calendarChanges(before, after)
  await sql`UPDATE activities SET starts_at = ${after.startsAt}::timestamptz, ends_at = ${after.endsAt}::timestamptz, zone = ${after.zone}, all_day = ${after.allDay}, area = ${after.area}, lat = ${after.lat}::float8, lon = ${after.lon}::float8,
      place_id = CASE WHEN ${has('place')}::boolean THEN NULL ELSE place_id END, imported = ${JSON.stringify(remember(calendar, to))}::jsonb, version = version + 1, sequence = sequence + ${news.length > 0 ? 1 : 0}::int, updated_at = ${now}::timestamptz
    WHERE id = ${activity.id}::uuid`
  if (has('title')) await sql`UPDATE activity_texts SET title = ${to.title} WHERE activity_id = ${activity.id}::uuid AND language = ${before.language}`
  if (has('description')) await sql`UPDATE activity_texts SET description = ${to.description} WHERE activity_id = ${activity.id}::uuid
    AND language = ${before.language}`
  if (has('place')) {
    if (to.place === '' && !to.point && before.shownTo === 'everyone') await sql`DELETE FROM activity_addresses WHERE activity_id = ${activity.id}::uuid`
    else {
      await sql`INSERT INTO activity_addresses (activity_id, address, lat, lon, shown_to)
        VALUES (${activity.id}::uuid, ${to.place}, ${to.point?.lat ?? null}::float8, ${to.point?.lon ?? null}::float8, ${before.shownTo})
        ON CONFLICT (activity_id) DO UPDATE SET address = excluded.address, lat = excluded.lat, lon = excluded.lon`
    }
  }
  const changes = what.map((part) => ({ when: 'when', title: 'title', description: 'words', place: 'where' })[part])
  await tell(sql, { organisationId: organisation.id, subject: ['activity', activity.id], event: 'activity.edited', facts: { version: before.version + 1, changes, imported: true } })
  return activity.published && (activity.joined > 0 || before.hostId) ? news : []
}

const plain = (text: string) => text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')
/** The kind that one of the event's categories names, in any language. */
function kindOf({ categories }: Occurrence, kinds: KindChoice[]): string | undefined {
  const wanted = new Set(categories.map(plain))
  return kinds.find(({ slug, names }) => wanted.has(slug) || Object.values(names).some((name) => wanted.has(plain(name))))?.id
}

/** The town behind a postal code, as Norwegian and Swedish addresses have it; else what stands there. */
function areaOf(place: string): string {
  const town = /(?:^|[\s,])\d{3} ?\d{1,2}\s+(\p{L}[\p{L} .-]{1,60})/u.exec(place)?.[1]?.trim()
  return shorten(town ?? place, 120)
}

const tailOf = (id: string) => BigInt(`0x${createHash('sha256').update(id).digest('hex').slice(0, 16)}`).toString(36).padStart(13, '0').slice(-7)
