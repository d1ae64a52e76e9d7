import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { type PersonalActivity, personalEvent } from '../discretion.ts'
import { type HeldSeries, seriesEvents } from './calendar.ts'
import { daysOf, horizon, ruleOfDraft, type SeriesRule } from './rules.ts'
import { activityCalendar, type EventFacts } from '../calendar.ts'

export interface KeptRule extends SeriesRule { id: string; seriesId: string; uid: string; madeUntil: string; slug: string }

/** Days as text, times as `18:00:00`: a Date would move them by somebody's zone. */
export const ruleById = async (sql: Sql, ruleId: string): Promise<KeptRule | null> =>
  (
    await sql<KeptRule>`
      SELECT r.id, r.series_id AS "seriesId", r.uid, r.rule, r.first_day::text AS "firstDay", r.last_day::text AS "lastDay", r.start_time::text AS "startTime",
        r.minutes, r.zone, r.made_until::text AS "madeUntil", s.slug
      FROM series_rules r JOIN series s ON s.id = r.series_id WHERE r.id = ${ruleId}::uuid`
  )[0] ?? null

/** A series' rules from the first to the one in force last. */
export const rulesOf = (sql: Sql, seriesId: string) =>
  sql<KeptRule>`
    SELECT r.id, r.series_id AS "seriesId", r.uid, r.rule, r.first_day::text AS "firstDay", r.last_day::text AS "lastDay", r.start_time::text AS "startTime",
      r.minutes, r.zone, r.made_until::text AS "madeUntil", s.slug
    FROM series_rules r JOIN series s ON s.id = r.series_id WHERE r.series_id = ${seriesId}::uuid ORDER BY r.first_day, r.created_at`

/** How far back a calendar message still tells of dates. */
const keptDays = 60

export interface PersonalSeries { rule: KeptRule; open: boolean; held: (PersonalActivity & { meant: string })[] }

/**
 * What a person's calendar holds of one rule's dates; addresses as far as they may know them. Invitations go by what the
 * calendar was last told; the person's own feed also shows what no mail told of (`everything`).
 */
export async function personalSeries(sql: Sql, ruleId: string, personId: string, now: Date, { everything = false } = {}): Promise<PersonalSeries | null> {
  const rule = await ruleById(sql, ruleId)
  if (!rule) return null
  const held = await sql<PersonalActivity & { meant: string; leads: boolean }>`
    SELECT a.id, a.slug, a.uid, k.slug AS kind, a.language, (SELECT json_object_agg(t.language, t.title) FROM activity_texts t WHERE t.activity_id = a.id) AS titles,
      a.area, CASE WHEN known.all THEN d.address END AS address, CASE WHEN known.all THEN coalesce(d.lat, a.lat) ELSE a.lat END AS lat,
      CASE WHEN known.all THEN coalesce(d.lon, a.lon) ELSE a.lon END AS lon, a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay",
      a.cancelled_at AS "cancelledAt", o.name AS organisation, a.occurrence::text AS meant, (a.host_id = ${personId}::uuid OR a.created_by = ${personId}::uuid) IS TRUE AS leads
    FROM activities a
    LEFT JOIN calendar_entries e ON e.activity_id = a.id AND e.person_id = ${personId}::uuid AND e.method = 'REQUEST'
    JOIN organisations o ON o.id = a.organisation_id JOIN activity_kinds k ON k.id = a.kind_id
    LEFT JOIN activity_addresses d ON d.activity_id = a.id
    LEFT JOIN sign_ups s ON s.activity_id = a.id AND s.person_id = ${personId}::uuid
    CROSS JOIN LATERAL (SELECT d.shown_to = 'everyone' OR s.state = 'joined' OR a.host_id = ${personId}::uuid OR a.created_by = ${personId}::uuid AS all) known
    WHERE a.rule_id = ${ruleId}::uuid AND (e.person_id IS NOT NULL OR (${everything}::boolean AND (s.state = 'joined' OR a.host_id = ${personId}::uuid)))
      AND a.published_at IS NOT NULL AND a.cancelled_at IS NULL AND a.occurrence >= ${rule.firstDay}::date
      AND a.ends_at > ${now}::timestamptz - make_interval(days => ${keptDays}::int)
    ORDER BY a.occurrence`
  const [last] = await sql<{ id: string; all: boolean }>`
    SELECT a.id, EXISTS (SELECT FROM series_sign_ups s WHERE s.series_id = a.series_id AND s.person_id = ${personId}::uuid AND s.state = 'joined') AS all
    FROM activities a WHERE a.rule_id = ${ruleId}::uuid AND a.published_at IS NOT NULL AND a.cancelled_at IS NULL ORDER BY a.occurrence DESC LIMIT 1`
  const newest = held.find((date) => date.id === last?.id)
  const goesOn = rule.lastDay === null || rule.lastDay > rule.madeUntil
  return { rule, held, open: goesOn && newest !== undefined && (newest.leads || last!.all) }
}

