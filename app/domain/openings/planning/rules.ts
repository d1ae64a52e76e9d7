import { DateTime } from 'luxon'
import { textField } from '#app/domain/activities/planning/rules.ts'
import { readDay } from '#app/domain/activities/planning/when.ts'
import { type Language, languages } from '#app/platform/language.ts'
import { type Standing, standingOf } from '../rules.ts'
import { type Kind, type Texts, textFields, textsSchema, type Visibility } from '../schema.ts'
import { planSchema } from './schema.ts'

/** An opening as those who offer it plan it. */
export interface Plan {
  kind: Kind
  /** The original; other languages fall back to it. */
  language: Language
  texts: Partial<Record<Language, Texts>>
  percent: number | null
  places: number
  /** null: as agreed. */
  startsOn: string | null
  /** The end of the last day; null: until it is filled. */
  applyUntil: Date | null
  placeId: string | null
  area: string
  lat: number | null
  lon: number | null
  visibility: Visibility
  contactId: string | null
}
export interface Planned extends Plan, Standing {
  version: number
  zone: string
}
export type Problem = readonly [key: string, ...values: (string | number)[]]
/** What the organisation has to choose from, its clock, and who may choose who reads applications. */
export interface Choices {
  places: { id: string; name: string; address: string | null; lat: number | null; lon: number | null }[]
  contacts: { id: string }[]
  zone: string
  mayChooseContact: boolean
}
export type PlanRead = { ok: true; plan: Plan } | { ok: false; errors: Record<string, Problem> }

const blankForm: Record<string, string> = {
  language: 'nb', kind: '', percent: '', places: '1', startsOn: '', applyBy: '', placeId: '', area: '', lat: '', lon: '', visibility: 'public', contactId: '',
}

/** Reads the whole form; every field that is wrong gets its message at once. */
export function readPlan(typed: Record<string, string>, choices: Choices, now: Date, planned?: Planned): PlanRead {
  const values = { ...blankForm, ...typed }
  const errors: Record<string, Problem> = {}
  const wrong = (field: string, problem: Problem) => void (errors[field] ??= problem)

  const fields = planSchema.safeParse(values)
  for (const issue of fields.error?.issues ?? []) wrong(String(issue.path[0]), [issue.message])
  const texts = readTexts(values, wrong)
  const zone = planned?.zone ?? choices.zone
  const startsOn = readFuture('startsOn', values.startsOn!, planned?.startsOn ?? null)
  const lastDay = readFuture('applyBy', values.applyBy!, planned?.applyUntil ? lastDayOf(planned.applyUntil, zone) : null)
  const applyUntil = lastDay ? DateTime.fromISO(lastDay, { zone }).plus({ days: 1 }).toJSDate() : null

  const place = values.placeId ? choices.places.find(({ id }) => id === values.placeId) : undefined
  if (values.placeId && !place && values.placeId !== planned?.placeId) wrong('placeId', ['place_unknown'])
  if (values.contactId && values.contactId !== planned?.contactId && !choices.contacts.some(({ id }) => id === values.contactId)) wrong('contactId', ['contact_unknown'])
  if (planned && !choices.mayChooseContact && (values.contactId || null) !== planned.contactId) wrong('contactId', ['contact_not_yours'])
  if (!errors.lat && !errors.lon && (values.lat!.trim() === '') !== (values.lon!.trim() === '')) wrong(values.lat!.trim() ? 'lon' : 'lat', ['point_half'])
  if (!place && !values.area!.trim()) wrong('area', ['where_missing'])
  if (planned && fields.success && fields.data.places < planned.taken) wrong('places', ['places_below_taken', planned.taken])

  if (Object.keys(errors).length > 0 || !fields.success || !texts) return { ok: false, errors }
  const own = fields.data.lat !== null
  return {
    ok: true,
    plan: {
      ...fields.data, texts, startsOn, applyUntil,
      area: fields.data.area || (place?.name ?? ''), lat: own ? fields.data.lat : (place?.lat ?? null), lon: own ? fields.data.lon : (place?.lon ?? null),
    },
  }

  function readFuture(field: string, text: string, kept: string | null): string | null {
    if (text.trim() === '') return null
    const read = readDay(text, now, zone)
    if (!('year' in read)) {
      wrong(field, read)
      return null
    }
    const day = DateTime.fromObject(read, { zone })
    const iso = day.toISODate()!
    if (iso === kept) return iso
    const today = DateTime.fromJSDate(now, { zone }).startOf('day')
    if (day < today) wrong(field, ['day_past'])
    else if (day > today.plus({ years: 3 })) wrong(field, ['day_far', day.year])
    return iso
  }
}

