import { z } from 'zod'
import { email, roles } from '#app/domain/identity/schema.ts'
import { languages } from '#app/platform/language.ts'
import { isCalendarDay } from '#app/platform/time.ts'

/** Forms of the organisation's workplace. Messages are keys in messages.ts. */
const text = (most: number) => z.string().trim().max(most, 'too_long')
const optionalText = (most: number) => text(most).optional().default('')
const day = z.string().trim().refine(isCalendarDay, 'day_unreadable')
const optionalDay = z.union([z.literal('').transform(() => null), day]).optional().default(null)
const id = z.uuid('invalid')
const optionalId = z.union([z.literal('').transform(() => null), id]).optional().default(null)
const number = z.string().trim().transform((value) => value.replace(',', '.'))
const degrees = (most: number) => z.union([z.literal('').transform(() => null), number.pipe(z.string().regex(/^-?\d{1,3}(\.\d{1,15})?$/, 'point_unreadable')).transform(Number).pipe(z.number().min(-most, 'point_unreadable').max(most, 'point_unreadable'))]).optional().default(null)
const names = { nb: optionalText(40), sv: optionalText(40), en: optionalText(40) }
const named = <T extends { nb: string; sv: string; en: string }>(value: T) => value.nb !== '' || value.sv !== '' || value.en !== ''

export const role = z.enum(roles, 'role_missing')
export const inviteForm = z.object({ email, role, language: z.enum(languages), placeId: optionalId })
export const invitationForm = z.object({ invitation: id })
export const grantForm = z.object({ person: id, role, from: z.union([z.literal('').transform(() => null), day]).optional().default(null), to: optionalDay, placeId: optionalId })
export const endForm = z.object({ membership: id, to: optionalDay })

export const kindForm = z.object({ kind: optionalId, ...names }).refine(named, { path: ['nb'], error: 'name_missing' })
export const kindDeedForm = z.object({ kind: id })
export const placeForm = z.object({ place: optionalId, name: text(120).min(1, 'name_missing'), address: optionalText(200), lat: degrees(90), lon: degrees(180) })
  .refine(({ lat, lon }) => (lat === null) === (lon === null), { path: ['lon'], error: 'point_half' })
export const placeDeedForm = z.object({ place: id })
export const labelsForm = z.object(Object.fromEntries(roles.flatMap((role) => languages.map((language) => [`${role}_${language}`, optionalText(40)]))))

const website = z.union([z.literal(''), text(300).pipe(z.url({ protocol: /^https?$/, error: 'website_invalid' }))]).optional().default('')
export const organisationForm = z.object({
  name: text(120).min(1, 'name_missing'), language: z.enum(languages), zone: z.enum(['Europe/Oslo', 'Europe/Stockholm'], 'invalid'),
  about_nb: optionalText(2_000), about_sv: optionalText(2_000), about_en: optionalText(2_000),
  contactEmail: z.union([z.literal(''), email]).optional().default(''), website,
})
export type OrganisationTexts = z.output<typeof organisationForm>

export const helpLineForm = z.object({
  line: optionalId, nb: optionalText(80), sv: optionalText(80), en: optionalText(80),
    number: text(60).min(1, 'number_missing').regex(/^[+\d][\d +-]*$/, 'number_invalid'),
  hours_nb: optionalText(120), hours_sv: optionalText(120), hours_en: optionalText(120), source: text(300).min(1, 'source_missing'), checkedOn: day,
    verified: z.string().optional().transform((value) => value === 'on'),
}).refine(named, { path: ['nb'], error: 'name_missing' })
export const helpLineDeedForm = z.object({ line: id })
