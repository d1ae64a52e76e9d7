import { z } from 'zod'
import { type Language, languages } from '#app/platform/language.ts'

const line = (text: string) => text.replace(/\s+/g, ' ').trim()

/** What a person is called in one group. */
export const called = z.string().transform(line).pipe(z.string().min(1, 'called_missing').max(40, 'called_long'))
export const joinForm = z.object({ called })
export const nameForm = z.object({ called, shown: z.literal('on').optional() })

export const visibilities = ['public', 'members', 'unlisted'] as const
export const waysIn = ['open', 'request'] as const

export const textFields = ['name', 'forWhom', 'description', 'firstTime'] as const
export type TextField = (typeof textFields)[number]
export type GroupTexts = Record<TextField, string>
const limits: Record<TextField, number> = { name: 120, forWhom: 500, description: 8000, firstTime: 2000 }
/** The name of a text's field in a form: "name_nb". */
export const fieldOf = (field: TextField, language: Language) => `${field}_${language}`

const texts = Object.fromEntries(languages.flatMap((language) => textFields.map((field) =>
  [fieldOf(field, language), z.string().trim().max(limits[field], `${field}_long`).default('')]))) as Record<string, z.ZodType<string>>

export interface GroupPlan {
  language: Language
  wayIn: (typeof waysIn)[number]
  visibility: (typeof visibilities)[number]
  placeId: string | null
  area: string
  texts: Partial<Record<Language, GroupTexts>>
}

/** The form of a group. A language with any words needs a name; the original always does. */
export const groupForm = z.object({
  language: z.enum(languages),
  wayIn: z.enum(waysIn, 'choose_one'),
  visibility: z.enum(visibilities, 'choose_one'),
  placeId: z.union([z.literal(''), z.uuid()]).default(''),
  area: z.string().trim().max(120, 'area_long').default(''),
  ...texts,
}).transform((form, context): GroupPlan => {
  const typed = form as unknown as Record<string, string>
  const written: GroupPlan['texts'] = {}
  for (const language of languages) {
    const words = Object.fromEntries(textFields.map((field) => [field, typed[fieldOf(field, language)] ?? ''])) as GroupTexts
    const any = textFields.some((field) => words[field] !== '')
    if (!words.name && (any || language === form.language)) context.addIssue({ code: 'custom', message: 'name_missing', path: [fieldOf('name', language)] })
    if (any) written[language] = { ...words, name: line(words.name) }
  }
  return { language: form.language, wayIn: form.wayIn, visibility: form.visibility, placeId: form.placeId || null, area: form.area, texts: written }
})
