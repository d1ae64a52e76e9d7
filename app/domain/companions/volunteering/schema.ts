import { z } from 'zod'
import { personName } from '#app/domain/identity/schema.ts'
import { kinds } from '../schema.ts'
import { traitsForm } from '../traits/schema.ts'

export const messageLimit = 1500
export const hoursChoices = [1, 2, 3, 4, 6, 8, 10, 15, 20] as const

// Boxes become one field before anything is looked at, so that a missing kind is told of together with what else is wrong.
const chosenKinds = (sent: unknown) => {
  const posted = typeof sent === 'object' && sent !== null ? (sent as Record<string, unknown>) : {}
  return { ...posted, kinds: kinds.filter((kind) => posted[`kinds.${kind}`] === 'on') }
}

/** Who I am and what I can give, beside the shared traits. Messages: those of `volunteeringTexts`. */
const own = z.preprocess(chosenKinds, z.object({
  kinds: z.array(z.enum(kinds)).min(1, 'kinds_missing'),
  name: personName,
  phone: z.string().trim().max(40, 'phone_wrong').regex(/^$|^\+?[\d\s().-]{5,}$/, 'phone_wrong').default(''),
  hours: z.string().default('').transform((text) => hoursChoices.find((hours) => String(hours) === text) ?? null),
  skills: z.string().trim().max(1000, 'skills_long').default(''),
  about: z.string().trim().max(2000, 'about_long').default(''),
}))
export const signUpForm = traitsForm.and(own)
export type SignUp = z.output<typeof signUpForm>

const message = z.string().trim().max(messageLimit, 'message_long').default('')
/** The coordinator's next step, and what they say with it. */
export const moveForm = z.discriminatedUnion('step', [
  z.object({ step: z.enum(['talking', 'preparing', 'ready']), message }),
  z.object({ step: z.literal('thanked'), message: z.string().trim().min(1, 'message_missing').max(messageLimit, 'message_long') }),
])