export function heldSeries({ rule, held, open }: PersonalSeries, person: { language: Language; openTitles: boolean }, appUrl: string): HeldSeries {
  const url = person.openTitles ? `${appUrl}/series/${rule.slug}` : `${appUrl}/me`
  const dates = held.map((date) => ({ meant: date.meant, event: personalEvent(date, person, { sequence: 0, appUrl }) }))
  return { uid: rule.uid, rule, madeUntil: rule.madeUntil, held: dates, open, url, description: dates[0]?.event.description?.replace(/https?:\/\/\S+$/, url) ?? '' }
}

export interface SeriesDate {
  id: string
  ruleId: string | null
  slug: string
  startsAt: Date
  endsAt: Date
  zone: string
  allDay: boolean
  moved: boolean
  cancelledAt: Date | null
  cancelReason: string | null
  places: number | null
  joined: number
  waiting: number
  offered: number
  area: string
  mine: 'joined' | 'waiting' | 'left' | null
  position: number | null
}
export interface SeriesPage {
  id: string
  slug: string
  title: string
  titleLanguage: Language
  kind: Partial<Record<Language, string>>
  organisation: { slug: string; name: string }
  visibility: 'public' | 'members' | 'unlisted'
  rules: KeptRule[]
  dates: SeriesDate[]
  /** The person comes to all of it. */
  always: boolean
}

/** A series as this reader may see it, with its dates to come; named after the next of them. Null when there is none to see. */
export async function seriesBySlug(sql: Sql, slug: string, { language, personId, now }: { language: Language; personId: string | null; now: Date }): Promise<SeriesPage | null> {
  const [found] = await sql<Omit<SeriesPage, 'rules' | 'dates'>>`
    SELECT s.id, s.slug, t.title, t.language AS "titleLanguage", k.names AS kind, json_build_object('slug', o.slug, 'name', o.name) AS organisation, a.visibility,
      EXISTS (SELECT FROM series_sign_ups c WHERE c.series_id = s.id AND c.person_id = ${personId}::uuid AND c.state = 'joined') AS always
    FROM series s JOIN organisations o ON o.id = s.organisation_id
    JOIN LATERAL (SELECT * FROM activities x WHERE x.series_id = s.id AND x.published_at IS NOT NULL
      ORDER BY x.ends_at <= ${now}::timestamptz, CASE WHEN x.ends_at > ${now}::timestamptz THEN x.starts_at END, x.starts_at DESC LIMIT 1) a ON true
    JOIN activity_kinds k ON k.id = a.kind_id
    JOIN LATERAL (SELECT x.title, x.language FROM activity_texts x WHERE x.activity_id = a.id
      ORDER BY x.language = ${language} DESC, x.language = a.language DESC LIMIT 1) t ON true
    WHERE s.slug = ${slug}`
  if (!found) return null
  const [rules, dates] = await Promise.all([rulesOf(sql, found.id), datesAhead(sql, found.id, personId, now)])
  return { ...found, rules, dates }
}

export const datesAhead = (sql: Sql, seriesId: string, personId: string | null, now: Date, limit = 150) =>
  sql<SeriesDate>`
    SELECT a.id, a.rule_id AS "ruleId", a.slug, a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay", 'when' = ANY (a.own) AS moved,
      a.cancelled_at AS "cancelledAt", a.cancel_reason AS "cancelReason", a.places, a.joined_count AS joined, a.waiting_count AS waiting, a.offered_count AS offered, a.area,
      s.state AS mine, CASE WHEN s.state = 'waiting' THEN place_in_line(a.id) END AS position
    FROM activities a LEFT JOIN sign_ups s ON s.activity_id = a.id AND s.person_id = ${personId}::uuid
    WHERE a.series_id = ${seriesId}::uuid AND a.published_at IS NOT NULL AND a.ends_at > ${now}::timestamptz
    ORDER BY a.starts_at, a.id LIMIT ${limit}::int`

/** What the page of one date says about its series. */
export interface SeriesNote { slug: string; rule: SeriesRule; ahead: number }
export async function seriesNote(sql: Sql, activityId: string, now: Date): Promise<SeriesNote | null> {
  const [found] = await sql<{ ruleId: string; ahead: number }>`
    SELECT a.rule_id AS "ruleId", (SELECT count(*)::int FROM activities b WHERE b.series_id = a.series_id AND b.published_at IS NOT NULL
      AND b.cancelled_at IS NULL AND b.starts_at > ${now}::timestamptz) AS ahead
    FROM activities a WHERE a.id = ${activityId}::uuid AND a.rule_id IS NOT NULL`
  const rule = found && (await ruleById(sql, found.ruleId))
  return rule ? { slug: rule.slug, rule, ahead: found.ahead } : null
}

