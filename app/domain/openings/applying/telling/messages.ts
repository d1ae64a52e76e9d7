import type { Language } from '#app/platform/language.ts'
import type { State } from '../../schema.ts'

/** What those who answer hear about. */
export type EmployerNews = 'sent' | 'withdrawn' | 'withdrawn-place' | 'accepted' | 'turned-down' | 'reminder' | 'filled' | 'deadline'
interface About { title: string; organisation: string; contact: string | null }
interface Said {
  title: string
  paragraphs: string[]
  /** After what those who answer wrote themselves. */
  next: string[]
  /** Also leads to what else there is. */
  others?: boolean
}
interface ToEmployer { title: string; paragraphs: string[]; button: string }

const nb = {
  subject: 'En melding om det du spurte om',
  employerSubject: 'En melding til deg i Samkraft',
  seeApplication: 'Se hvor det står',
  seeOthers: 'Se hva annet som finnes',
  factWhat: 'Gjelder',
  factWho: 'Hos',
  factContact: 'Kontakt',
  theyWrite: (organisation: string) => `${organisation} skriver:`,
  applicant: (state: State, { organisation, contact }: About): Said => {
    const who = contact ?? organisation
    const said: Record<State, Said> = {
      sent: { title: 'Vi har tatt imot søknaden din', paragraphs: [`Den ligger hos ${organisation}. ${who} leser den og svarer deg.`], next: ['Du kan endre det du skrev til noen har lest det, og du kan trekke søknaden når du vil.'] },
      talking: { title: 'De vil gjerne snakke med deg', paragraphs: [`${organisation} har lest det du skrev og vil bli kjent med deg.`], next: [`Neste steg er en prat med ${who}. Du trenger ikke forberede noe.`] },
      offered: { title: 'Du har fått et tilbud', paragraphs: [`${organisation} vil gjerne ha deg med.`], next: ['Du sier ja eller nei på siden din. Ta den tiden du trenger. Plassen er din når du har sagt ja.'] },
      accepted: { title: 'Plassen er din', paragraphs: ['Du sa ja, og det er skrevet ned.'], next: [`${who} tar kontakt om hvordan dere begynner.`] },
      started: { title: 'Nå er du i gang', paragraphs: ['Velkommen. Vi håper det blir bra for deg.'], next: [`Lurer du på noe, spør ${who}.`] },
      ended: { title: 'Dette er avsluttet', paragraphs: [`Takk for tiden hos ${organisation}.`], next: ['Døra er ikke lukket. Du kan søke på noe nytt når du vil.'], others: true },
      declined: { title: 'Svar på søknaden din', paragraphs: ['Takk for at du søkte. Denne gangen ble det ikke noe.'], next: ['Det sier ikke noe om hva du er verdt. Det kommer nye muligheter, og du er velkommen til å søke igjen.'], others: true },
      'turned-down': { title: 'Takk for svaret', paragraphs: ['Du sa nei til tilbudet. Det er helt greit, og du trenger ikke forklare noe.'], next: ['Du er velkommen til å søke på noe annet.'], others: true },
      withdrawn: { title: 'Søknaden er trukket', paragraphs: [`${organisation} kan ikke lese den lenger.`], next: ['Ombestemmer du deg, kan du sende den igjen så lenge det er åpent.'] },
      unanswered: { title: 'Vi avslutter søknaden din', paragraphs: ['Takk for at du søkte. Du skulle fått svar før nå, og det beklager vi. Vi avslutter søknaden, så du slipper å vente.'], next: ['Det sier ikke noe om det du skrev. Du er velkommen til å søke på noe annet, og du kan skrive til dem hvis du lurer på noe.'], others: true },
    }
    return said[state]
  },
  employer: (news: EmployerNews, { applicant, count }: { title: string; applicant: string; count: number }): ToEmployer => {
    const waiting = count === 0 ? 'Alle har fått svar.' : count === 1 ? 'Én person venter fortsatt på svar.' : `${count} personer venter fortsatt på svar.`
    const said: Record<EmployerNews, ToEmployer> = {
      sent: { title: 'Noen har søkt', paragraphs: [`${applicant} har skrevet til dere. Et svar innen noen dager betyr mye, også når det er et nei.`], button: 'Les og svar' },
      withdrawn: { title: 'En søknad er trukket', paragraphs: [`${applicant} har trukket søknaden sin. Dere trenger ikke gjøre noe.`], button: 'Åpne' },
      'withdrawn-place': { title: 'En plass er ledig igjen', paragraphs: [`${applicant} kan ikke likevel, og plassen er ledig. Er det lukket, kan du åpne det igjen eller gi plassen til en annen.`], button: 'Åpne' },
      accepted: { title: 'Ja takk til tilbudet', paragraphs: [`${applicant} sa ja. Avtal når og hvordan dere begynner.`], button: 'Åpne søknaden' },
      'turned-down': { title: 'Nei takk til tilbudet', paragraphs: [`${applicant} takket nei. Plassen kan gå til en annen.`], button: 'Åpne' },
      reminder: { title: 'Noen venter på svar', paragraphs: [count === 1 ? 'Én person har ventet en uke eller mer.' : `${count} personer har ventet en uke eller mer.`, 'Et kort svar er bedre enn ikke noe svar. Du kan bruke setningene som ligger klare.'], button: 'Svar' },
      filled: { title: 'Alle plasser er tatt', paragraphs: ['Det er lukket av seg selv.', `${waiting}`, ...(count > 0 ? ['Svar dem gjerne selv. De som ikke har hørt noe på en uke, får et vennlig svar fra oss.'] : [])], button: 'Åpne' },
      deadline: { title: 'Fristen er ute', paragraphs: ['Det er lukket av seg selv.', `${waiting}`, ...(count > 0 ? ['Svar dem gjerne selv. De som ikke har hørt noe på en uke, får et vennlig svar fra oss.'] : [])], button: 'Åpne' },
    }
    return said[news]
  },
}

