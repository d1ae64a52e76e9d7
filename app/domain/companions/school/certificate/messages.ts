import { messages } from '#app/platform/language.ts'

export const certificateTexts = messages({
  nb: { title: 'Kursbevis', has: 'har gjennomført', modules: 'Innhold', at: (place: string, day: string) => `${place}, ${day}`, file: 'kursbevis' },
  sv: { title: 'Kursbevis', has: 'har genomfört', modules: 'Innehåll', at: (place: string, day: string) => `${place}, ${day}`, file: 'kursbevis' },
  en: { title: 'Certificate', has: 'has completed', modules: 'Contents', at: (place: string, day: string) => `${place}, ${day}`, file: 'certificate' },
})
