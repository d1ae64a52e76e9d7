import { type Message, messages } from '#app/platform/language.ts'
import type { Level, MomentKind, Part } from './schema.ts'

const nbPart: Record<Part, string> = { interests: 'Det du liker', strengths: 'Det du er god på', network: 'Folk rundt deg', needs: 'Det du trenger', challenges: 'Det som er vanskelig', dreams: 'Det du drømmer om' }
const svPart: Record<Part, string> = { interests: 'Det du tycker om', strengths: 'Det du är bra på', network: 'Människor runt dig', needs: 'Det du behöver', challenges: 'Det som är svårt', dreams: 'Det du drömmer om' }
const enPart: Record<Part, string> = { interests: 'What you like', strengths: 'What you are good at', network: 'People around you', needs: 'What you need', challenges: 'What is hard', dreams: 'What you dream of' }
const nbAsk: Record<Part, string> = {
  interests: 'Hva gjør du når tiden går av seg selv? Hva har du lyst til å prøve, eller begynne med igjen?', strengths: 'Hva får du til? Hva sier andre at du er flink med? Hva har hjulpet deg gjennom vanskelige tider?',
  network: 'Hvem er det godt å være sammen med? Hvem kan du ringe? Hvem skulle du ønske at du hadde mer kontakt med?', needs: 'Hva må være på plass for at dagene skal gå rundt? Bolig, penger, helse, noen å snakke med?',
  challenges: 'Hva står i veien? Når er det vanskeligst? Skriv bare det du selv vil.', dreams: 'Tenk deg en god dag om ett år. Hvor er du, og hva gjør du?',
}
const svAsk: Record<Part, string> = {
  interests: 'Vad gör du när tiden går av sig själv? Vad har du lust att prova, eller börja med igen?', strengths: 'Vad klarar du av? Vad säger andra att du är bra på? Vad har hjälpt dig genom svåra tider?',
  network: 'Vem är det skönt att vara med? Vem kan du ringa? Vem skulle du vilja ha mer kontakt med?', needs: 'Vad måste finnas på plats för att dagarna ska gå ihop? Bostad, pengar, hälsa, någon att prata med?',
  challenges: 'Vad står i vägen? När är det svårast? Skriv bara det du själv vill.', dreams: 'Tänk dig en bra dag om ett år. Var är du, och vad gör du?',
}
const enAsk: Record<Part, string> = {
  interests: 'What do you do when time passes by itself? What would you like to try, or take up again?', strengths: 'What are you able to do? What do others say you are good at? What has helped you through hard times?',
  network: 'Who is it good to be with? Who can you ring? Who would you like to see more of?', needs: 'What has to be in place for the days to work? A home, money, health, somebody to talk to?',
  challenges: 'What stands in the way? When is it hardest? Write only what you want to.', dreams: 'Think of a good day a year from now. Where are you, and what are you doing?',
}
const nbMoment: Record<MomentKind, string> = { contact: 'Første kontakt', treatment: 'Behandling', home: 'Et sted å bo', work: 'Jobb eller praksis', course: 'Kurs eller skole', people: 'Noen jeg møtte', helped: 'Jeg hjalp noen', good: 'En god dag', bend: 'En sving', pause: 'En pause', other: 'Noe annet' }
const svMoment: Record<MomentKind, string> = { contact: 'Första kontakten', treatment: 'Behandling', home: 'Någonstans att bo', work: 'Jobb eller praktik', course: 'Kurs eller skola', people: 'Någon jag mötte', helped: 'Jag hjälpte någon', good: 'En bra dag', bend: 'En sväng', pause: 'En paus', other: 'Något annat' }
const enMoment: Record<MomentKind, string> = { contact: 'First contact', treatment: 'Treatment', home: 'A place to live', work: 'Work or training', course: 'A course or school', people: 'Somebody I met', helped: 'I helped somebody', good: 'A good day', bend: 'A bend', pause: 'A pause', other: 'Something else' }
const nbLevel: Record<`${Level}`, string> = { '-2': 'Langt unna', '-1': 'Litt unna', '0': 'Der jeg håpet', '1': 'Bedre enn jeg håpet', '2': 'Mye bedre enn jeg håpet' }
const svLevel: Record<`${Level}`, string> = { '-2': 'Långt ifrån', '-1': 'En bit ifrån', '0': 'Där jag hoppades', '1': 'Bättre än jag hoppades', '2': 'Mycket bättre än jag hoppades' }
const enLevel: Record<`${Level}`, string> = { '-2': 'Far from it', '-1': 'Not quite there', '0': 'Where I hoped to be', '1': 'Better than I hoped', '2': 'Much better than I hoped' }

