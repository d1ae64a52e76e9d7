import type { CourseWords, ModuleWords, Question } from '../schema.ts'

/** The same school in Swedish. */
export const course: CourseWords = {
  title: 'Medvandrarskolan',
  about: 'Sex moduler för dig som ska gå bredvid någon. Läs i din egen takt, tänk igenom frågorna och öva tillsammans med andra. Ingen blir fullärd, och du ska inte bli behandlare.',
}

export const modules: (Partial<ModuleWords> & { title: string; body: string; questions: Question[] })[] = [
  {
    title: 'Vad en medvandrare är, och inte är',
    body: `En medvandrare är **en vanlig människa som går bredvid en annan ett tag**. Inte före, för att visa vägen. Inte bakom, för att knuffa på.

Efter behandling eller fängelse kan det bli tyst. Det gamla umgänget är ofta det enda som ringer. Då betyder det mycket att någon frågar om du följer med på fika på torsdag, och faktiskt kommer.

**Du är**
- någon som dyker upp när ni har bestämt det
- någon som gör vanliga saker: promenerar, fikar, går på bio, följer med till socialtjänsten
- någon som tål tystnad, och dagar som inte blir som planerat
- någon som tror på den andra också när den andra inte gör det

**Du är inte**
- behandlare, handläggare, bank eller vaktbolag
- ansvarig för att den andra håller sig drogfri
- ensam: samordnaren finns bakom dig hela vägen

Vissa medvandrare har själva varit med om det. Andra inte. Båda gör nytta. Har du egen erfarenhet är den en gåva som du kan ge lite av när det passar. Den är inget facit för den andra.

Ni kommer överens om vad ni ska göra, hur ofta ni ses och hur länge. Vanligt är en gång i veckan i sex till nio månader. Det är deltagarens liv, och deltagaren bestämmer riktningen.`,
    exercise: `Tänk på en människa som gick bredvid dig i en svår tid.

1. Vad gjorde den människan, helt konkret?
2. Vad lät den bli att göra?
3. Skriv ner en av sakerna som du vill ta med dig.`,
    reflection: 'Varför vill du gå bredvid någon? Vad hoppas du att det ger dig själv?',
    questions: [
      { question: 'Din deltagare har fått ett brev från Försäkringskassan och blir orolig. Vad är en medvandrares uppgift?', options: ['Att fylla i blanketten åt deltagaren', 'Att sätta sig ner och läsa brevet tillsammans, och hjälpa till att ta reda på vem ni kan fråga', 'Att säga att det ordnar sig'], right: 1, why: 'Ni gör det tillsammans. Då får deltagaren stöd nu, och mod till nästa brev.' },
      { question: 'Vem har ansvaret för att deltagaren håller sig drogfri?', options: ['Medvandraren', 'Samordnaren', 'Deltagaren själv, med stöd av flera'], right: 2, why: 'Du kan betyda mycket utan att bära ansvaret. Det är deltagarens eget liv, och ni är flera runt omkring.' },
    ],
  },
  {
    title: 'Återhämtning och återfall',
    body: `Att sluta är en dag. **Att leva utan är alla de andra.** Återhämtning handlar om mer än att låta bli: någonstans att bo, något att göra, några att vara med, och en känsla av att vara värd något.

Återhämtning går sällan spikrakt. Den har bra veckor, platta veckor och veckor då allt känns tungt. Många som i dag lever goda liv har försökt flera gånger förut.

**Ett återfall är inte slutet.** Det är vanligast de första månaderna. Det betyder inte att allt var förgäves, och det är inte ditt fel. Det den andra behöver då är oftast:
- att någon svarar när de ringer
- att inte mötas av besvikelse
- hjälp att ta kontakt med dem som kan hjälpa vidare

Hos oss pausar ett återfall saker. Det stänger ingen ute.

**Faran är störst direkt efter ett uppehåll.** Efter några dagar utan tål kroppen mycket mindre än förut. Den mängd som var vanlig kan vara livsfarlig. Därför är de första dagarna efter utskrivning eller frigivning så viktiga, och därför är det fint att du finns där just då.

**Det som ofta hjälper:** sömn, mat, fasta tider, rörelse, nyktra människor, och något att se fram emot. Lägg märke till att det är vanliga saker. Du kan vara med på de flesta.

Sug kommer i vågor och går över, oftast på under en halvtimme. Det är lättare att stå i det tillsammans med någon. Gå en sväng. Laga mat. Prata om något annat, eller om just det.`,
    exercise: 'Tänk på en vana som du själv har försökt ändra. Hur många gånger började du om? Vad sa folk som gjorde det lättare, och vad sa de som gjorde det tyngre?',
    reflection: 'Hur tror du att du reagerar den dag deltagaren berättar om ett återfall? Vad skulle du vilja kunna säga?',
    questions: [
      { question: 'Varför är de första dagarna efter utskrivning eller frigivning extra farliga?', options: ['För att kroppen tål mycket mindre efter några dagar utan', 'För att många har ont om pengar då', 'För att hjälplinjerna är stängda'], right: 0, why: 'Toleransen faller på några dagar. Det är värt att säga högt, lugnt och utan moral.' },
      { question: 'Deltagaren berättar att det blev ett återfall i helgen. Vad säger du först?', options: ['Vad var det som gick fel?', 'Tack för att du berättade. Hur mår du nu?', 'Då kanske vi ska ta en paus från varandra'], right: 1, why: 'Den som berättar har tagit ett modigt steg. Möt människan först. Orsakerna kan vänta.' },
    ],
  },
  {
    title: 'Att möta en annan människa',
    body: `Det viktigaste du har med dig är din uppmärksamhet.

**Att lyssna** är att vara nyfiken utan att vilja något. Prova det här:
- Fråga öppet: ”Hur har veckan varit?” i stället för ”Har det gått bra?”
- Upprepa med egna ord det du hörde: ”Så du blev lättad, men också lite rädd?”
- Vänta. De viktigaste meningarna kommer ofta efter en paus.
- Fråga innan du ger råd: ”Vill du höra hur jag tänker, eller är det bäst att jag bara lyssnar?”

**Lägg undan** diagnosen, domen och det du har läst. Fråga hellre vad den andra tycker om att göra. Använd vanliga ord. Vi säger ”någon som har haft ett beroende”, inte ord som gör en hel människa till ett problem.

**Gränser är omsorg.** De gör att du kan finnas där länge. Kom tidigt överens om:
- när ni kan ringa och skriva, och när din telefon är av
- att du inte lånar ut pengar, och varför
- vad du vill berätta om dig själv, och vad du behåller
- att ni ses nyktra, båda två

Du kan säga nej och ändå vara varm: ”Det kan jag inte, men jag kommer på torsdag som vi sa.”

**Närhet och roller.** Ni är inte lika fria: den ena har kommit för att få hjälp. Därför passar det inte med kärlek, sex, affärer eller skulder mellan er. Känner du att något förskjuts, så prata med samordnaren tidigt. Det är att ta ansvar, inte att göra bort sig.`,
    exercise: 'Ha ett samtal på tio minuter med någon du känner. Ge inte ett enda råd. Lägg märke till vad som händer med dig, och med den andra.',
    reflection: 'Vilken gräns är svårast för dig att hålla? Vad kan du säga i förväg så att det blir lättare?',
    practice: 'Öva ett första samtal tillsammans med samordnaren eller en erfaren medvandrare. En av er är deltagare. Möt, hälsa, lär känna varandra lite, och bestäm nästa gång och när ni kan ringa. Byt roller, och prata om hur det kändes.',
    questions: [
      { question: 'Deltagaren frågar om att få låna 500 kronor till fredag. Vad gör du?', options: ['Lånar ut, det är ju inte så mycket', 'Säger vänligt nej, som ni har kommit överens om, och frågar om ni ska titta tillsammans på vem som kan hjälpa till med ekonomin', 'Låtsas att du inte hör'], right: 1, why: 'Ett lån gör er till något annat än det ni är. Nej till lånet, ja till människan.' },
      { question: 'Vilken fråga öppnar mest?', options: ['Är det bra?', 'Du har väl inte druckit?', 'Hur har veckan varit?'], right: 2, why: 'Den kan inte besvaras med ja eller nej, och den andra väljer själv var det börjar.' },
    ],
  },
  {
    title: 'Tystnadsplikt, och när du ska säga till',
    body: `Den du går tillsammans med ska kunna lita på att det som sägs stannar mellan er. **Du har tystnadsplikt också när du har slutat.** Du har skrivit under en förbindelse, eller ska göra det innan du börjar.

**Den gäller** vem som är deltagare, allt du får veta om hälsa, droger, straff, familj och ekonomi, och även att du känner personen härifrån. Ses ni i affären är det deltagaren som avgör om ni hälsar.

**I vardagen**
- Berätta inte hemma, inte heller ”utan namn”. Små orter känner igen historier.
- Skriv inte om deltagaren i din telefon, i mejl eller på sociala medier. Ta inga bilder.
- Fråga deltagaren innan du pratar med socialtjänsten, läkaren eller familjen. Allra bäst: gör det tillsammans.

**Du ska inte bära allt ensam.** I handledning kan du prata om det du står i. Prata om ditt eget arbete, och berätta inte mer om den andra än du måste.

**Du ska säga till när liv eller hälsa är i fara:**
- någon kan komma att ta sitt liv, eller ligger livlös: ring nödnumret direkt
- ett barn kan vara utsatt för våld, övergrepp eller allvarlig brist på omsorg
- någon kan komma att skada en annan människa allvarligt

Är det akut ringer du först. Annars ringer du samordnaren samma dag. Säg det till deltagaren om du kan: ”Det här kan jag inte hålla för mig själv, för jag är rädd om dig.” Det är inget brott mot förtroendet. Det är därför det finns.

Säg tidigt hur det är, helst första gången ni ses. Då blir ingen lurad.`,
    exercise: 'Skriv två meningar som du kan säga första gången, om vad du håller för dig själv och vad du inte kan hålla för dig själv. Läs dem högt.',
    reflection: 'När har du själv varit med om att något du anförtrodde fördes vidare? Vad gjorde det med dig?',
    questions: [
      { question: 'Du möter deltagaren i affären, och du är där med en vän. Vad gör du?', options: ['Hälsar och presenterar dem för varandra', 'Låter deltagaren avgöra om ni hälsar, och säger inte varifrån ni känner varandra', 'Går åt andra hållet'], right: 1, why: 'Ni kan bestämma det i förväg: ”Om vi ses ute är det du som avgör.”' },
      { question: 'Vad gäller den dag du slutar som medvandrare?', options: ['Tystnadsplikten upphör efter ett år', 'Tystnadsplikten upphör samtidigt', 'Tystnadsplikten består'], right: 2, why: 'Det du har fått veta är fortfarande den andras. Därför har du den så länge du lever.' },
    ],
  },
  {
    title: 'När det är allvar',
    body: `Det här får du kanske aldrig användning för. Läs det ändå två gånger, så sitter det när händerna skakar. Alla telefonnummer finns på [hjälpsidan](/help), överst på varje sida här.

**Överdos.** Tecknen är liten eller ingen andning, blå läppar, och ingen reaktion när du ropar och skakar.
1. Ring nödnumret: 112 i Sverige, 113 i Norge. De guidar dig. Ingen straffas för att ringa.
2. Ge naloxon-nässpray om det finns.
3. Ge hjärt- och lungräddning tills hjälpen kommer. Andas personen, lägg i stabilt sidoläge.
4. Ny dos naloxon efter några minuter om det inte hjälper. Stanna kvar: effekten kan gå ur innan drogen gör det.

**Självmordstankar.** Fråga rakt ut: ”Tänker du på att ta ditt liv?” Det ger ingen idén. Det ger en människa lov att säga det.
- Lyssna på svaret utan att diskutera om livet är värt det.
- Fråga om det finns en plan, ett medel eller en tidpunkt. Gör det det: ring 112 eller 113 och samordnaren, och stanna hos personen tills hjälpen är där.
- Utan plan: kom överens om vem ni ska ringa tillsammans, nu. Det finns hjälplinjer som svarar dygnet runt.
- Lova aldrig att hålla det hemligt.

**Är du själv otrygg** går du därifrån. Du ska inte lugna någon som hotar dig. Ring polisen om det är bråttom, och samordnaren efteråt.

**Efteråt** ringer du samordnaren, samma dag, hur det än gick. Du ska inte lägga dig med det ensam. Det vi skriver ner är att det hände, inte vad som sades.`,
    exercise: 'Ta fram [hjälpsidan](/help) och spara de nummer du behöver i din telefon. Spara samordnarens nummer också. Ta reda på var du får tag på naloxon där du bor, och var du kan gå en kurs i första hjälpen.',
    reflection: 'Hur känns det att fråga någon rakt ut om självmord? Vad skulle göra det lättare för dig?',
    practice: 'Öva högt på att fråga: ”Tänker du på att ta ditt liv?” Öva på stabilt sidoläge och på vad du säger till larmcentralen. Gör det med samordnaren eller någon som kan första hjälpen.',
    questions: [
      { question: 'Du hittar deltagaren med blå läppar, nästan utan andning och utan svar. Vad gör du först?', options: ['Ringer samordnaren', 'Ringer nödnumret', 'Letar efter vad som har tagits'], right: 1, why: 'Ambulansen först. De hjälper dig med naloxon och återupplivning medan du väntar.' },
      { question: 'Kan det ge någon idén att man frågar rakt ut om självmord?', options: ['Ja, därför ska man gå runt det', 'Nej, det gör det lättare att prata och att få hjälp'], right: 1, why: 'Det är väl undersökt: att fråga ökar inte faran. Tystnad kan göra det.' },
      { question: 'Deltagaren säger: ”Jag har det klart för i kväll, men lova att inte säga det till någon.”', options: ['Du lovar, och håller extra koll', 'Du säger att du inte kan lova det, ringer nödnumret och samordnaren, och stannar kvar', 'Du ber deltagaren sova på saken'], right: 1, why: 'Plan, medel och tid betyder att du ringer nu. Du stannar hos människan, och du står inte i det ensam.' },
    ],
  },
  {
    title: 'Att ta hand om sig själv, och att avsluta väl',
    body: `Du kan bara ge av något du har. **Att ta hand om dig själv är en del av uppgiften.**

**Lägg märke till** när du sover dåligt efter träffarna, tänker på deltagaren hela tiden, blir irriterad för småsaker eller börjar dra dig för att gå dit. Det är inte svaghet. Det är en signal om att prata med någon.

**Det som håller dig i gång**
- fasta tider, och ledigt däremellan
- handledning, också när allt går bra
- egna saker som inte handlar om det här
- lov att säga ”den här veckan går det inte”, i god tid

Har du egen erfarenhet av beroende kan något väckas. Ha din egen plan och ditt eget nätverk klart. Du kan ta paus när du vill, utan att förklara varför.

**Handledning** är en plats för ditt arbete: vad du står i, vad du undrar, vad du är stolt över. Samordnaren bjuder in dig. Du kan också be om det.

**Att avsluta väl börjar första dagen.** Ni vet båda att det varar en tid. Prata om slutet i god tid, gärna halvvägs: Vad ska vara på plats då? Vem kan deltagaren ringa?
- Se tillbaka tillsammans: Vad minns ni? Vad är annorlunda nu?
- Säg högt vad du har uppskattat.
- Kom ärligt överens om ni ska ha kontakt efteråt. Ett avslut som blir hängande gör mer ont än ett som sägs.

Ibland passar ni inte ihop. Då kan vem som helst av er säga det till samordnaren, utan att någon har gjort fel. Att byta är helt vanligt.

Många deltagare blir en dag medvandrare själva. Kanske är den du ska gå med en av dem.`,
    exercise: 'Gör en egen lista med tre saker: Hur jag märker att det blir för mycket. Vad jag gör då. Vem jag ringer.',
    reflection: 'Tänk på ett farväl som blev bra. Vad gjorde det bra? Vad vill du ta med dig från det?',
    questions: [
      { question: 'Du drar dig för träffarna och sover dåligt efter dem. Vad gör du?', options: ['Biter ihop, det går över', 'Slutar svara på meddelanden', 'Ringer samordnaren och ber om ett samtal'], right: 2, why: 'Tidigt är alltid bättre än sent. Det finns nästan alltid en lösning, och den behöver inte vara att sluta.' },
      { question: 'När börjar ni prata om att det ska ta slut?', options: ['På den sista träffen', 'Från början, och igen i god tid före', 'Helst inte, det är för känsligt'], right: 1, why: 'Då blir slutet något ni gör tillsammans, och inte något som bara händer.' },
    ],
  },
]