export const lastDayOf = (applyUntil: Date, zone: string) => DateTime.fromMillis(+applyUntil - 1, { zone }).toISODate()!

function readTexts(values: Record<string, string | undefined>, wrong: (field: string, problem: Problem) => void) {
  const original = values.language as Language
  if (!languages.includes(original)) return undefined
  const texts: Plan['texts'] = {}
  let right = true
  for (const language of languages) {
    const written = Object.fromEntries(textFields.map((field) => [field, values[textField(field, language, original)] ?? '']))
    // A language without a word is not there; the original always is.
    if (language !== original && Object.values(written).every((text) => text!.trim() === '')) continue
    const read = textsSchema.safeParse(written)
    for (const issue of read.error?.issues ?? []) wrong(textField(String(issue.path[0]), language, original), [issue.message])
    if (read.success) texts[language] = read.data
    else right = false
  }
  // The original's language was changed to one that also has a version of its own below.
  if (textFields.some((field) => values[`${field}_${original}`]?.trim())) wrong('language', ['language_twice'])
  return right ? texts : undefined
}

/** What the form shows for an opening that is planned already. What its place lent it (name, point) stays with the place. */
export function typedPlan(plan: Plan & { zone: string }, places: Choices['places']): Record<string, string> {
  const place = places.find(({ id }) => id === plan.placeId)
  const lent = place && plan.lat === place.lat && plan.lon === place.lon
  const texts = Object.fromEntries(languages.flatMap((language) => plan.texts[language]
    ? textFields.map((field) => [textField(field, language, plan.language), plan.texts[language]![field]]) : []))
  return {
    ...texts, language: plan.language, kind: plan.kind, percent: plan.percent?.toString() ?? '', places: String(plan.places), startsOn: plan.startsOn ?? '',
    applyBy: plan.applyUntil ? lastDayOf(plan.applyUntil, plan.zone) : '', placeId: plan.placeId ?? '', area: plan.area === place?.name ? '' : plan.area,
    lat: lent ? '' : (plan.lat?.toString() ?? ''), lon: lent ? '' : (plan.lon?.toString() ?? ''), visibility: plan.visibility, contactId: plan.contactId ?? '',
  }
}

/** What a new opening's form suggests. */
export function suggestedPlan(organisation: { language: Language }, choices: Choices, maker: string): Record<string, string> {
  const place = choices.places.length === 1 ? choices.places[0] : undefined
  return { ...blankForm, language: organisation.language, placeId: place?.id ?? '', contactId: choices.contacts.some(({ id }) => id === maker) ? maker : '' }
}

const compared = {
  title: (plan: Plan) => languages.map((language) => plan.texts[language]?.title),
  words: (plan: Plan) => languages.map((language) => textFields.slice(1).map((field) => plan.texts[language]?.[field])),
  language: (plan: Plan) => plan.language,
  kind: (plan: Plan) => plan.kind,
  percent: (plan: Plan) => plan.percent,
  places: (plan: Plan) => plan.places,
  starts: (plan: Plan) => plan.startsOn,
  deadline: (plan: Plan) => plan.applyUntil?.getTime() ?? null,
  where: (plan: Plan) => [plan.placeId, plan.area, plan.lat, plan.lon],
  visibility: (plan: Plan) => plan.visibility,
  contact: (plan: Plan) => plan.contactId,
}
export type Change = keyof typeof compared

/** What is different, in an organiser's words. */
export const changes = (before: Plan, after: Plan): Change[] =>
  (Object.keys(compared) as Change[]).filter((name) => JSON.stringify(compared[name](before)) !== JSON.stringify(compared[name](after)))

export type Refusal = 'already_published' | 'not_published' | 'discarded' | 'deadline_past' | 'no_place' | 'closed'

/** Why an opening cannot be published, or opened again, now. */
export function publishingRefused(opening: Standing, now: Date): Refusal | null {
  const standing = standingOf(opening, now)
  if (standing === 'discarded') return 'discarded'
  if (standing === 'open') return 'already_published'
  if (opening.applyUntil && opening.applyUntil <= now) return 'deadline_past'
  return opening.taken >= opening.places ? 'no_place' : null
}

/** What is written about it in the reader's language, else in the original's. */
export function wordsFor(plan: Pick<Plan, 'texts' | 'language'>, language: Language): { language: Language; words: Texts } {
  const chosen = plan.texts[language] ? language : plan.language
  return { language: chosen, words: plan.texts[chosen]! }
}
