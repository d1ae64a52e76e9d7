import { z } from 'zod'

const reflectionLimit = 4000

/** What a learner sends with any of the module's buttons: everything on the page, so that nothing typed is lost. */
export const learningSchema = z.object({
  intent: z.enum(['read', 'quiz', 'reflect', 'practice']),
  reflection: z.string().trim().max(reflectionLimit, 'reflection_long').optional(),
  shared: z.string().optional().transform((ticked) => ticked === 'on'),
})
export type Learnt = z.output<typeof learningSchema>
