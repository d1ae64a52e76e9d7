import type { Language } from '#app/platform/language.ts'

/** What the two of a pairing are told about it. */
export type PairNews = 'made' | 'how-was-it' | 'goes-on' | 'extended' | 'reflect' | 'ended-trial' | 'ended-landed' | 'ended-rematch' | 'ended-moved' | 'ended-stopped'
export type Side = 'participant' | 'companion'
interface About { side: Side; other: string; organisation: string; day: string }
/** `volunteer`: asks whether they would like to give time themselves. */
interface Said { title: string; paragraphs: string[]; volunteer?: boolean }

// Subjects say nothing. First names stand inside while the two walk together, and none in what a former companion reads. What
// ends a trial, and what ends a walk, is said to both in the same words, whoever wished what.
const nb = {
  subject: 'En melding fra Samkraft',
  open: 'Åpne siden deres',
  volunteer: 'Les om å bli medvandrer',
  said: (news: PairNews, { side, other, organisation, day }: About): Said => {
    const next = side === 'participant' ? `Du har den samme plassen i rekken som før. ${organisation} finner noen andre og tar kontakt med deg.` : `${organisation} tar kontakt når det er noen nye du kan gå sammen med.`
    const said: Record<PairNews, Said> = {
      made: {
        title: `${other} og du kan gå et stykke vei sammen`,
        paragraphs: [`${organisation} tror at ${other} og du kan ha det fint sammen. Nå møtes dere én gang, for å kjenne etter.`, 'På siden deres finner dere et tidspunkt for det første møtet. Etterpå svarer dere hver for dere om dere vil fortsette. Den andre får aldri vite hva du svarte.'],
      },
      'how-was-it': { title: 'Hvordan kjentes det?', paragraphs: [`Dere har møttes. Nå svarer ${other} og du hver for dere om dere vil fortsette.`, 'Svaret ditt leses bare av deg og koordinatoren. Dere hører hvordan det går samtidig.', `Siste dag å svare på er ${day}.`] },
      'goes-on': { title: `${other} og du fortsetter`, paragraphs: ['Så fint. Nå begynner planen deres.', 'På siden deres avtaler dere når dere møtes neste gang, og ser veien fram til dere lander.'] },
      extended: { title: 'Dere har fått ny tid', paragraphs: [`${other} og du går sammen til ${day}, om dere ikke blir enige om noe annet.`] },
      reflect: { title: 'Snart er dere framme', paragraphs: [`${other} og du går sammen til ${day}. Det kan være godt å se seg tilbake.`, 'På siden deres kan du skrive ned hva som har vært bra og hva du tar med deg. Bare du leser det, om du ikke velger å dele det med koordinatoren.'] },
      'ended-trial': { title: 'Dere går ikke videre sammen denne gangen', paragraphs: ['For å gå videre trengs to ja innen den siste dagen. Noen ganger mangler et svar, noen ganger passer ikke tiden, noen ganger er det noe annet. Vi forteller aldri hva noen svarte, eller om de svarte.', next] },
      'ended-landed': side === 'participant'
        ? { title: 'Dere er framme', paragraphs: [`Tiden din sammen med ${other} er over for denne gang. Det er du som har gått veien.`, 'Mange som har hatt en medvandrer, vil selv gå ved siden av noen. Har du lyst, kan du lese hva det er. Du trenger ikke bestemme noe.'], volunteer: true }
        : { title: 'Takk for at du gikk sammen med noen', paragraphs: ['Tiden dere hadde sammen, er over for denne gang. Du har gjort en forskjell som varer.', `Det dere skrev til hverandre, ligger ikke lenger hos deg. Vil du snakke om hvordan det var, er ${organisation} der.`] },
      'ended-rematch': { title: 'Tiden deres sammen er avsluttet', paragraphs: ['Det kan ha mange grunner, og vi forteller aldri hvem som ønsket hva. Takk for tiden dere ga hverandre.', next] },
      'ended-moved': { title: 'Tiden deres sammen er avsluttet', paragraphs: ['Livet flytter på seg, og nå er tiden deres sammen over. Takk for tiden dere ga hverandre.', side === 'participant' ? `Trenger du noen der du kommer, spør ${organisation}.` : next] },
      'ended-stopped': { title: 'Tiden deres sammen er avsluttet', paragraphs: ['Det kan ha mange grunner, og vi forteller aldri hvem som ønsket hva. Takk for tiden dere ga hverandre.', side === 'participant' ? `Du kan be om en medvandrer igjen når du vil. ${organisation} er der.` : next] },
    }
    return said[news]
  },
}

