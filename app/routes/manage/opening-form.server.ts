import { z } from 'zod'
import { marks, mergeTyped } from '#app/domain/activities/planning/merging.ts'
import type { Member } from '#app/domain/identity/gate.server.ts'
import { openingWords } from '#app/domain/openings/messages.ts'
import type { Misread, Overtaken, Sent } from '#app/domain/openings/planning/commands.server.ts'
import { openingPlanningTexts, sayProblem } from '#app/domain/openings/planning/messages.ts'
import type { NamedChoices } from '#app/domain/openings/planning/queries.server.ts'
import { typedPlan } from '#app/domain/openings/planning/rules.ts'
import { isKind, textFields } from '#app/domain/openings/schema.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { isLanguage, type Language } from '#app/platform/language.ts'

/** What the pages with the opening's form have in common: reading what was sent, and what the form shows again. */
export async function sentOpening(request: Request, now: Date): Promise<Sent> {
  return { typed: (await readForm(request, z.record(z.string(), z.string()))).values, now }
}

export const unseenOf = (values: Record<string, string>, more: Record<string, string>): Record<string, string> => ({ ...more, was: JSON.stringify(marks(values)) })

/** The form again with what was wrong, everything typed in it. */
export const wrongForm = ({ typed }: Sent, { errors }: Misread, member: Member, unseen: Record<string, string>) => ({
  values: typed,
  errors: inOrder(Object.fromEntries(Object.entries(errors).map(([field, problem]) => [field, sayProblem(problem, member.language)]))),
  unseen: { ...unseen, was: typed.was ?? '{}' } as Record<string, string>,
  overtaken: undefined,
})

/** The form again after somebody else saved: theirs where nothing was touched, one's own words where something was. */
export function overtakenForm({ typed }: Sent, overtaken: Overtaken, choices: NamedChoices, member: Member) {
  const current = typedPlan(overtaken.now, choices.places)
  const texts = openingPlanningTexts(member.language)
  const { values, both } = mergeTyped(typed, readMarks(typed.was), current)
  return {
    values,
    errors: {} as Record<string, string>,
    unseen: unseenOf(current, { opening: overtaken.id, version: String(overtaken.now.version) }),
    overtaken: {
      title: texts.overtakenTitle(list(overtaken.who, member.language)),
      changes: overtaken.changes.length > 0 ? texts.overtakenChanges(list(overtaken.changes.map((change) => texts[`change_${change}`]), member.language)) : '',
      both: both.filter((field) => field in current).map((field) => texts.overtakenBoth(fieldName(field, member.language), valueOf(field, current[field] ?? '', choices, member.language))),
    },
  }
}

function fieldName(field: string, language: Language): string {
  const texts = openingPlanningTexts(language)
  const [base = '', of] = field.split('_')
  const labels: Record<string, string> = {
    ...Object.fromEntries(textFields.map((name) => [name, texts[name]])), kind: texts.kind, percent: texts.percent, places: texts.places, startsOn: texts.startsOn, applyBy: texts.applyBy,
    placeId: texts.place, area: texts.area, lat: texts.lat, lon: texts.lon, visibility: texts.visibility, contactId: texts.contact, language: texts.language,
  }
  return `«${labels[base] ?? base}»${isLanguage(of) ? ` (${texts[of]})` : ''}`
}

function valueOf(field: string, value: string, choices: NamedChoices, language: Language): string {
  const texts = openingPlanningTexts(language)
  if (value === '') return texts.empty
  if (field === 'kind' && isKind(value)) return openingWords(language)[`kind_${value}`]
  if (field === 'placeId') return choices.places.find(({ id }) => id === value)?.name ?? texts.empty
  if (field === 'contactId') return choices.contacts.find(({ id }) => id === value)?.name ?? texts.empty
  return value.length > 200 ? `${value.slice(0, 200)}…` : value
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

const order = ['kind', 'title', 'description', 'tasks', 'learns', 'adjustments', 'pay', 'percent', 'places', 'hours', 'startsOn', 'applyBy', 'placeId', 'area', 'lat', 'lon', 'visibility', 'contactId', 'language']
const place = (field: string) => (order.indexOf(field) + 1 || order.length + 1)
const inOrder = (errors: Record<string, string>) => Object.fromEntries(Object.entries(errors).sort(([a], [b]) => place(a) - place(b)))
