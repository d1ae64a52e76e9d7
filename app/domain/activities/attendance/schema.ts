import { z } from 'zod'
import { outcomes } from './rules.ts'

/** A walk-in's first name; nothing else is asked of them. */
// oxlint-disable-next-line no-control-regex -- controls, and what turns the letters after it around, are taken away
export const firstName = z.string().transform((name) => name.normalize('NFC').replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '').trim())
  .pipe(z.string().min(1, 'name_missing').max(40, 'name_too_long'))
const id = z.uuid().toLowerCase()
const outcome = z.enum(outcomes)

/** A tap without scripts. An empty outcome takes the mark back. */
export const tapSchema = z.object({ who: id, outcome: z.union([outcome, z.literal('').transform(() => null)]) })
export const walkInSchema = z.object({ who: id, firstName })

/** What a device sends that was without network: up to a few hundred marks. */
export const syncSchema = z.object({
  person: id,
  marks: z.array(z.object({ key: id, at: z.coerce.date(), who: id, outcome: outcome.nullable(), firstName: firstName.optional() })).max(500),
})
