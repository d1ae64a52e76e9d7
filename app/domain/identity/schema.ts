import { z } from 'zod'
import type { Language } from '#app/platform/language.ts'

export const roles = ['participant', 'volunteer', 'organiser', 'coordinator', 'administrator'] as const
export type Role = (typeof roles)[number]
export const isRole = (value: unknown): value is Role => roles.includes(value as Role)

/** An organisation one belongs to today, and as what. */
export type Membership = { id: string; slug: string; name: string; country: string; language: Language; zone: string; roles: Role[] }

/** An address as people write it; messages are keys in messages.ts. */
export const email = z.string().trim().toLowerCase().min(1, 'email_missing').max(254, 'email_invalid').pipe(z.email('email_invalid'))
export const personName = z.string().transform((name) => name.replace(/\s+/g, ' ')).pipe(z.string().trim().min(1, 'name_missing').max(80, 'name_too_long'))