/** A date's series as those who plan see it. `regulars`: as far as the reader may know who; `next`: how it goes on when this date's rule does not. */
export interface AtWork { slug: string; rule: KeptRule | null; next: KeptRule | null; ended: boolean; regulars: number; dates: SeriesDate[] }
export async function seriesAtWork(sql: Sql, { seriesId, ruleId }: { seriesId: string | null; ruleId: string | null }, now: Date): Promise<AtWork | null> {
  if (!seriesId) return null
  const [[series], rules, dates] = await Promise.all([
    sql<{ slug: string; ended: boolean; regulars: number }>`SELECT slug, ended_at IS NOT NULL AS ended,
      (SELECT count(*)::int FROM series_sign_ups c WHERE c.series_id = s.id AND c.state = 'joined') AS regulars FROM series s WHERE s.id = ${seriesId}::uuid`,
    rulesOf(sql, seriesId),
    datesAhead(sql, seriesId, null, now),
  ])
  const rule = rules.find(({ id }) => id === ruleId) ?? null
  const next = rule && (rules.find((other) => other.firstDay > rule.firstDay && dates.some((date) => date.ruleId === other.id && date.cancelledAt === null)) ?? null)
  return series ? { ...series, rule, next, dates } : null
}

/** What publishing a draft that repeats would make: by which rule, how many dates, and whether they are there as drafts already. */
export interface ToPublish { rule: SeriesRule; dates: number; made: boolean }
export async function toPublish(
  sql: Sql, draft: { id: string; seriesId: string | null; ruleId: string | null; startsAt: Date; endsAt: Date; zone: string; publishedAt: Date | null; cancelledAt: Date | null }, now: Date,
): Promise<ToPublish | null> {
  if (!draft.ruleId || draft.publishedAt || draft.cancelledAt) return null
  const before = await ruleById(sql, draft.ruleId)
  const [others] = await sql<{ all: number; drafts: number }>`
    SELECT count(*)::int AS all, count(*) FILTER (WHERE published_at IS NULL AND cancelled_at IS NULL AND starts_at > ${now}::timestamptz)::int AS drafts
    FROM activities WHERE series_id = ${draft.seriesId}::uuid AND id <> ${draft.id}::uuid`
  if (!before || !others) return null
  if (others.all > 0) return { rule: before, dates: others.drafts + 1, made: true }
  const rule = ruleOfDraft(before, draft)
  const until = horizon(now, rule.zone)
  return { rule, dates: daysOf(rule, rule.firstDay, until > rule.firstDay ? until : rule.firstDay).length, made: false }
}

/** The file of a whole public series: each rule one event, with its exceptions. */
export async function seriesFile(sql: Sql, page: SeriesPage, { now, organizer, appUrl, language }: { now: Date; organizer: string; appUrl: string; language: Language }): Promise<string> {
  const dates = await sql<EventFacts & { ruleId: string; meant: string; slug: string }>`
    SELECT a.rule_id AS "ruleId", a.occurrence::text AS meant, a.slug, a.uid, a.sequence, t.title, a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay",
      concat_ws(', ', nullif(d.address, ''), CASE WHEN d.address IS NULL OR position(a.area IN d.address) = 0 THEN nullif(a.area, '') END) AS location, a.lat, a.lon
    FROM activities a
    JOIN LATERAL (SELECT x.title FROM activity_texts x WHERE x.activity_id = a.id ORDER BY x.language = ${language} DESC, x.language = a.language DESC LIMIT 1) t ON true
    LEFT JOIN activity_addresses d ON d.activity_id = a.id AND d.shown_to = 'everyone'
    WHERE a.series_id = ${page.id}::uuid AND a.rule_id IS NOT NULL AND a.published_at IS NOT NULL AND a.cancelled_at IS NULL
      AND a.ends_at > ${now}::timestamptz - make_interval(days => ${keptDays}::int) ORDER BY a.occurrence`
  const url = `${appUrl}/series/${page.slug}`
  const events = page.rules.flatMap((rule) => {
    const held = dates.filter((date) => date.ruleId === rule.id && date.meant >= rule.firstDay).map((date) => ({ meant: date.meant, event: { ...date, url: `${appUrl}/activities/${date.slug}` } }))
    const open = held.length > 0 && (rule.lastDay === null || rule.lastDay > rule.madeUntil)
    return seriesEvents({ uid: rule.uid, rule, madeUntil: rule.madeUntil, held, open, url, description: '' }, Math.max(0, ...held.map(({ event }) => event.sequence)))
  })
  return activityCalendar(events, { method: 'PUBLISH', now, organizer, language, name: page.title })
}