const nb = {
  back: 'Min side', way: 'Min vei', save: 'Lagre', saved: 'Lagret.', remove: 'Ta bort', keep: 'La det stå',
  onlyYou: 'Bare du ser dette. Det er kryptert med en nøkkel som er din.',
  wayIntro: 'Derfra og hit, slik det har vært til nå. Svinger og pauser hører med: veien fortsetter.',
  wayHint: 'Der du har vært, og dit du vil', mappingLink: 'Hvem du er, og hva du ønsker deg', goalsLink: 'Mål og små steg',
  emptyTitle: 'Veien begynner her', emptyText: 'Det du er med på, kommer hit av seg selv. Vil du, kan du sette av det som har vært før: en behandling, et sted å bo, noen du møtte.',
  today: 'I dag', ahead: 'Det neste',
  first: (title: string) => `Første gang: ${title}`, came: (title: string, more: number) => (more === 0 ? `Var med på ${title}` : `Var med på ${title} og ${more} ting til`),
  group: (title: string) => `Ble med i ${title}`, hosted: (title: string, more: number) => (more === 0 ? `Var vert for ${title}` : `Var vert for ${title}, ${more + 1} ganger`),
  started: (title: string) => `Begynte: ${title}`, walked: (name: string) => `${name} og du begynte å gå sammen`, volunteered: (house: string) => `Sa ja til å bidra hos ${house}`,
  goal: (title: string) => `Satte et mål: ${title}`, reached: (title: string) => `Kom dit du håpet: ${title}`,
  nextStep: (step: string) => step, nextStepOf: (goal: string) => `Et steg mot «${goal}»`,
  momentTitle: 'Sett noe på veien', momentKind: 'Hva var det?', momentDay: 'Når?', momentDayHint: 'Omtrent holder. Velg en dag i måneden det var.', momentWords: 'Noen ord, hvis du vil', momentAdd: 'Sett det på veien', moment: (kind: MomentKind) => nbMoment[kind],
  bendText: 'Det ble tungt en stund. Veien går videre herfra.', pauseText: 'Å hvile er også å være på vei.',
  kind_missing: 'Velg hva det var.', day_unreadable: 'Skriv dagen slik: 2026-03-14.', words_long: 'Dette er litt for langt. Del det i to, eller kort det ned.', too_many: 'Her er det fullt. Ta bort noe du ikke trenger lenger.',
  removeTitle: 'Ta det bort fra veien?', removeText: 'Da blir det borte, også det du har skrevet om det.',
  mapping: 'Hvem du er, og hva du ønsker deg', mappingIntro: 'Seks spørsmål som du tar når du vil, i den rekkefølgen du vil. Ingenting må fylles ut. Du kan ta dem alene, eller sammen med noen du stoler på.',
  part: (part: Part) => nbPart[part], ask: (part: Part) => nbAsk[part], written: 'Skrevet', notWritten: 'Ikke skrevet ennå', savePart: 'Lagre', saveNext: 'Lagre og gå videre', yourWords: 'Med dine egne ord', meanwhile: 'Dette ble skrevet i et annet vindu', meanwhileText: 'Det du skrev nå, står i feltet under. Ta med deg det du vil beholde, og lagre igjen.',
  goals: 'Mål og små steg', goalsIntro: 'Mål er dine, med dine ord. Hovedmål er de som betyr mest nå.',
  noGoals: 'Ingen mål ennå', noGoalsText: 'Et mål kan være stort eller lite: å sove om natten, en egen leilighet, å ringe broren din.',
  newGoal: 'Nytt mål', goalTitle: 'Hva vil du?', goalTitleHint: 'Begynn gjerne med «Jeg vil …».', goalWhy: 'Hvorfor er det viktig for deg?', goalMain: 'Dette er et hovedmål',
  scale: 'Hvordan vet du hvor du er?', scaleHint: 'Hvis du vil: skriv hva hvert trinn ville vært for deg. «Der jeg håpet» er målet.', level: (level: Level) => nbLevel[`${level}`],
  title_missing: 'Skriv hva du vil.', title_long: 'Skriv målet litt kortere.', main: 'Hovedmål', setAsideTag: 'Lagt til side',
  mainReached: (reached: number, n: number) => (n === 0 ? '' : reached === n ? `Du er der du håpet på ${n === 1 ? 'hovedmålet ditt' : `alle ${n} hovedmålene dine`}.` : `Du er der du håpet på ${reached} av ${n} hovedmål som du har sagt noe om.`),
  howNow: 'Hvor er du nå?', sayIt: 'Slik er det nå', lastSaid: (when: string) => `Sist sagt ${when}`, level_missing: 'Velg det som passer best.',
  steps: 'Små steg', stepsHint: 'Så små at du kan begynne på ett i dag.', newStep: 'Neste steg', stepDue: 'Innen (hvis du vil)', addStep: 'Legg til', stepDone: 'Gjort', stepUndone: 'Ikke gjort likevel', by: (day: string) => `innen ${day}`,
  step_missing: 'Skriv hva steget er.', step_long: 'Skriv steget litt kortere.', change: 'Endre målet', aside: 'Legg målet til side', asideText: 'Det er lov å ombestemme seg. Målet og det du har skrevet, blir liggende.', takeUp: 'Ta målet fram igjen', erase: 'Slett målet', eraseText: 'Da blir målet, stegene og alt du har sagt om det, borte for godt.', eraseNow: 'Slett for godt',
  history: 'Slik har det gått',
} satisfies Record<string, Message>

