import type { Role } from '#app/domain/identity/schema.ts'
import { inLanguage, type Language, messages } from '#app/platform/language.ts'

/** What an organisation calls its roles: its own words where it has some, else the usual ones. */
export interface Label { role: Role; language: Language; label: string }

export const usualLabels = messages({
  nb: { participant: 'Deltaker', volunteer: 'Frivillig', organiser: 'Aktivitetsleder', coordinator: 'Koordinator', administrator: 'Administrator' },
  sv: { participant: 'Deltagare', volunteer: 'Volontär', organiser: 'Aktivitetsledare', coordinator: 'Samordnare', administrator: 'Administratör' },
  en: { participant: 'Participant', volunteer: 'Volunteer', organiser: 'Organiser', coordinator: 'Coordinator', administrator: 'Administrator' },
})

export function labelOf(role: Role, labels: readonly Label[], language: Language): string {
  const own = Object.fromEntries(labels.filter((label) => label.role === role).map(({ language, label }) => [language, label]))
  return own[language] ?? (language === 'en' ? undefined : inLanguage({ nb: own.nb, sv: own.sv }, language)) ?? usualLabels(language)[role]
}

/** As it stands within a sentence. */
export const labelWithin = (label: string) => (/^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label)
