import type { Language } from '#app/platform/language.ts'

export type MeetingNews = 'made' | 'moved' | 'off' | 'over'
interface Said { title: string; paragraphs: string[] }

const nb = {
  subject: 'En melding fra Samkraft',
  open: 'Åpne siden deres',
  seeAlong: 'Se hva det er',
  said: (news: MeetingNews): Said => ({
    made: { title: 'Dere møtes', paragraphs: ['Passer det ikke, kan du flytte eller avlyse på siden deres.'] },
    moved: { title: 'Møtet er flyttet', paragraphs: ['Her er det nye tidspunktet. Passer det ikke, kan du flytte eller avlyse på siden deres.'] },
    off: { title: 'Møtet er avlyst', paragraphs: ['Det skjer. På siden deres kan dere avtale en ny tid.'] },
    over: { title: 'Møtet er avlyst', paragraphs: [] },
  })[news],
  along: (name: string): Said => ({ title: `${name} spør om du vil bli med`, paragraphs: [`${name} har funnet noe dere kan gjøre sammen. Du sier ja eller nei på siden bak knappen, og invitasjonen gjelder i tre dager.`] }),
}

const texts: Record<Language, typeof nb> = {
  nb,
  sv: {
    subject: 'Ett meddelande från Samkraft',
    open: 'Öppna er sida',
    seeAlong: 'Se vad det är',
    said: (news) => ({
      made: { title: 'Ni ses', paragraphs: ['Passar det inte kan du flytta eller ställa in på er sida.'] },
      moved: { title: 'Mötet är flyttat', paragraphs: ['Här är den nya tiden. Passar det inte kan du flytta eller ställa in på er sida.'] },
      off: { title: 'Mötet är inställt', paragraphs: ['Det händer. På er sida kan ni komma överens om en ny tid.'] },
      over: { title: 'Mötet är inställt', paragraphs: [] },
    })[news],
    along: (name) => ({ title: `${name} frågar om du vill följa med`, paragraphs: [`${name} har hittat något ni kan göra tillsammans. Du säger ja eller nej på sidan bakom knappen, och inbjudan gäller i tre dagar.`] }),
  },
  en: {
    subject: 'A message from Samkraft',
    open: 'Open your page',
    seeAlong: 'See what it is',
    said: (news) => ({
      made: { title: 'You meet', paragraphs: ['If it does not suit you, move it or call it off on your page.'] },
      moved: { title: 'The meeting has been moved', paragraphs: ['Here is the new time. If it does not suit you, move it or call it off on your page.'] },
      off: { title: 'The meeting is called off', paragraphs: ['It happens. On your page you can agree on a new time.'] },
      over: { title: 'The meeting is called off', paragraphs: [] },
    })[news],
    along: (name) => ({ title: `${name} asks whether you want to come along`, paragraphs: [`${name} has found something you can do together. You say yes or no on the page behind the button, and the invitation stands for three days.`] }),
  },
}

/** What mails about meeting each other say, in the reader's language. */
export const meetingLetters = (language: Language) => texts[language]
