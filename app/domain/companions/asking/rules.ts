import { traitValues } from '../traits/rules.ts'
import { purposes, wish as wishSchema, type Wish } from '../schema.ts'
import { type Part, parts, type Told } from './schema.ts'

export type AskingRefusal = 'too_often'

/** What a part's form says, sorted into where it is kept. */
export function toldIn(part: Part, form: Record<string, unknown>): Told {
  if (part === 'avoid') return { wish: {}, avoids: String(form.avoids ?? '') }
  if (part !== 'now') return { wish: form as Partial<Wish> }
  const { startsOn, releasedOn, ...wish } = form as { startsOn: string | null; releasedOn: string | null } & Partial<Wish>
  return { wish, days: { startsOn, releasedOn } }
}

/** Days far ahead are slips of the finger. */
const mostYears = 15

/** What is wrong with the days of a form, by field. `today` as `2026-11-25`. */
export function dayErrors({ days }: Told, before: { startsOn: string | null; releasedOn: string | null } | null, today: string): Record<string, string> {
  const errors: Record<string, string> = {}
  const far = `${Number(today.slice(0, 4)) + mostYears}${today.slice(4)}`
  // A day that stood there already may have passed meanwhile.
  const check = (name: 'releasedOn' | 'startsOn', past: string) => {
    const day = days?.[name]
    if (!day || day === before?.[name]) return
    if (day < today) errors[name] = past
    else if (day > far) errors[name] = 'date_far'
  }
  check('releasedOn', 'date_past')
  check('startsOn', 'start_past')
  return errors
}

export const nextPart = (part: Part): Part | null => parts[parts.indexOf(part) + 1] ?? null

/** What was told as the forms' values. */
export function wishValues(told: Wish | null, { startsOn, releasedOn, avoids }: { startsOn: string | null; releasedOn: string | null; avoids: string }): Record<string, string> {
  const wish = told ?? wishSchema.parse({})
  return {
    ...traitValues(wish), ...Object.fromEntries(purposes.filter((one) => wish.purposes.includes(one)).map((one) => [`purposes.${one}`, 'on'])),
    words: wish.words, phone: wish.phone, inside: wish.inside, insideWhere: wish.insideWhere, releasedOn: releasedOn ?? '', startsOn: startsOn ?? '',
    genderWish: wish.genderWish, ...(wish.genderMust && { genderMust: 'on' }), experienceWish: wish.experienceWish, avoids,
  }
}