export const journeyTexts = messages<typeof nb>({
  nb,
  sv: {
    back: 'Min sida', way: 'Min väg', save: 'Spara', saved: 'Sparat.', remove: 'Ta bort', keep: 'Låt det vara',
    onlyYou: 'Bara du ser det här. Det är krypterat med en nyckel som är din.',
    wayIntro: 'Därifrån och hit, så som det har varit hittills. Svängar och pauser hör till: vägen fortsätter.',
    wayHint: 'Där du har varit, och dit du vill', mappingLink: 'Vem du är och vad du önskar dig', goalsLink: 'Mål och små steg',
    emptyTitle: 'Vägen börjar här', emptyText: 'Det du är med på kommer hit av sig självt. Om du vill kan du sätta ut det som har varit förut: en behandling, någonstans att bo, någon du mötte.',
    today: 'I dag', ahead: 'Det närmaste',
    first: (title) => `Första gången: ${title}`, came: (title, more) => (more === 0 ? `Var med på ${title}` : `Var med på ${title} och ${more} saker till`),
    group: (title) => `Gick med i ${title}`, hosted: (title, more) => (more === 0 ? `Var värd för ${title}` : `Var värd för ${title}, ${more + 1} gånger`),
    started: (title) => `Började: ${title}`, walked: (name) => `${name} och du började gå tillsammans`, volunteered: (house) => `Sa ja till att bidra hos ${house}`,
    goal: (title) => `Satte ett mål: ${title}`, reached: (title) => `Kom dit du hoppades: ${title}`,
    nextStep: (step) => step, nextStepOf: (goal) => `Ett steg mot ”${goal}”`,
    momentTitle: 'Sätt något på vägen', momentKind: 'Vad var det?', momentDay: 'När?', momentDayHint: 'Ungefär räcker. Välj en dag i månaden det var.', momentWords: 'Några ord, om du vill', momentAdd: 'Sätt det på vägen', moment: (kind) => svMoment[kind as MomentKind],
    bendText: 'Det blev tungt ett tag. Vägen går vidare härifrån.', pauseText: 'Att vila är också att vara på väg.',
    kind_missing: 'Välj vad det var.', day_unreadable: 'Skriv dagen så här: 2026-03-14.', words_long: 'Det här är lite för långt. Dela det i två, eller korta det.', too_many: 'Här är det fullt. Ta bort något du inte behöver längre.',
    removeTitle: 'Ta bort det från vägen?', removeText: 'Då försvinner det, också det du har skrivit om det.',
    mapping: 'Vem du är och vad du önskar dig', mappingIntro: 'Sex frågor som du tar när du vill, i den ordning du vill. Ingenting måste fyllas i. Du kan ta dem ensam eller tillsammans med någon du litar på.',
    part: (part) => svPart[part as Part], ask: (part) => svAsk[part as Part], written: 'Skrivet', notWritten: 'Inte skrivet än', savePart: 'Spara', saveNext: 'Spara och gå vidare', yourWords: 'Med dina egna ord', meanwhile: 'Det här skrevs i ett annat fönster', meanwhileText: 'Det du skrev nu står i fältet nedanför. Ta med det du vill behålla och spara igen.',
    goals: 'Mål och små steg', goalsIntro: 'Målen är dina, med dina ord. Huvudmål är de som betyder mest nu.',
    noGoals: 'Inga mål än', noGoalsText: 'Ett mål kan vara stort eller litet: att sova på natten, en egen lägenhet, att ringa sin bror.',
    newGoal: 'Nytt mål', goalTitle: 'Vad vill du?', goalTitleHint: 'Börja gärna med ”Jag vill …”.', goalWhy: 'Varför är det viktigt för dig?', goalMain: 'Det här är ett huvudmål',
    scale: 'Hur vet du var du är?', scaleHint: 'Om du vill: skriv vad varje steg skulle vara för dig. ”Där jag hoppades” är målet.', level: (level) => svLevel[`${level as Level}`],
    title_missing: 'Skriv vad du vill.', title_long: 'Skriv målet lite kortare.', main: 'Huvudmål', setAsideTag: 'Lagt åt sidan',
    mainReached: (reached, n) => (n === 0 ? '' : reached === n ? `Du är där du hoppades på ${n === 1 ? 'ditt huvudmål' : `alla ${n} huvudmål`}.` : `Du är där du hoppades på ${reached} av ${n} huvudmål som du har sagt något om.`),
    howNow: 'Var är du nu?', sayIt: 'Så är det nu', lastSaid: (when) => `Senast sagt ${when}`, level_missing: 'Välj det som passar bäst.',
    steps: 'Små steg', stepsHint: 'Så små att du kan börja på ett i dag.', newStep: 'Nästa steg', stepDue: 'Senast (om du vill)', addStep: 'Lägg till', stepDone: 'Gjort', stepUndone: 'Inte gjort ändå', by: (day) => `senast ${day}`,
    step_missing: 'Skriv vad steget är.', step_long: 'Skriv steget lite kortare.', change: 'Ändra målet', aside: 'Lägg målet åt sidan', asideText: 'Man får ändra sig. Målet och det du har skrivit ligger kvar.', takeUp: 'Ta fram målet igen', erase: 'Radera målet', eraseText: 'Då försvinner målet, stegen och allt du har sagt om det för gott.', eraseNow: 'Radera för gott',
    history: 'Så har det gått',
  },
  en: {
    back: 'My page', way: 'My way', save: 'Save', saved: 'Saved.', remove: 'Remove', keep: 'Leave it',
    onlyYou: 'Only you see this. It is encrypted with a key of your own.',
    wayIntro: 'From there to here, as it has been so far. Bends and pauses belong to it: the way goes on.',
    wayHint: 'Where you have been, and where you want to go', mappingLink: 'Who you are, and what you wish for', goalsLink: 'Goals and small steps',
    emptyTitle: 'The way begins here', emptyText: 'What you come to stands here by itself. If you like, you can put in what came before: a treatment, a place to live, somebody you met.',
    today: 'Today', ahead: 'What comes next',
    first: (title) => `First time: ${title}`, came: (title, more) => (more === 0 ? `Came to ${title}` : `Came to ${title} and ${more} more`),
    group: (title) => `Joined ${title}`, hosted: (title, more) => (more === 0 ? `Hosted ${title}` : `Hosted ${title}, ${more + 1} times`),
    started: (title) => `Started: ${title}`, walked: (name) => `${name} and you began to walk together`, volunteered: (house) => `Said yes to helping at ${house}`,
    goal: (title) => `Set a goal: ${title}`, reached: (title) => `Got where you hoped: ${title}`,
    nextStep: (step) => step, nextStepOf: (goal) => `A step towards “${goal}”`,
    momentTitle: 'Put something on the way', momentKind: 'What was it?', momentDay: 'When?', momentDayHint: 'Roughly is enough. Choose a day in the month it was.', momentWords: 'A few words, if you like', momentAdd: 'Put it on the way', moment: (kind) => enMoment[kind as MomentKind],
    bendText: 'It was hard for a while. The way goes on from here.', pauseText: 'To rest is to be on the way, too.',
    kind_missing: 'Choose what it was.', day_unreadable: 'Write the day like this: 2026-03-14.', words_long: 'This is a little too long. Divide it, or make it shorter.', too_many: 'It is full here. Remove something you no longer need.',
    removeTitle: 'Remove it from the way?', removeText: 'Then it is gone, with what you have written about it.',
    mapping: 'Who you are, and what you wish for', mappingIntro: 'Six questions that you take when you want, in the order you want. Nothing has to be filled in. You can take them alone, or with somebody you trust.',
    part: (part) => enPart[part as Part], ask: (part) => enAsk[part as Part], written: 'Written', notWritten: 'Not written yet', savePart: 'Save', saveNext: 'Save and go on', yourWords: 'In your own words', meanwhile: 'This was written in another window', meanwhileText: 'What you wrote now stands in the field below. Take along what you want to keep, and save again.',
    goals: 'Goals and small steps', goalsIntro: 'Goals are yours, in your words. Main goals are those that matter most now.',
    noGoals: 'No goals yet', noGoalsText: 'A goal can be big or small: to sleep at night, a flat of your own, to ring your brother.',
    newGoal: 'New goal', goalTitle: 'What do you want?', goalTitleHint: 'You may begin with “I want …”.', goalWhy: 'Why does it matter to you?', goalMain: 'This is a main goal',
    scale: 'How do you know where you are?', scaleHint: 'If you like: write what each step would be for you. “Where I hoped to be” is the goal.', level: (level) => enLevel[`${level as Level}`],
    title_missing: 'Write what you want.', title_long: 'Write the goal a little shorter.', main: 'Main goal', setAsideTag: 'Set aside',
    mainReached: (reached, n) => (n === 0 ? '' : reached === n ? `You are where you hoped with ${n === 1 ? 'your main goal' : `all ${n} main goals`}.` : `You are where you hoped with ${reached} of ${n} main goals that you have said something about.`),
    howNow: 'Where are you now?', sayIt: 'This is how it is', lastSaid: (when) => `Last said ${when}`, level_missing: 'Choose what fits best.',
    steps: 'Small steps', stepsHint: 'So small that you can begin one today.', newStep: 'Next step', stepDue: 'By (if you like)', addStep: 'Add', stepDone: 'Done', stepUndone: 'Not done after all', by: (day) => `by ${day}`,
    step_missing: 'Write what the step is.', step_long: 'Write the step a little shorter.', change: 'Change the goal', aside: 'Set the goal aside', asideText: 'It is fine to change one’s mind. The goal and what you have written stay here.', takeUp: 'Take the goal up again', erase: 'Delete the goal', eraseText: 'Then the goal, its steps and all you have said about it are gone for good.', eraseNow: 'Delete for good',
    history: 'How it has gone',
  },
})
