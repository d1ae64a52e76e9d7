import type { Language } from '#app/platform/language.ts'

export type CoordinatorNews = 'wish' | 'alarms'
interface Said { title: string; paragraphs: string[] }

const nb = {
  subject: 'En melding til deg i Samkraft',
  open: 'Åpne oversikten',
  said: (news: CoordinatorNews, count: number): Said => ({
    wish: { title: 'Noen vil gjerne snakke med deg', paragraphs: ['En av dem som går sammen, har skrevet til koordinatoren. Ta kontakt når du kan. Den andre vet ikke om det.'] },
    alarms: { title: count === 1 ? 'Én ting å se på' : `${count} ting å se på`, paragraphs: ['Det haster sjelden. I oversikten står hva det er, og hva du kan gjøre.', 'Denne meldingen kommer høyst én gang i uka.'] },
  })[news],
}

const texts: Record<Language, typeof nb> = {
  nb,
  sv: {
    subject: 'Ett meddelande till dig i Samkraft',
    open: 'Öppna översikten',
    said: (news, count) => ({
      wish: { title: 'Någon vill gärna prata med dig', paragraphs: ['En av dem som går tillsammans har skrivit till samordnaren. Hör av dig när du kan. Den andra vet inte om det.'] },
      alarms: { title: count === 1 ? 'En sak att titta på' : `${count} saker att titta på`, paragraphs: ['Det brådskar sällan. I översikten står vad det är och vad du kan göra.', 'Det här meddelandet kommer högst en gång i veckan.'] },
    })[news],
  },
  en: {
    subject: 'A message to you in Samkraft',
    open: 'Open the overview',
    said: (news, count) => ({
      wish: { title: 'Somebody would like to talk with you', paragraphs: ['One of those who walk together has written to the coordinator. Get in touch when you can. The other one does not know of it.'] },
      alarms: { title: count === 1 ? 'One thing to look at' : `${count} things to look at`, paragraphs: ['It is seldom urgent. The overview says what it is and what you can do.', 'This message comes once a week at most.'] },
    })[news],
  },
}

/** What coordinators are written about pairings, in the reader's language: counts, no names. */
export const coordinatorLetters = (language: Language) => texts[language]