const texts: Record<Language, typeof nb> = {
  nb,
  sv: {
    subject: 'Ett meddelande från Samkraft',
    open: 'Öppna er sida',
    volunteer: 'Läs om att bli medvandrare',
    said: (news, { side, other, organisation, day }) => {
      const next = side === 'participant' ? `Du har samma plats i kön som förut. ${organisation} hittar någon annan och hör av sig till dig.` : `${organisation} hör av sig när det finns någon ny du kan gå tillsammans med.`
      const said: Record<PairNews, Said> = {
        made: {
          title: `${other} och du kan gå en bit av vägen tillsammans`,
          paragraphs: [`${organisation} tror att ${other} och du kan ha det fint tillsammans. Nu ses ni en gång, för att känna efter.`, 'På er sida kommer ni överens om en tid för det första mötet. Efteråt svarar ni var för sig om ni vill fortsätta. Den andra får aldri veta vad du svarade.'],
        },
        'how-was-it': { title: 'Hur kändes det?', paragraphs: [`Ni har setts. Nu svarar ${other} och du var för sig om ni vill fortsätta.`, 'Ditt svar läses bara av dig och samordnaren. Ni får höra hur det går samtidigt.', `Sista dagen att svara är ${day}.`] },
        'goes-on': { title: `${other} och du fortsätter`, paragraphs: ['Så fint. Nu börjar er plan.', 'På er sida kommer ni överens om när ni ses nästa gång, och ser vägen fram tills ni landar.'] },
        extended: { title: 'Ni har fått ny tid', paragraphs: [`${other} och du går tillsammans till ${day}, om ni inte kommer överens om något annat.`] },
        reflect: { title: 'Snart är ni framme', paragraphs: [`${other} och du går tillsammans till ${day}. Det kan vara skönt att se tillbaka.`, 'På er sida kan du skriva ner vad som har varit bra och vad du tar med dig. Bara du läser det, om du inte väljer att dela det med samordnaren.'] },
        'ended-trial': { title: 'Ni går inte vidare tillsammans den här gången', paragraphs: ['För att gå vidare behövs två ja innan den sista dagen är över. Ibland saknas ett svar, ibland passar inte tiden, ibland är det något annat. Vi berättar aldrig vad någon svarade, eller om de svarade.', next] },
        'ended-landed': side === 'participant'
          ? { title: 'Ni är framme', paragraphs: [`Din tid tillsammans med ${other} är över för den här gången. Det är du som har gått vägen.`, 'Många som har haft en medvandrare vill själva gå bredvid någon. Har du lust kan du läsa vad det är. Du behöver inte bestämma något.'], volunteer: true }
          : { title: 'Tack för att du gick tillsammans med någon', paragraphs: ['Tiden ni hade tillsammans är över för den här gången. Du har gjort en skillnad som varar.', `Det ni skrev till varandra finns inte längre hos dig. Vill du prata om hur det var finns ${organisation} där.`] },
        'ended-rematch': { title: 'Er tid tillsammans är avslutad', paragraphs: ['Det kan ha många skäl, och vi berättar aldrig vem som önskade vad. Tack för tiden ni gav varandra.', next] },
        'ended-moved': { title: 'Er tid tillsammans är avslutad', paragraphs: ['Livet flyttar på sig, och nu är er tid tillsammans över. Tack för tiden ni gav varandra.', side === 'participant' ? `Behöver du någon dit du kommer, fråga ${organisation}.` : next] },
        'ended-stopped': { title: 'Er tid tillsammans är avslutad', paragraphs: ['Det kan ha många skäl, och vi berättar aldrig vem som önskade vad. Tack för tiden ni gav varandra.', side === 'participant' ? `Du kan be om en medvandrare igen när du vill. ${organisation} finns där.` : next] },
      }
      return said[news]
    },
  },
  en: {
    subject: 'A message from Samkraft',
    open: 'Open your page',
    volunteer: 'Read about becoming a companion',
    said: (news, { side, other, organisation, day }) => {
      const next = side === 'participant' ? `You keep the place in line that you had. ${organisation} finds somebody else and gets in touch with you.` : `${organisation} gets in touch when there is somebody new you can walk with.`
      const said: Record<PairNews, Said> = {
        made: {
          title: `${other} and you can walk a stretch of the way together`,
          paragraphs: [`${organisation} thinks that ${other} and you may get on well. First you meet once, to see how it feels.`, 'On your page you agree on a time for the first meeting. Afterwards each of you says, by yourself, whether you want to go on. The other one is never told what you said.'],
        },
        'how-was-it': { title: 'How did it feel?', paragraphs: [`You have met. Now ${other} and you each answer by yourself whether you want to go on.`, 'Your answer is read by you and the coordinator only. You both hear at the same time how it goes.', `The last day to answer is ${day}.`] },
        'goes-on': { title: `${other} and you go on`, paragraphs: ['How good. Your plan begins now.', 'On your page you agree on when to meet next, and see the way ahead until you land.'] },
        extended: { title: 'You have been given new time', paragraphs: [`${other} and you walk together until ${day}, unless you agree on something else.`] },
        reflect: { title: 'You are nearly there', paragraphs: [`${other} and you walk together until ${day}. It can be good to look back.`, 'On your page you can write down what has been good and what you take with you. Only you read it, unless you choose to share it with the coordinator.'] },
        'ended-trial': { title: 'You do not go on together this time', paragraphs: ['Going on takes two yeses before the last day is over. Sometimes an answer is missing, sometimes the time does not suit, sometimes it is something else. We never tell what anybody answered, or whether they did.', next] },
        'ended-landed': side === 'participant'
          ? { title: 'You have arrived', paragraphs: [`Your time with ${other} is over for now. It is you who has walked the way.`, 'Many who have had a companion want to walk beside somebody themselves. If you like, read what that is. You need not decide anything.'], volunteer: true }
          : { title: 'Thank you for walking with somebody', paragraphs: ['The time you had together is over for now. You have made a difference that lasts.', `What you wrote to each other is not with you any longer. If you want to talk about how it was, ${organisation} is there.`] },
        'ended-rematch': { title: 'Your time together has ended', paragraphs: ['There can be many reasons, and we never tell who wished for what. Thank you for the time you gave each other.', next] },
        'ended-moved': { title: 'Your time together has ended', paragraphs: ['Life moves on, and now your time together is over. Thank you for the time you gave each other.', side === 'participant' ? `If you need somebody where you are going, ask ${organisation}.` : next] },
        'ended-stopped': { title: 'Your time together has ended', paragraphs: ['There can be many reasons, and we never tell who wished for what. Thank you for the time you gave each other.', side === 'participant' ? `You can ask for a companion again whenever you like. ${organisation} is there.` : next] },
      }
      return said[news]
    },
  },
}

/** What the two are told, in the reader's language. */
export const pairLetters = (language: Language) => texts[language]
