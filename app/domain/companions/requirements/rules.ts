import type { Kind } from '../schema.ts'
import type { ItemName } from './schema.ts'

export interface KindRules {
  kind: Kind
  welcome: boolean
  paid: boolean
  declaration: boolean
  referenceCount: number
  minimumAge: number
  /** null: no certificate is asked for. */
  certificateReason: string | null
  soberMonths: number
}

/**
 * What is asked of a kind until the organisation says otherwise (docs/decisions/volunteering.md). A certificate and sober
 * time are never asked for by default: the first needs a legal ground, the second is the organisation's own choice.
 */
export const defaultsOf = (kind: Kind): KindRules => ({
  kind, welcome: false, paid: false, declaration: true, minimumAge: 18, certificateReason: null, soberMonths: 0,
  referenceCount: { companion: 2, peer: 1, adviser: 1, helper: 0 }[kind],
})

/** What is asked of somebody of these kinds: the strictest of each. */
export function askedOf(kinds: readonly Kind[], rules: readonly KindRules[]) {
  const own = kinds.map((kind) => rules.find((one) => one.kind === kind) ?? defaultsOf(kind))
  const certified = own.find((one) => one.certificateReason !== null)
  return {
    declaration: own.some((one) => one.declaration),
    references: Math.max(0, ...own.map((one) => one.referenceCount)),
    minimumAge: Math.max(0, ...own.map((one) => one.minimumAge)),
    certificate: certified ? { kind: certified.kind, reason: certified.certificateReason! } : null,
    soberMonths: Math.max(0, ...own.map((one) => one.soberMonths)),
  }
}
export type Asked = ReturnType<typeof askedOf>

/** How old a certificate may be when it is shown: three months in Norway, a year in Sweden (shared domain facts). */
export const certificateMonths = (country: string) => (country === 'SE' ? 12 : 3)

export interface Held {
  birthYear: number | null
  /** The text that is asked for; null: the organisation has none. */
  declaration: { id: string; signed: boolean } | null
  references: { spokenAt: Date | null }[]
  marks: { what: string }[]
  training: { courseId: string; title: string; done: boolean; modulesDone: number; modules: number }[]
}
export interface Item {
  what: ItemName
  met: boolean
  /** Whose move it is, while it is not met. */
  by: 'volunteer' | 'coordinator'
  done?: number
  of?: number
  title?: string
  courseId?: string
}

/**
 * Everything that is asked, in the order in which it is met. Somebody who turns the age this year may not have had their
 * birthday: then, and when no year is given, the coordinator says that they have.
 */
export function checklist(asked: Asked, held: Held, now: Date): Item[] {
  const has = (what: string) => held.marks.some((mark) => mark.what === what)
  const items: Item[] = []
  if (asked.declaration && held.declaration) items.push({ what: 'declaration', met: held.declaration.signed, by: 'volunteer' })
  if (asked.references > 0) {
    const spoken = held.references.filter((one) => one.spokenAt).length
    items.push({ what: 'references', met: spoken >= asked.references, by: held.references.length < asked.references ? 'volunteer' : 'coordinator', done: spoken, of: asked.references })
  }
  for (const { courseId, title, done, modulesDone, modules } of held.training) items.push({ what: 'training', met: done, by: 'volunteer', done: modulesDone, of: modules, title, courseId })
  if (asked.minimumAge > 0) {
    const turns = held.birthYear === null ? null : now.getUTCFullYear() - held.birthYear
    items.push({ what: 'age', met: has('age') || (turns !== null && turns > asked.minimumAge), by: turns === null ? 'volunteer' : 'coordinator', of: asked.minimumAge })
  }
  if (asked.soberMonths > 0) items.push({ what: 'sober', met: has('sober'), by: 'volunteer', of: asked.soberMonths })
  // Shown to the coordinator, face to face: the volunteer has it sent for once they were asked.
  if (asked.certificate) items.push({ what: 'certificate', met: has('certificate-shown'), by: has('certificate-asked') ? 'volunteer' : 'coordinator' })
  return items
}
