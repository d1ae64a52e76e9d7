import { z } from 'zod'
import { channels } from '../reminders/rules.ts'

/** What a person decides about being reminded. Errors are keys of settings/messages.ts. */
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d/, 'clock_wrong').transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5)))
const zone = z.string().max(60).refine(isZone, 'zone_wrong')

export const reminderChoices = z.object({
  dayBefore: z.enum(channels),
  twoHours: z.enum(channels),
  quiet: z.literal('on').optional(),
  quietFrom: clock,
  quietTo: clock,
  zone,
}).transform(({ quiet, ...rest }) => (quiet ? rest : { ...rest, quietTo: rest.quietFrom }))
export type ReminderChoices = z.output<typeof reminderChoices>

/** Only in the place itself, or so many kilometres around it. */
export const distances = ['5', '10', '25', '50', '100'] as const

export const digestChoices = z.looseObject({
  digest: z.enum(['off', 'weekly', 'daily']),
  place: z.string().trim().max(100),
  within: z.enum(['area', ...distances]),
}).transform(({ digest, place, within, ...others }) => ({
  digest, place,
  within: within === 'area' ? null : Number(within),
  // One box for each kind, since a form's fields have one value each.
  kinds: Object.keys(others).filter((name) => /^kind-[a-z0-9-]{1,40}$/.test(name)).map((name) => name.slice(5)).slice(0, 40),
}))
export type DigestChoices = z.output<typeof digestChoices>

export const sayClock = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Clocks to choose from: where people who use this are likely to be. */
export const zones = [
  'Europe/Oslo', 'Europe/Stockholm', 'Europe/Copenhagen', 'Europe/Helsinki', 'Atlantic/Reykjavik', 'Europe/London', 'Europe/Berlin', 'Europe/Warsaw', 'Europe/Vilnius',
  'Europe/Madrid', 'Atlantic/Canary', 'Europe/Athens', 'Europe/Istanbul', 'Asia/Bangkok', 'America/New_York',
]

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