const texts: Record<Language, typeof nb> = {
  nb,
  sv: {
    subject: 'Ett meddelande om det du frågade om',
    employerSubject: 'Ett meddelande till dig i Samkraft',
    seeApplication: 'Se hur det ligger till',
    seeOthers: 'Se vad annat som finns',
    factWhat: 'Gäller',
    factWho: 'Hos',
    factContact: 'Kontakt',
    theyWrite: (organisation) => `${organisation} skriver:`,
    applicant: (state, { organisation, contact }) => {
      const who = contact ?? organisation
      const said: Record<State, Said> = {
        sent: { title: 'Vi har tagit emot din ansökan', paragraphs: [`Den ligger hos ${organisation}. ${who} läser den och svarar dig.`], next: ['Du kan ändra det du skrev tills någon har läst det, och du kan dra tillbaka ansökan när du vill.'] },
        talking: { title: 'De vill gärna prata med dig', paragraphs: [`${organisation} har läst det du skrev och vill lära känna dig.`], next: [`Nästa steg är ett samtal med ${who}. Du behöver inte förbereda något.`] },
        offered: { title: 'Du har fått ett erbjudande', paragraphs: [`${organisation} vill gärna ha med dig.`], next: ['Du säger ja eller nej på din sida. Ta den tid du behöver. Platsen är din när du har sagt ja.'] },
        accepted: { title: 'Platsen är din', paragraphs: ['Du sa ja, och det är antecknat.'], next: [`${who} hör av sig om hur ni börjar.`] },
        started: { title: 'Nu är du i gång', paragraphs: ['Välkommen. Vi hoppas att det blir bra för dig.'], next: [`Undrar du något, fråga ${who}.`] },
        ended: { title: 'Det här är avslutat', paragraphs: [`Tack för tiden hos ${organisation}.`], next: ['Dörren är inte stängd. Du kan söka något nytt när du vill.'], others: true },
        declined: { title: 'Svar på din ansökan', paragraphs: ['Tack för att du sökte. Den här gången blev det inget.'], next: ['Det säger inget om vad du är värd. Det kommer nya möjligheter, och du är välkommen att söka igen.'], others: true },
        'turned-down': { title: 'Tack för svaret', paragraphs: ['Du sa nej till erbjudandet. Det är helt okej, och du behöver inte förklara något.'], next: ['Du är välkommen att söka något annat.'], others: true },
        withdrawn: { title: 'Ansökan är tillbakadragen', paragraphs: [`${organisation} kan inte läsa den längre.`], next: ['Ändrar du dig kan du skicka den igen så länge det är öppet.'] },
        unanswered: { title: 'Vi avslutar din ansökan', paragraphs: ['Tack för att du sökte. Du borde ha fått svar före nu, och det beklagar vi. Vi avslutar ansökan så att du slipper vänta.'], next: ['Det säger inget om det du skrev. Du är välkommen att söka något annat, och du kan skriva till dem om du undrar något.'], others: true },
      }
      return said[state]
    },
    employer: (news, { applicant, count }) => {
      const waiting = count === 0 ? 'Alla har fått svar.' : count === 1 ? 'En person väntar fortfarande på svar.' : `${count} personer väntar fortfarande på svar.`
      const answer = count > 0 ? ['Svara dem gärna själv. De som inte har hört något på en vecka får ett vänligt svar från oss.'] : []
      const said: Record<EmployerNews, ToEmployer> = {
        sent: { title: 'Någon har sökt', paragraphs: [`${applicant} har skrivit till er. Ett svar inom några dagar betyder mycket, också när det är ett nej.`], button: 'Läs och svara' },
        withdrawn: { title: 'En ansökan är tillbakadragen', paragraphs: [`${applicant} har dragit tillbaka sin ansökan. Ni behöver inte göra något.`], button: 'Öppna' },
        'withdrawn-place': { title: 'En plats är ledig igen', paragraphs: [`${applicant} kan inte ändå, och platsen är ledig. Är det stängt kan du öppna det igen eller ge platsen till någon annan.`], button: 'Öppna' },
        accepted: { title: 'Ja tack till erbjudandet', paragraphs: [`${applicant} sa ja. Kom överens om när och hur ni börjar.`], button: 'Öppna ansökan' },
        'turned-down': { title: 'Nej tack till erbjudandet', paragraphs: [`${applicant} tackade nej. Platsen kan gå till någon annan.`], button: 'Öppna' },
        reminder: { title: 'Någon väntar på svar', paragraphs: [count === 1 ? 'En person har väntat en vecka eller mer.' : `${count} personer har väntat en vecka eller mer.`, 'Ett kort svar är bättre än inget. Du kan använda meningarna som ligger klara.'], button: 'Svara' },
        filled: { title: 'Alla platser är tagna', paragraphs: ['Det har stängts av sig självt.', waiting, ...answer], button: 'Öppna' },
        deadline: { title: 'Sista dagen har varit', paragraphs: ['Det har stängts av sig självt.', waiting, ...answer], button: 'Öppna' },
      }
      return said[news]
    },
  },
  en: {
    subject: 'A message about what you asked for',
    employerSubject: 'A message for you in Samkraft',
    seeApplication: 'See where it stands',
    seeOthers: 'See what else there is',
    factWhat: 'About',
    factWho: 'With',
    factContact: 'Contact',
    theyWrite: (organisation) => `${organisation} writes:`,
    applicant: (state, { organisation, contact }) => {
      const who = contact ?? organisation
      const said: Record<State, Said> = {
        sent: { title: 'We have received your application', paragraphs: [`It is with ${organisation}. ${who} reads it and answers you.`], next: ['You may change what you wrote until somebody has read it, and you may withdraw whenever you like.'] },
        talking: { title: 'They would like to talk with you', paragraphs: [`${organisation} has read what you wrote and would like to know you better.`], next: [`The next step is a talk with ${who}. You need not prepare anything.`] },
        offered: { title: 'You have an offer', paragraphs: [`${organisation} would like you to join.`], next: ['You say yes or no on your page. Take the time you need. The place is yours once you have said yes.'] },
        accepted: { title: 'The place is yours', paragraphs: ['You said yes, and it is written down.'], next: [`${who} will be in touch about how you begin.`] },
        started: { title: 'Now you have begun', paragraphs: ['Welcome. We hope it will be good for you.'], next: [`If you wonder about something, ask ${who}.`] },
        ended: { title: 'This has ended', paragraphs: [`Thank you for your time with ${organisation}.`], next: ['The door is not closed. You may apply for something new whenever you like.'], others: true },
        declined: { title: 'An answer to your application', paragraphs: ['Thank you for applying. This time it did not work out.'], next: ['It says nothing about what you are worth. There will be new openings, and you are welcome to apply again.'], others: true },
        'turned-down': { title: 'Thank you for answering', paragraphs: ['You said no to the offer. That is quite all right, and you need not explain.'], next: ['You are welcome to apply for something else.'], others: true },
        withdrawn: { title: 'Your application is withdrawn', paragraphs: [`${organisation} cannot read it any more.`], next: ['If you change your mind, you may send it again as long as it is open.'] },
        unanswered: { title: 'We are closing your application', paragraphs: ['Thank you for applying. You should have had an answer by now, and we are sorry. We close the application so that you need not wait.'], next: ['It says nothing about what you wrote. You are welcome to apply for something else, and you may write to them if you wonder about something.'], others: true },
      }
      return said[state]
    },
    employer: (news, { applicant, count }) => {
      const waiting = count === 0 ? 'Everybody has had an answer.' : count === 1 ? 'One person still waits for an answer.' : `${count} people still wait for an answer.`
      const answer = count > 0 ? ['Please answer them yourself. Those who have heard nothing for a week get a kind answer from us.'] : []
      const said: Record<EmployerNews, ToEmployer> = {
        sent: { title: 'Somebody has applied', paragraphs: [`${applicant} has written to you. An answer within a few days means a lot, also when it is a no.`], button: 'Read and answer' },
        withdrawn: { title: 'An application was withdrawn', paragraphs: [`${applicant} has withdrawn. You need not do anything.`], button: 'Open' },
        'withdrawn-place': { title: 'A place is free again', paragraphs: [`${applicant} cannot come after all, and the place is free. If it is closed, you may open it again or give the place to someone else.`], button: 'Open' },
        accepted: { title: 'Yes to the offer', paragraphs: [`${applicant} said yes. Agree on when and how you begin.`], button: 'Open the application' },
        'turned-down': { title: 'No to the offer', paragraphs: [`${applicant} said no. The place may go to someone else.`], button: 'Open' },
        reminder: { title: 'Somebody waits for an answer', paragraphs: [count === 1 ? 'One person has waited a week or more.' : `${count} people have waited a week or more.`, 'A short answer is better than none. You may use the sentences that are ready.'], button: 'Answer' },
        filled: { title: 'All places are taken', paragraphs: ['It has closed by itself.', waiting, ...answer], button: 'Open' },
        deadline: { title: 'The last day has passed', paragraphs: ['It has closed by itself.', waiting, ...answer], button: 'Open' },
      }
      return said[news]
    },
  },
}

export const letterTexts = (language: Language) => texts[language]
