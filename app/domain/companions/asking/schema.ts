import { z } from 'zod'
import { isCalendarDay } from '#app/platform/time.ts'
import { experienceWishes, genderWishes, purposes, type Traits, type Wish } from '../schema.ts'
import { traitsForm } from '../traits/schema.ts'

/** One question group per screen, in this order. Only the first is needed: it is the asking. */
export const parts = ['why', 'now', 'who', 'likes', 'when', 'avoid'] as const
export type Part = (typeof parts)[number]
export const isPart = (value: unknown): value is Part => parts.includes(value as Part)

export const wordsLimit = 2000
export const avoidsLimit = 2000

const day = z.string().trim().default('').transform((text, context) => {
  if (text === '') return null
  if (isCalendarDay(text)) return text
  context.addIssue({ code: 'custom', message: 'date_wrong' })
  return z.NEVER
})
const ticked = z.string().optional().transform((value) => value === 'on')

const whyForm = z.looseObject({
  words: z.string().trim().max(wordsLimit, 'words_long').default(''),
  phone: z.string().trim().max(40, 'phone_wrong').regex(/^$|^\+?[\d\s().-]{5,}$/, 'phone_wrong').default(''),
}).transform(({ words, phone, ...sent }) => ({ words, phone, purposes: purposes.filter((one) => sent[`purposes.${one}`] === 'on') }))
const nowForm = z.object({
  inside: z.enum(['no', 'treatment', 'prison']).default('no'),
  insideWhere: z.string().trim().max(200, 'insideWhere_long').default(''),
  releasedOn: day,
  startsOn: day,
  // Whoever is not inside leaves nothing.
}).transform((told) => (told.inside === 'no' ? { ...told, insideWhere: '', releasedOn: null } : told))
const whoForm = z.object({ genderWish: z.enum(genderWishes).default('any'), genderMust: ticked, experienceWish: z.enum(experienceWishes).default('no-matter') })
const onlyTraits = <Name extends keyof Traits>(...names: Name[]) => traitsForm.transform((told) => Object.fromEntries(names.map((name) => [name, told[name]])) as Pick<Traits, Name>)

/** What each part's form says, as it is stored. */
export const partForms = {
  why: whyForm,
  now: nowForm,
  who: whoForm.and(onlyTraits('experiences')),
  likes: onlyTraits('gender', 'birthYear', 'interests', 'speaks'),
  when: onlyTraits('times', 'area', 'lat', 'lon', 'travelMinutes', 'hasCar'),
  avoid: z.object({ avoids: z.string().trim().max(avoidsLimit, 'avoids_long').default('') }),
} satisfies Record<Part, z.ZodType>

/** Everything told in one part; the dates and what to avoid are kept apart from the rest. */
export interface Told {
  wish: Partial<Wish>
  days?: { startsOn: string | null; releasedOn: string | null }
  avoids?: string
}
