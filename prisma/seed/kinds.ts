import type { Language } from '#app/platform/language.ts'

/** What a new organisation's list of kinds begins with; administrators rename, add and archive from there. */
export const defaultKinds: { slug: string; names: Record<Language, string> }[] = [
  { slug: 'tur', names: { nb: 'Tur', sv: 'Utflykt', en: 'Walks and trips' } },
  { slug: 'trening', names: { nb: 'Trening', sv: 'Träning', en: 'Exercise' } },
  { slug: 'mat', names: { nb: 'Mat', sv: 'Mat', en: 'Food' } },
  { slug: 'kultur', names: { nb: 'Kultur', sv: 'Kultur', en: 'Culture' } },
  { slug: 'verksted', names: { nb: 'Verksted', sv: 'Verkstad', en: 'Workshop' } },
  { slug: 'kafe', names: { nb: 'Kafé', sv: 'Kafé', en: 'Café' } },
  { slug: 'samtalegruppe', names: { nb: 'Samtalegruppe', sv: 'Samtalsgrupp', en: 'Conversation group' } },
  { slug: 'hoytid', names: { nb: 'Høytid', sv: 'Högtid', en: 'Holidays' } },
  { slug: 'kurs', names: { nb: 'Kurs', sv: 'Kurs', en: 'Course' } },
]
