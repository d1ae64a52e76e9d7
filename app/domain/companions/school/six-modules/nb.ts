import type { CourseWords, ModuleWords, Question } from '../schema.ts'

/** The school an organisation may begin with, in bokmål. Every organisation gets a copy of its own to change. */
export const course: CourseWords = {
  title: 'Medvandrerskolen',
  about: 'Seks moduler for deg som skal gå ved siden av noen. Les i ditt eget tempo, tenk gjennom spørsmålene, og øv sammen med andre. Ingen blir utlært, og du skal ikke bli behandler.',
}

export const modules: (Partial<ModuleWords> & { title: string; body: string; questions: Question[] })[] = [
  {
    title: 'Hva en medvandrer er, og ikke er',
    body: `En medvandrer er **et vanlig menneske som går ved siden av et annet en stund**. Ikke foran, for å vise vei. Ikke bak, for å skyve på.

Etter behandling eller soning kan det bli stille. Den gamle omgangskretsen er ofte den eneste som ringer. Da betyr det mye at noen spør om du blir med på kafé på torsdag, og faktisk kommer.

**Du er**
- en som møter opp når dere har avtalt det
- en som gjør vanlige ting: går tur, drikker kaffe, blir med på kino, følger til NAV
- en som tåler stillhet, og dager som ikke blir som planlagt
- en som tror på den andre også når den andre ikke gjør det

**Du er ikke**
- behandler, saksbehandler, bank eller vaktselskap
- ansvarlig for at den andre holder seg rusfri
- alene: koordinatoren er bak deg hele veien

Noen medvandrere har vært gjennom det samme selv. Andre har ikke det. Begge deler er til nytte. Har du egen erfaring, er den en gave du kan gi litt av når det passer. Den er ikke en fasit for den andre.

Dere avtaler sammen hva dere skal gjøre, hvor ofte dere møtes og hvor lenge. Vanlig er en gang i uka i seks til ni måneder. Det er deltakerens liv, og deltakeren som bestemmer retningen.`,
    exercise: `Tenk på et menneske som gikk ved siden av deg i en tid som var vanskelig.

1. Hva gjorde det mennesket, helt konkret?
2. Hva lot det være å gjøre?
3. Skriv ned én av tingene du vil ta med deg.`,
    reflection: 'Hvorfor vil du gå ved siden av noen? Hva håper du at det gir deg selv?',
    questions: [
      { question: 'Deltakeren din har fått et brev fra NAV og blir urolig. Hva er en medvandrers oppgave?', options: ['Å fylle ut skjemaet for deltakeren', 'Å sette seg ned og lese brevet sammen, og hjelpe med å finne ut hvem dere kan spørre', 'Å si at det ordner seg'], right: 1, why: 'Dere gjør det sammen. Slik får deltakeren støtte nå, og mot til neste brev.' },
      { question: 'Hvem har ansvaret for at deltakeren holder seg rusfri?', options: ['Medvandreren', 'Koordinatoren', 'Deltakeren selv, med støtte fra flere'], right: 2, why: 'Du kan bety mye uten å bære ansvaret. Det er deltakerens eget liv, og dere er flere rundt.' },
    ],
  },
  {
    title: 'Bedring og tilbakefall',
    body: `Å slutte er én dag. **Å leve uten er alle de andre.** Bedring handler om mer enn å la være: et sted å bo, noe å gjøre, noen å være sammen med, og en følelse av å være verdt noe.

Bedring går sjelden i rett linje. Den har gode uker, flate uker og uker der alt virker tungt. Mange som i dag lever gode liv, har prøvd flere ganger før.

**Et tilbakefall er ikke slutten.** Det er vanligst de første månedene. Det betyr ikke at alt var forgjeves, og det er ikke din feil. Det den andre trenger da, er oftest:
- at noen svarer når de ringer
- ikke å bli møtt med skuffelse
- hjelp til å ta kontakt med dem som kan hjelpe videre

Hos oss setter et tilbakefall ting på pause. Det stenger ingen ute.

**Faren er størst rett etter en pause.** Etter noen dager uten tåler kroppen mye mindre enn før. Den mengden som var vanlig, kan være livsfarlig. Derfor er de første dagene etter utskriving eller løslatelse så viktige, og derfor er det fint at du er der akkurat da.

**Det som ofte hjelper:** søvn, mat, faste avtaler, bevegelse, rusfrie folk, og noe å glede seg til. Legg merke til at det er vanlige ting. Du kan være med på de fleste.

Sug kommer i bølger og går over, som regel på under en halvtime. Det er lettere å stå i det sammen med noen. Gå en tur. Lag mat. Snakk om noe annet, eller om nettopp det.`,
    exercise: 'Tenk på en vane du selv har prøvd å endre. Hvor mange ganger begynte du på nytt? Hva sa folk som gjorde det lettere, og hva sa de som gjorde det tyngre?',
    reflection: 'Hvordan tror du at du vil reagere den dagen deltakeren forteller om et tilbakefall? Hva vil du gjerne klare å si?',
    questions: [
      { question: 'Hvorfor er de første dagene etter utskriving eller løslatelse ekstra farlige?', options: ['Fordi kroppen tåler mye mindre etter noen dager uten', 'Fordi mange har dårlig råd da', 'Fordi hjelpelinjene er stengt'], right: 0, why: 'Toleransen faller på få dager. Det er verdt å si det høyt, rolig og uten moral.' },
      { question: 'Deltakeren forteller at det ble et tilbakefall i helga. Hva sier du først?', options: ['Hva var det som gikk galt?', 'Takk for at du sa det. Hvordan har du det nå?', 'Da må vi kanskje ta en pause fra hverandre'], right: 1, why: 'Den som forteller, har tatt et modig steg. Møt mennesket først. Årsaker kan vente.' },
    ],
  },
  {
    title: 'Å møte et annet menneske',
    body: `Det viktigste du har med deg, er oppmerksomheten din.

**Å lytte** er å være nysgjerrig uten å ville noe. Prøv dette:
- Spør åpent: «Hvordan har uka vært?» i stedet for «Har det gått bra?»
- Gjenta med dine egne ord det du hørte: «Så du ble lettet, men også litt redd?»
- Vent. De viktigste setningene kommer ofte etter en pause.
- Spør før du gir råd: «Vil du høre hva jeg tenker, eller er det best at jeg bare lytter?»

**Legg bort** diagnosen, dommen og det du har lest. Spør heller hva den andre liker å gjøre. Bruk vanlige ord. Vi sier «en som har hatt et rusproblem», ikke ord som gjør et helt menneske til ett problem.

**Grenser er omsorg.** De gjør at du kan være der lenge. Avtal tidlig:
- når dere kan ringe og sende melding, og når telefonen din er av
- at du ikke låner bort penger, og hvorfor
- hva du vil fortelle om deg selv, og hva du beholder
- at dere møtes rusfrie, begge to

Du kan si nei og fortsatt være varm: «Det kan jeg ikke, men jeg kommer på torsdag, som vi sa.»

**Nærhet og roller.** Dere er ikke like fritt stilt: den ene er kommet for å få hjelp. Derfor passer det ikke med kjærlighet, sex, forretninger eller gjeld mellom dere. Kjenner du at noe forskyver seg, så snakk med koordinatoren tidlig. Det er å ta ansvar, ikke å dumme seg ut.`,
    exercise: 'Ta en samtale på ti minutter med noen du kjenner. Ikke gi et eneste råd. Legg merke til hva som skjer med deg, og med den andre.',
    reflection: 'Hvilken grense er vanskeligst for deg å holde? Hva kan du si på forhånd, så det blir lettere?',
    practice: 'Øv på en første samtale sammen med koordinatoren eller en erfaren medvandrer. En av dere er deltaker. Møt, hils, bli litt kjent, og avtal neste gang og når dere kan ringe. Bytt roller, og snakk om hvordan det kjentes.',
    questions: [
      { question: 'Deltakeren spør om å få låne 500 kroner til fredag. Hva gjør du?', options: ['Låner bort, det er jo ikke mye', 'Sier vennlig nei, slik dere har avtalt, og spør om dere skal se sammen på hvem som kan hjelpe med økonomien', 'Later som du ikke hører'], right: 1, why: 'Et lån gjør dere til noe annet enn det dere er. Nei til lånet, ja til mennesket.' },
      { question: 'Hvilket spørsmål åpner mest?', options: ['Går det bra?', 'Du har vel ikke drukket?', 'Hvordan har uka vært?'], right: 2, why: 'Det kan ikke besvares med ja eller nei, og den andre velger selv hvor det begynner.' },
    ],
  },
  {
    title: 'Taushetsplikt, og når du skal si fra',
    body: `Den du går sammen med, skal kunne stole på at det som sies, blir mellom dere. **Du har taushetsplikt også etter at du slutter.** Du har skrevet under på den, eller skal gjøre det før du begynner.

**Det gjelder** hvem som er deltaker, alt du får vite om helse, rus, straff, familie og økonomi, og også at du kjenner vedkommende herfra. Møtes dere på butikken, er det deltakeren som avgjør om dere hilser.

**I hverdagen**
- Ikke fortell hjemme, heller ikke «uten navn». Små steder kjenner igjen historier.
- Skriv ikke om deltakeren på telefonen din, i e-post eller på sosiale medier. Ta ikke bilder.
- Spør deltakeren før du snakker med NAV, legen eller familien. Aller best: vær sammen om det.

**Du skal ikke bære alt alene.** I veiledning kan du snakke om det du står i. Snakk om ditt eget arbeid, og fortell ikke mer om den andre enn du må.

**Du skal si fra når liv eller helse er i fare:**
- noen kan komme til å ta sitt liv, eller ligger livløs: ring nødnummeret med en gang
- et barn kan være utsatt for vold, overgrep eller alvorlig mangel på omsorg
- noen kan komme til å skade et annet menneske alvorlig

Er det akutt, ringer du først. Ellers ringer du koordinatoren samme dag. Si det til deltakeren hvis du kan: «Dette kan jeg ikke holde for meg selv, fordi jeg er redd for deg.» Det er ikke et brudd på tilliten. Det er grunnen til at den finnes.

Si tidlig hvordan dette er, helst den første gangen dere møtes. Da blir ingen lurt.`,
    exercise: 'Skriv to setninger du kan si den første gangen, om hva du holder for deg selv og hva du ikke kan holde for deg selv. Les dem høyt.',
    reflection: 'Når har du selv opplevd at noe du betrodde, ble sagt videre? Hva gjorde det med deg?',
    questions: [
      { question: 'Du møter deltakeren på butikken, og du er sammen med en venn. Hva gjør du?', options: ['Hilser og presenterer dem for hverandre', 'Lar deltakeren avgjøre om dere hilser, og sier ikke hvor dere kjenner hverandre fra', 'Går den andre veien'], right: 1, why: 'Dere kan avtale det på forhånd: «Hvis vi møtes ute, bestemmer du.»' },
      { question: 'Hva gjelder den dagen du slutter som medvandrer?', options: ['Taushetsplikten slutter etter et år', 'Taushetsplikten slutter samtidig', 'Taushetsplikten varer'], right: 2, why: 'Det du har fått vite, er fortsatt den andres. Derfor har du den så lenge du lever.' },
    ],
  },
  {
    title: 'Når det er alvorlig',
    body: `Dette får du kanskje aldri bruk for. Les det likevel to ganger, så sitter det når hendene skjelver. Alle telefonnumre ligger på [hjelpesiden](/help), øverst på hver side her.

**Overdose.** Tegnene er lite eller ingen pust, blå lepper, og ingen reaksjon når du roper og rister.
1. Ring nødnummeret for ambulanse: 113 i Norge, 112 i Sverige. De veileder deg. Ingen blir straffet for å ringe.
2. Gi nalokson-nesespray hvis den finnes.
3. Gi hjerte- og lungeredning til hjelpen kommer. Puster personen, legg ham eller henne i stabilt sideleie.
4. Ny dose nalokson etter noen minutter hvis det ikke hjelper. Bli der: virkningen kan gå over før stoffet gjør det.

**Selvmordstanker.** Spør rett ut: «Tenker du på å ta livet ditt?» Det gir ingen ideen. Det gir et menneske lov til å si det.
- Hør på svaret uten å diskutere om livet er verdt det.
- Spør om det finnes en plan, et middel eller et tidspunkt. Gjør det det: ring 113 eller 112 og koordinatoren, og bli hos personen til hjelpen er der.
- Uten plan: bli enige om hvem dere skal ringe sammen, nå. Det finnes hjelpelinjer som svarer døgnet rundt.
- Lov aldri å holde det hemmelig.

**Er du utrygg selv,** går du. Du skal ikke roe ned noen som truer deg. Ring politiet hvis det haster, og koordinatoren etterpå.

**Etterpå** ringer du koordinatoren, samme dag, uansett hvordan det gikk. Du skal ikke legge deg med det alene. Det vi skriver ned, er at det hendte, ikke hva som ble sagt.`,
    exercise: 'Finn fram [hjelpesiden](/help) og lagre numrene du trenger på telefonen din. Lagre koordinatorens nummer også. Finn ut hvor du får tak i nalokson der du bor, og hvor du kan ta et førstehjelpskurs.',
    reflection: 'Hvordan kjennes det å skulle spørre noen rett ut om selvmord? Hva ville gjort det lettere for deg?',
    practice: 'Øv høyt på å spørre: «Tenker du på å ta livet ditt?» Øv på stabilt sideleie og på hva du sier til nødsentralen. Gjør det sammen med koordinatoren eller en med førstehjelpskurs.',
    questions: [
      { question: 'Du finner deltakeren med blå lepper, nesten uten pust og uten svar. Hva gjør du først?', options: ['Ringer koordinatoren', 'Ringer nødnummeret for ambulanse', 'Leter etter hva som er tatt'], right: 1, why: 'Ambulansen først. De hjelper deg med nalokson og gjenopplivning mens du venter.' },
      { question: 'Kan det å spørre rett ut om selvmord gi noen ideen?', options: ['Ja, derfor bør man gå rundt det', 'Nei, det gjør det lettere å snakke og å få hjelp'], right: 1, why: 'Det er godt undersøkt: å spørre øker ikke faren. Taushet kan gjøre det.' },
      { question: 'Deltakeren sier: «Jeg har det klart for i kveld, men lov å ikke si det til noen.»', options: ['Du lover, og passer ekstra godt på', 'Du sier at du ikke kan love det, ringer nødnummeret og koordinatoren, og blir der', 'Du ber deltakeren sove på det'], right: 1, why: 'Plan, middel og tid betyr at du ringer nå. Du blir hos mennesket, og du står ikke i det alene.' },
    ],
  },
  {
    title: 'Å ta vare på seg selv, og å avslutte godt',
    body: `Du kan bare gi av noe du har. **Å passe på deg selv er en del av oppgaven.**

**Legg merke til** når du sover dårlig etter møtene, tenker på deltakeren hele tiden, blir irritert for småting, eller begynner å grue deg. Det er ikke svakhet. Det er et signal om å snakke med noen.

**Det som holder deg i gang**
- faste tider, og fri imellom
- veiledning, også når alt går fint
- noen egne ting som ikke handler om dette
- lov til å si «denne uka går det ikke», i god tid

Har du egen ruserfaring, kan noe vekkes. Ha din egen plan og ditt eget nettverk klart. Du kan ta pause når du vil, uten å forklare hvorfor.

**Veiledning** er et sted for ditt arbeid: hva du står i, hva du lurer på, hva du er stolt av. Koordinatoren inviterer deg. Du kan også be om det.

**Å avslutte godt begynner den første dagen.** Dere vet begge at det varer en tid. Snakk om slutten i god tid, gjerne halvveis: Hva skal være på plass da? Hvem kan deltakeren ringe?
- Se tilbake sammen: Hva husker dere? Hva er annerledes nå?
- Si høyt hva du har satt pris på.
- Avtal ærlig om dere skal ha kontakt etterpå. En avslutning som blir hengende i lufta, gjør mer vondt enn en som blir sagt.

Noen ganger passer dere ikke sammen. Da kan hvem som helst av dere si det til koordinatoren, uten at noen har gjort noe galt. Å bytte er helt vanlig.

Mange deltakere blir en dag medvandrere selv. Kanskje er den du skal gå sammen med, en av dem.`,
    exercise: 'Lag din egen liste med tre ting: Hvordan jeg merker at det blir for mye. Hva jeg gjør da. Hvem jeg ringer.',
    reflection: 'Tenk på et farvel som ble godt. Hva gjorde det godt? Hva vil du ta med deg fra det?',
    questions: [
      { question: 'Du gruer deg til møtene, og sover dårlig etter dem. Hva gjør du?', options: ['Biter tennene sammen, det går over', 'Slutter å svare på meldinger', 'Ringer koordinatoren og ber om en samtale'], right: 2, why: 'Tidlig er alltid bedre enn sent. Det finnes nesten alltid en løsning, og den trenger ikke være å slutte.' },
      { question: 'Når begynner dere å snakke om at det skal ta slutt?', options: ['På det siste møtet', 'Fra starten, og igjen i god tid før', 'Helst ikke, det er for sårt'], right: 1, why: 'Da blir slutten noe dere lager sammen, og ikke noe som bare skjer.' },
    ],
  },
]
