import type { Language } from '#app/platform/language.ts'

/** What a volunteer hears about, and what coordinators do. */
export type VolunteerNews = 'applied' | 'talking' | 'talking-times' | 'times' | 'preparing' | 'ready' | 'thanked' | 'left' | 'nudge-book' | 'nudge-items' | 'pause' | 'sign-again'
export type CoordinatorNews = 'applied' | 'complete' | 'handed-on' | 'paused' | 'resumed' | 'left' | 'reminder' | 'no-times'
interface Said { title: string; paragraphs: string[]; next: string[]; button: string }
interface ToCoordinator { title: string; paragraphs: string[]; button: string }

const nb = {
  /** Read over shoulders: says nothing about what it is for. */
  subject: 'En melding til deg i Samkraft',
  factWho: 'Hos',
  theyWrite: (organisation: string) => `${organisation} skriver:`,
  volunteer: (news: VolunteerNews, { organisation }: { organisation: string }): Said => {
    const see = 'Se hvor du står'
    const said: Record<VolunteerNews, Said> = {
      applied: { title: 'Takk for at du vil bidra', paragraphs: [`${organisation} har fått det du fortalte. En koordinator leser det og svarer deg.`], next: ['Du kan endre det du skrev når du vil, og du kan trekke deg uten å forklare.'], button: see },
      talking: { title: 'De vil gjerne bli kjent med deg', paragraphs: [`${organisation} vil gjerne ta en prat. De legger snart ut tider du kan velge mellom.`], next: ['Du trenger ikke forberede noe. Du får beskjed når det er tider å velge.'], button: see },
      'talking-times': { title: 'De vil gjerne bli kjent med deg', paragraphs: [`${organisation} vil gjerne ta en prat. Velg en tid som passer deg.`], next: ['Du trenger ikke forberede noe.'], button: 'Velg en tid' },
      times: { title: 'Nå er det tider å velge', paragraphs: [`${organisation} har lagt ut tider for en prat. Velg en som passer deg.`], next: ['Passer ingen av dem, så skriv til dem.'], button: 'Velg en tid' },
      preparing: { title: 'Nå gjør vi deg klar', paragraphs: [`${organisation} vil gjerne ha deg med.`], next: ['På siden din står det som trengs før du begynner. Ta det i ditt tempo.'], button: 'Se hva som trengs' },
      ready: { title: 'Du er klar', paragraphs: [`Alt er på plass, og du er en del av laget hos ${organisation}.`], next: ['En koordinator tar kontakt når det er noe som passer for deg. Trenger du en pause, sier du fra på siden din.'], button: see },
      thanked: { title: `Takk fra ${organisation}`, paragraphs: ['Takk for at du ville bidra, og for tiden du brukte.'], next: ['Det sier ikke noe om hva du er verdt. Du er velkommen til å ta kontakt igjen, og det finnes andre som trenger folk.'], button: 'Se andre som trenger folk' },
      left: { title: 'Takk for det du har gitt', paragraphs: [`Du har sluttet hos ${organisation}. Referanser og det vi noterte underveis er slettet. Det du lovte om taushet, gjelder fortsatt.`], next: ['Døra er åpen hvis du vil komme tilbake.'], button: 'Åpne siden din' },
      'nudge-book': { title: 'Det ligger tider og venter på deg', paragraphs: [`${organisation} vil gjerne ta en prat med deg. Velg en tid som passer.`], next: ['Passer det ikke nå? Du kan ta en pause på siden din, uten å forklare.'], button: 'Velg en tid' },
      'nudge-items': { title: 'Det står noe igjen før du er klar', paragraphs: [`Du er på vei til å bli med hos ${organisation}. Det er et par ting igjen, og du ser dem på siden din.`], next: ['Lurer du på noe, så spør dem. Det er ingen hast.'], button: 'Se hva som trengs' },
      pause: { title: 'Vil du ta en pause?', paragraphs: [`Det har stått stille en stund hos ${organisation}, og det er helt greit. Livet kommer i veien for alle.`], next: ['Du kan ta en pause og komme tilbake når det passer. Alt du har gjort, blir stående. Vil du heller fortsette, så ser du hva som er igjen på siden din.'], button: 'Velg selv' },
      'sign-again': { title: 'En ny erklæring å lese', paragraphs: [`${organisation} har endret teksten om taushet. De ber deg lese den nye og skrive under.`], next: ['Det tar et par minutter.'], button: 'Les og skriv under' },
    }
    return said[news]
  },
  coordinator: (news: CoordinatorNews, { name, count }: { name: string; count: number }): ToCoordinator => {
    const said: Record<CoordinatorNews, ToCoordinator> = {
      applied: { title: 'Noen vil gi av tiden sin', paragraphs: [`${name} har meldt seg. Et svar innen noen dager betyr mye.`], button: 'Les og svar' },
      complete: { title: 'Alt er på plass', paragraphs: [`${name} har gjort alt som trengs. Nå er det du som sier at det er klart.`], button: 'Åpne' },
      'handed-on': { title: 'Nå er det din tur', paragraphs: [`${name} har gjort sitt. På siden står det som er igjen for deg.`], button: 'Åpne' },
      paused: { title: 'Noen tar en pause', paragraphs: [`${name} tar en pause. Du trenger ikke gjøre noe.`], button: 'Åpne' },
      resumed: { title: 'Noen er tilbake', paragraphs: [`${name} er tilbake fra pausen.`], button: 'Åpne' },
      left: { title: 'Noen har sluttet', paragraphs: [`${name} har sluttet. Referanser og notater er slettet.`], button: 'Se listen' },
      reminder: { title: 'Noen venter på dere', paragraphs: [count === 1 ? 'Én person som vil gi av tiden sin, har ventet en stund.' : `${count} personer som vil gi av tiden sin, har ventet en stund.`, 'Et kort svar er bedre enn ikke noe svar.'], button: 'Se hvem' },
      'no-times': { title: 'Det mangler tider for en prat', paragraphs: [`${name} vil gjerne avtale en prat, men det er ingen tider å velge.`], button: 'Legg ut tider' },
    }
    return said[news]
  },
}
const texts: Record<Language, typeof nb> = {
  nb,
  sv: {
    subject: 'Ett meddelande till dig i Samkraft',
    factWho: 'Hos',
    theyWrite: (organisation) => `${organisation} skriver:`,
    volunteer: (news, { organisation }) => {
      const see = 'Se hur det ligger till'
      const said: Record<VolunteerNews, Said> = {
        applied: { title: 'Tack för att du vill bidra', paragraphs: [`${organisation} har fått det du berättade. En samordnare läser det och svarar dig.`], next: ['Du kan ändra det du skrev när du vill, och du kan dra dig ur utan att förklara.'], button: see },
        talking: { title: 'De vill gärna lära känna dig', paragraphs: [`${organisation} vill gärna ta ett samtal. De lägger snart ut tider som du kan välja mellan.`], next: ['Du behöver inte förbereda något. Du får veta när det finns tider att välja.'], button: see },
        'talking-times': { title: 'De vill gärna lära känna dig', paragraphs: [`${organisation} vill gärna ta ett samtal. Välj en tid som passar dig.`], next: ['Du behöver inte förbereda något.'], button: 'Välj en tid' },
        times: { title: 'Nu finns det tider att välja', paragraphs: [`${organisation} har lagt ut tider för ett samtal. Välj en som passar dig.`], next: ['Passar ingen av dem, skriv till dem.'], button: 'Välj en tid' },
        preparing: { title: 'Nu gör vi dig redo', paragraphs: [`${organisation} vill gärna ha med dig.`], next: ['På din sida står det som behövs innan du börjar. Ta det i din takt.'], button: 'Se vad som behövs' },
        ready: { title: 'Du är redo', paragraphs: [`Allt är på plats, och du är en del av laget hos ${organisation}.`], next: ['En samordnare hör av sig när det finns något som passar dig. Behöver du en paus säger du till på din sida.'], button: see },
        thanked: { title: `Tack från ${organisation}`, paragraphs: ['Tack för att du ville bidra, och för tiden du lade ner.'], next: ['Det säger inget om vad du är värd. Du är välkommen att höra av dig igen, och det finns andra som behöver folk.'], button: 'Se andra som behöver folk' },
        left: { title: 'Tack för det du har gett', paragraphs: [`Du har slutat hos ${organisation}. Referenser och det vi antecknade på vägen är raderat. Det du lovade om tystnad gäller fortfarande.`], next: ['Dörren är öppen om du vill komma tillbaka.'], button: 'Öppna din sida' },
        'nudge-book': { title: 'Det finns tider som väntar på dig', paragraphs: [`${organisation} vill gärna prata med dig. Välj en tid som passar.`], next: ['Passar det inte nu? Du kan ta en paus på din sida, utan att förklara.'], button: 'Välj en tid' },
        'nudge-items': { title: 'Något återstår innan du är redo', paragraphs: [`Du är på väg att komma med hos ${organisation}. Det är ett par saker kvar, och du ser dem på din sida.`], next: ['Undrar du något, fråga dem. Det är ingen brådska.'], button: 'Se vad som behövs' },
        pause: { title: 'Vill du ta en paus?', paragraphs: [`Det har stått stilla ett tag hos ${organisation}, och det är helt okej. Livet kommer emellan för alla.`], next: ['Du kan ta en paus och komma tillbaka när det passar. Allt du har gjort finns kvar. Vill du hellre fortsätta ser du vad som är kvar på din sida.'], button: 'Välj själv' },
        'sign-again': { title: 'En ny förbindelse att läsa', paragraphs: [`${organisation} har ändrat texten om tystnad. De ber dig läsa den nya och skriva under.`], next: ['Det tar ett par minuter.'], button: 'Läs och skriv under' },
      }
      return said[news]
    },
    coordinator: (news, { name, count }) => {
      const said: Record<CoordinatorNews, ToCoordinator> = {
        applied: { title: 'Någon vill ge av sin tid', paragraphs: [`${name} har anmält sig. Ett svar inom några dagar betyder mycket.`], button: 'Läs och svara' },
        complete: { title: 'Allt är på plats', paragraphs: [`${name} har gjort allt som behövs. Nu är det du som säger att det är klart.`], button: 'Öppna' },
        'handed-on': { title: 'Nu är det din tur', paragraphs: [`${name} har gjort sitt. På sidan står det som är kvar för dig.`], button: 'Öppna' },
        paused: { title: 'Någon tar en paus', paragraphs: [`${name} tar en paus. Du behöver inte göra något.`], button: 'Öppna' },
        resumed: { title: 'Någon är tillbaka', paragraphs: [`${name} är tillbaka från pausen.`], button: 'Öppna' },
        left: { title: 'Någon har slutat', paragraphs: [`${name} har slutat. Referenser och anteckningar är raderade.`], button: 'Se listan' },
        reminder: { title: 'Någon väntar på er', paragraphs: [count === 1 ? 'En person som vill ge av sin tid har väntat ett tag.' : `${count} personer som vill ge av sin tid har väntat ett tag.`, 'Ett kort svar är bättre än inget.'], button: 'Se vem' },
        'no-times': { title: 'Det saknas tider för ett samtal', paragraphs: [`${name} vill gärna boka ett samtal, men det finns inga tider att välja.`], button: 'Lägg ut tider' },
      }
      return said[news]
    },
  },
  en: {
    subject: 'A message for you in Samkraft',
    factWho: 'With',
    theyWrite: (organisation) => `${organisation} writes:`,
    volunteer: (news, { organisation }) => {
      const see = 'See where you stand'
      const said: Record<VolunteerNews, Said> = {
        applied: { title: 'Thank you for wanting to help', paragraphs: [`${organisation} has what you told. A coordinator reads it and answers you.`], next: ['You may change what you wrote whenever you like, and you may withdraw without explaining.'], button: see },
        talking: { title: 'They would like to know you better', paragraphs: [`${organisation} would like to talk with you. They will soon offer times to choose from.`], next: ['You need not prepare anything. You will hear when there are times.'], button: see },
        'talking-times': { title: 'They would like to know you better', paragraphs: [`${organisation} would like to talk with you. Choose a time that suits you.`], next: ['You need not prepare anything.'], button: 'Choose a time' },
        times: { title: 'Now there are times to choose', paragraphs: [`${organisation} offers times for a conversation. Choose one that suits you.`], next: ['If none does, write to them.'], button: 'Choose a time' },
        preparing: { title: 'Now we get you ready', paragraphs: [`${organisation} would like you to join.`], next: ['Your page says what is needed before you begin. Take it at your own pace.'], button: 'See what is needed' },
        ready: { title: 'You are ready', paragraphs: [`Everything is in place, and you are one of the team at ${organisation}.`], next: ['A coordinator will be in touch when there is something for you. If you need a pause, say so on your page.'], button: see },
        thanked: { title: `Thank you from ${organisation}`, paragraphs: ['Thank you for wanting to help, and for the time you took.'], next: ['It says nothing about what you are worth. You are welcome to get in touch again, and there are others who need people.'], button: 'See others who need people' },
        left: { title: 'Thank you for what you gave', paragraphs: [`You have left ${organisation}. References and what we noted on the way are erased. What you promised about confidentiality still holds.`], next: ['The door is open if you want to come back.'], button: 'Open your page' },
        'nudge-book': { title: 'There are times waiting for you', paragraphs: [`${organisation} would like to talk with you. Choose a time that suits you.`], next: ['Not a good time? You may take a pause on your page, without explaining.'], button: 'Choose a time' },
        'nudge-items': { title: 'Something is left before you are ready', paragraphs: [`You are on your way to join ${organisation}. A thing or two is left, and you see it on your page.`], next: ['If you wonder about something, ask them. There is no hurry.'], button: 'See what is needed' },
        pause: { title: 'Would you like a pause?', paragraphs: [`Things have stood still for a while at ${organisation}, and that is quite all right. Life gets in the way for everybody.`], next: ['You may take a pause and come back when it suits you. Everything you have done stays. If you would rather go on, your page says what is left.'], button: 'Choose' },
        'sign-again': { title: 'A new declaration to read', paragraphs: [`${organisation} has changed the text about confidentiality. They ask you to read the new one and sign it.`], next: ['It takes a couple of minutes.'], button: 'Read and sign' },
      }
      return said[news]
    },
    coordinator: (news, { name, count }) => {
      const said: Record<CoordinatorNews, ToCoordinator> = {
        applied: { title: 'Somebody wants to give time', paragraphs: [`${name} has signed up. An answer within a few days means a lot.`], button: 'Read and answer' },
        complete: { title: 'Everything is in place', paragraphs: [`${name} has done all that is needed. Now it is for you to say that it is enough.`], button: 'Open' },
        'handed-on': { title: 'Now it is your turn', paragraphs: [`${name} has done their part. The page says what is left for you.`], button: 'Open' },
        paused: { title: 'Somebody takes a pause', paragraphs: [`${name} takes a pause. You need not do anything.`], button: 'Open' },
        resumed: { title: 'Somebody is back', paragraphs: [`${name} is back from the pause.`], button: 'Open' },
        left: { title: 'Somebody has left', paragraphs: [`${name} has left. References and notes are erased.`], button: 'See the list' },
        reminder: { title: 'Somebody waits for you', paragraphs: [count === 1 ? 'One person who wants to give time has waited a while.' : `${count} people who want to give time have waited a while.`, 'A short answer is better than none.'], button: 'See who' },
        'no-times': { title: 'There are no times for a conversation', paragraphs: [`${name} would like to agree on a conversation, but there are no times to choose from.`], button: 'Offer times' },
      }
      return said[news]
    },
  },
}
export const tellingTexts = (language: Language) => texts[language]
