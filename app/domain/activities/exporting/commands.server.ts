import { tell } from '#app/domain/history/commands.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { Sheet, SheetFormat } from '#app/platform/spreadsheet.ts'
import { attendanceOf } from '../attendance/queries.server.ts'
import { attendanceClosed, type Held } from '../attendance/rules.ts'
import { whoComes } from '../sign-ups/queries.server.ts'
import { exportTexts } from './messages.ts'
import { activitiesBetween } from './queries.server.ts'
import { comersSheet, fileName, instantsOf, localDay, type Period, periodSheet } from './rules.ts'

interface Taken { sheet: Sheet; name: string }

/**
 * Takes the list of who comes out of the house, and writes down who did: the file is out of our hands. Null for whoever
 * does not lead the activity, and for what is not the organisation's.
 */
export async function takeOutComers(
  sql: Sql,
  { organisationId, activityId, format, language, now }: { organisationId: string; activityId: string; format: SheetFormat; language: Language; now: Date },
): Promise<Taken | null> {
  const [activity] = await sql<Held & { zone: string }>`
    SELECT starts_at AS "startsAt", ends_at AS "endsAt", published_at AS "publishedAt", cancelled_at AS "cancelledAt", zone FROM activities
    WHERE id = ${activityId}::uuid AND organisation_id = ${organisationId}::uuid AND published_at IS NOT NULL AND leads(id)`
  if (!activity) return null
  const comers = await whoComes(sql, activityId)
  const begun = !['too-early', 'not-held'].includes(attendanceClosed(activity, now) ?? '')
  const attended = begun ? await attendanceOf(sql, activityId) : null
  await tell(sql, { organisationId, subject: ['activity', activityId], event: 'activity.exported', facts: { format, people: Math.max(comers.length, attended?.length ?? 0) } })
  const texts = exportTexts(language)
  return { sheet: comersSheet(comers, attended, activity.zone, texts), name: fileName(texts.list, localDay(activity.startsAt, activity.zone)) }
}

/** Takes out an organisation's figures for a period: no names. */
export async function takeOutPeriod(
  sql: Sql,
  { organisationId, zone, period, format, language }: { organisationId: string; zone: string; period: Period; format: SheetFormat; language: Language },
): Promise<Taken> {
  const activities = await activitiesBetween(sql, organisationId, { ...instantsOf(period, zone), language })
  await tell(sql, { organisationId, subject: ['organisation', organisationId], event: 'organisation.exported', facts: { format, ...period } })
  const texts = exportTexts(language)
  return { sheet: periodSheet(activities, language, texts), name: fileName(texts.file, `${period.from}-${period.to}`) }
}
