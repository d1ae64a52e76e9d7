import type { Language } from '#app/platform/language.ts'

/** What the two of a pairing are told about it. */
export type PairNews = 'made'
export type Side = 'participant' | 'companion'
interface About { side: Side; other: string; organisation: string }
interface Said { title: string; paragraphs: string[]; page?: string }

// Subjects say nothing; names stand inside, and only first names.
const nb = {
  subject: 'En melding fra Samkraft',
  open: 'Åpne siden deres',
  said: (news: PairNews, { other, organisation }: About): Said => ({
    made: {
      title: `${other} og du kan gå et stykke vei sammen`,
      paragraphs: [`${organisation} tror at ${other} og du kan ha det fint sammen. Nå møtes dere én gang, for å kjenne etter.`, 'På siden deres finner dere et tidspunkt for det første møtet. Etterpå svarer dere hver for dere om dere vil fortsette. Ingen får vite hva den andre svarte.'],
    },
  })[news],
}

const texts: Record<Language, typeof nb> = {
  nb,
  sv: {
    subject: 'Ett meddelande från Samkraft',
    open: 'Öppna er sida',
    said: (news, { other, organisation }) => ({
      made: {
        title: `${other} och du kan gå en bit av vägen tillsammans`,
        paragraphs: [`${organisation} tror att ${other} och du kan ha det fint tillsammans. Nu ses ni en gång, för att känna efter.`, 'På er sida kommer ni överens om en tid för det första mötet. Efteråt svarar ni var för sig om ni vill fortsätta. Ingen får veta vad den andra svarade.'],
      },
    })[news],
  },
  en: {
    subject: 'A message from Samkraft',
    open: 'Open your page',
    said: (news, { other, organisation }) => ({
      made: {
        title: `${other} and you can walk a stretch of the way together`,
        paragraphs: [`${organisation} thinks that ${other} and you may get on well. First you meet once, to see how it feels.`, 'On your page you agree on a time for the first meeting. Afterwards each of you says, by yourself, whether you want to go on. Nobody is told what the other one said.'],
      },
    })[news],
  },
}

/** What the two are told, in the reader's language. */
export const pairLetters = (language: Language) => texts[language]
