import { z } from 'zod'
import { keepPicture } from '#app/domain/activities/pictures/commands.server.ts'
import { ownPicture } from '#app/domain/activities/pictures/queries.server.ts'
import { pictureLimit, reencode } from '#app/domain/activities/pictures/reencode.server.ts'
import type { Misread, Overtaken, Sent } from '#app/domain/activities/planning/commands.server.ts'
import { planningTexts, sayChange, sayFieldValue } from '#app/domain/activities/planning/components/messages.ts'
import { say } from '#app/domain/activities/planning/messages.ts'
import { marks, mergeTyped } from '#app/domain/activities/planning/merging.ts'
import type { NamedChoices } from '#app/domain/activities/planning/queries.server.ts'
import { typedPlan } from '#app/domain/activities/planning/rules.ts'
import type { Problem } from '#app/domain/activities/planning/when.ts'
import { ruleById } from '#app/domain/activities/series/queries.server.ts'
import { readRepeats, repeatingOf, type Repeats } from '#app/domain/activities/series/rules.ts'
import type { Member } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean, type Sql } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { readMultipart } from '#app/platform/http/form.server.ts'

/** What the pages with the activity's form have in common: reading what was sent, and what the form shows again. */
export async function sentActivity(request: Request, member: Member, now: Date): Promise<Sent & { repeats: Repeats | null }> {
  const { values: typed, files, errors } = await readMultipart(request, z.record(z.string(), z.string()), { files: { picture: { bytes: pictureLimit } } })
  const problems: Record<string, Problem> = Object.fromEntries(Object.entries(errors).map(([field, key]) => [field, [key]]))
  const pictures: string[] = []
  if (files.picture) {
    const picture = await reencode(files.picture)
    if (picture.ok) {
      // Kept at once, so that a mistake in another field does not cost the picture.
      typed.pictureId = await lean(member.actor, (sql) => keepPicture(sql, { organisationId: member.organisation.id, personId: member.person.id, picture, now }))
      pictures.push(typed.pictureId)
      delete typed.removePicture
    } else problems.picture = [picture.problem]
  } else if (isId(typed.pictureId)) {
    const own = await lean(member.actor, (sql) => ownPicture(sql, member.organisation.id, typed.pictureId!))
    if (own) pictures.push(own.id)
  }
  const { repeats, errors: repeatErrors } = readRepeats(typed, now)
  return { typed, pictures, problems: { ...repeatErrors, ...problems }, repeats, now }
}

export const unseenOf = (values: Record<string, string>, more: Record<string, string>) => ({ ...more, was: JSON.stringify(marks(values)) })

/** The form again with what was wrong, everything typed in it. */
export const wrongForm = ({ typed, pictures = [] }: Sent, { errors }: Misread, member: Member, unseen: Record<string, string>) => ({
  values: { ...typed, pictureId: pictures.includes(typed.pictureId ?? '') ? typed.pictureId! : '' },
  errors: inOrder(Object.fromEntries(Object.entries(errors).map(([field, problem]) => [field, say(problem, member.language)]))),
  unseen: { ...unseen, was: typed.was ?? '{}' },
})

/** The form again after somebody else saved: theirs where nothing was touched, one's own words where something was. */
export function overtakenForm({ typed }: Sent, overtaken: Overtaken, choices: NamedChoices, member: Member, repeats: Record<string, string>) {
  const current: Record<string, string> = { ...typedPlan(overtaken.now, choices.places), ...repeats }
  const texts = planningTexts(member.language)
  const { values, both } = mergeTyped(typed, readMarks(typed.was), current)
  const shown = both.filter((field) => field in current)
  return {
    values,
    errors: {},
    unseen: unseenOf(current, { activity: overtaken.id, version: String(overtaken.now.version) }),
    overtaken: {
      who: list(overtaken.who, member.language),
      changes: list(overtaken.changes.map((change) => sayChange(change, texts)), member.language),
      both: shown.map((field) => sayFieldValue(field, current[field] ?? '', choices, member.language)),
    },
  }
}

/** What the form shows of how a draft repeats. */
export async function typedRepeats(sql: Sql, ruleId: string | null): Promise<Record<string, string>> {
  const rule = ruleId ? await ruleById(sql, ruleId) : null
  // How a calendar's series repeats is the calendar's to say.
  const [dates] = rule ? await sql<{ several: boolean }>`SELECT count(*) > 1 AS several FROM activities WHERE series_id = ${rule.seriesId}::uuid` : []
  if (dates?.several) return {}
  return { repeats: (rule && repeatingOf(rule.rule)?.repeating) ?? '', repeatUntil: rule?.lastDay ?? '' }
}

const readMarks = (text: string | undefined): Record<string, string> => {
  const read = z.record(z.string(), z.string()).safeParse(parsed(text))
  return read.success ? read.data : {}
}
function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
const list = (items: string[], language: string) => new Intl.ListFormat(language, { type: 'conjunction' }).format(items)

const order = ['title', 'kindId', 'description', 'startDate', 'startTime', 'endTime', 'endDate', 'zone', 'repeats', 'repeatUntil', 'placeId', 'area', 'address', 'lat', 'lon', 'shownTo', 'visibility', 'places',
  'hostId', 'whoMeetsYou', 'whatToExpect', 'price', 'accessibility', 'picture', 'pictureAlt', 'language']
const place = (field: string) => (order.indexOf(field) + 1 || order.length + 1)
const inOrder = (errors: Record<string, string>) => Object.fromEntries(Object.entries(errors).sort(([a], [b]) => place(a) - place(b)))

export function tiles() {
  const { TILE_URL, TILE_ATTRIBUTION } = env()
  return { tileUrl: TILE_URL, attribution: TILE_ATTRIBUTION }
}
