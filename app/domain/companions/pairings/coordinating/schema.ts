import { z } from 'zod'
import { alarmKinds } from '../../alarms/rules.ts'
import { endReasons } from '../../ending/schema.ts'

/** What a coordinator does with a pairing. */
export const workSchema = z.discriminatedUnion('intent', [
  z.looseObject({ intent: z.literal('meet'), key: z.string().max(60).default('') }),
  z.object({ intent: z.enum(['later', 'handled']), kind: z.enum(alarmKinds) }),
  z.object({ intent: z.literal('wish'), id: z.uuid() }),
  z.object({ intent: z.literal('time'), until: z.iso.date('until_wrong') }),
  z.object({ intent: z.literal('extend'), end: z.iso.date('date_wrong') }),
  z.object({ intent: z.literal('end'), because: z.enum([...endReasons, 'trial'], 'reason_missing') }),
])

const days = (from: number, to: number) => z.coerce.number('number_wrong').int('number_wrong').min(from, 'number_wrong').max(to, 'number_wrong')
/** How far each number may go; the database holds the same. */
export const limitRanges = { silentDays: [3, 120], worseCount: [2, 10], endingDays: [7, 120], startDays: [1, 60], trialDays: [3, 60], contactsWeek: [1, 40] } as const
export const limitsSchema = z.object({
  silentDays: days(...limitRanges.silentDays), worseCount: days(...limitRanges.worseCount), endingDays: days(...limitRanges.endingDays),
  startDays: days(...limitRanges.startDays), trialDays: days(...limitRanges.trialDays), contactsWeek: days(...limitRanges.contactsWeek),
})
