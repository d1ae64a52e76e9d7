import { z } from 'zod'

export const forms = ['group', 'talk'] as const
export type SupervisionForm = (typeof forms)[number]
/** How long it may be planned for, in minutes. */
export const lengths = [30, 45, 60, 90, 120] as const
export const mostPlaces = 30
/** After how many weeks without supervision somebody stands on the coordinator's list. */
export const weekChoices = [4, 6, 8, 12] as const

const length = z.coerce.number().pipe(z.literal(lengths))
const when = { startDate: z.string().default(''), startTime: z.string().default(''), length, place: z.string().trim().max(300, 'place_long').default('') }

/** Whom it is for comes as checkboxes named `invite.<id>`. */
export const planSchema = z.looseObject({ form: z.enum(forms), places: z.string().trim().transform((text, context) => {
  const number = text === '' ? mostPlaces : /^\d{1,2}$/.test(text) ? Number(text) : NaN
  if (number >= 1 && number <= mostPlaces) return number
  context.addIssue({ code: 'custom', message: 'places_unreadable' })
  return z.NEVER
}), ...when })
export const moveSchema = z.looseObject(when)

/** Who came comes as checkboxes named `came.<id>`. */
export const recordSchema = z.looseObject({
  minutes: z.string().trim().transform((text, context) => {
    const number = /^\d{1,3}$/.test(text) ? Number(text) : NaN
    if (number >= 5 && number <= 600) return number
    context.addIssue({ code: 'custom', message: 'minutes_unreadable' })
    return z.NEVER
  }),
  note: z.string().trim().max(4000, 'note_long').default(''),
})
