import { z } from 'zod'
import { experiences, genders, interests, slots, spoken, type Traits, traits } from '../schema.ts'

/** A posted form keeps one value per name, so each box has its own: `interests.hiking`, `times.mon-evening`. */
export const boxes = { speaks: spoken, interests, experiences, times: slots } as const
export type BoxGroup = keyof typeof boxes
export const travelChoices = [10, 15, 20, 30, 45, 60, 90, 120] as const

const degrees = (most: number) =>
  z.string().trim().default('').transform((text, context) => {
    if (text === '') return null
    const value = /^-?\d{1,3}([.,]\d{1,20})?$/.test(text) ? Number(text.replace(',', '.')) : NaN
    // About a kilometre: near enough to find somebody close by, and nobody's front door.
    if (Math.abs(value) <= most) return Math.round(value * 100) / 100
    context.addIssue({ code: 'custom', message: 'point_unreadable' })
    return z.NEVER
  })

const fieldNames = ['gender', 'birthYear', 'area', 'lat', 'lon', 'travelMinutes', 'hasCar']
const names = new Set([...fieldNames, ...Object.entries(boxes).flatMap(([group, values]) => values.map((value) => `${group}.${value}`))])
// What is refused must hold nothing of the form's other half: two halves that disagree about a field cannot be put together.
const ownOnly = (sent: unknown) => (typeof sent === 'object' && sent !== null ? Object.fromEntries(Object.entries(sent).filter(([name]) => names.has(name))) : sent)

/**
 * The fields of the shared traits, as posted. Join it with a form's own fields: `traitsForm.and(z.object({ … }))`; neither
 * minds the other's, if the other has names of its own and is not loose. Boxes nobody knows are not read. Messages: those of `traitTexts`.
 */
export const traitsForm = z.preprocess(ownOnly, z.looseObject({
  gender: z.enum(genders).or(z.literal('').transform(() => null)).catch(null).default(null),
  birthYear: z.string().trim().default('').transform((text, context) => {
    if (text === '') return null
    if (/^(19|20)\d\d$/.test(text)) return Number(text)
    context.addIssue({ code: 'custom', message: 'birthYear_wrong' })
    return z.NEVER
  }),
  area: z.string().trim().max(120, 'area_long').default(''),
  lat: degrees(90),
  lon: degrees(180),
  travelMinutes: z.string().default('').transform((text) => travelChoices.find((minutes) => String(minutes) === text) ?? 30),
  hasCar: z.string().optional().transform((ticked) => ticked === 'on'),
}).transform(({ gender, birthYear, area, lat, lon, travelMinutes, hasCar, ...sent }): Traits => {
  const ticked = Object.fromEntries(Object.entries(boxes).map(([group, values]) => [group, values.filter((value) => sent[`${group}.${value}`] === 'on')]))
  const point = lat !== null && lon !== null
  return traits.parse({ ...ticked, gender, birthYear, area, travelMinutes, hasCar, lat: point ? lat : null, lon: point ? lon : null })
}))
