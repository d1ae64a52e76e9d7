import type { Story } from './story.ts'

/** An invented organisation around Sandnes, Stavanger and Jæren. The places on the map are real. */
export const fjordfolk: Story = {
  slug: 'fjordfolk',
  name: 'Fjordfolk',
  country: 'NO',
  language: 'nb',
  zone: 'Europe/Oslo',
  email: 'hei@fjordfolk.example',
  website: 'https://fjordfolk.example',
  about: {
    nb: 'Vi er vanlige folk i Sandnes, Stavanger og på Jæren som gjør vanlige ting sammen. Alt er rusfritt. Noen av oss har vært langt nede, andre har bare lyst til å gi av tiden sin. Du trenger ikke si hvem av dem du er.',
    sv: 'Vi är vanliga människor i Sandnes, Stavanger och på Jæren som gör vanliga saker tillsammans. Allt är drogfritt. Några av oss har haft det svårt, andra vill bara ge av sin tid. Du behöver inte säga vilken du är.',
    en: 'We are ordinary people in Sandnes, Stavanger and Jæren who do ordinary things together. Everything is substance-free. Some of us have been through hard times, others simply like to give their time. You need not say which.',
  },
  labels: [
    { role: 'volunteer', language: 'nb', label: 'Tidgiver' },
    { role: 'volunteer', language: 'sv', label: 'Tidgivare' },
    { role: 'volunteer', language: 'en', label: 'Time giver' },
    { role: 'organiser', language: 'nb', label: 'Aktivitetsleder' },
  ],
  places: [
    { key: 'stua', name: 'Stua', address: 'Langgata 44, 4306 Sandnes', lat: 58.8508, lon: 5.7369 },
    { key: 'verkstedet', name: 'Verkstedet', address: 'Pedersgata 110, 4014 Stavanger', lat: 58.9719, lon: 5.7464 },
    { key: 'bryne', name: 'Fjordfolk Bryne', address: 'Jernbanegata 10, 4340 Bryne', lat: 58.7354, lon: 5.6477 },
  ],
  people: [
    { key: 'ingrid', name: 'Ingrid Haugland', language: 'nb', roles: ['administrator', 'coordinator'], place: 'stua' },
    { key: 'tormagne', name: 'Tor Magne Ree', language: 'nb', roles: ['coordinator'], place: 'bryne' },
    { key: 'sissel', name: 'Sissel Vigre', language: 'nb', roles: ['organiser', 'volunteer'], place: 'stua' },
    { key: 'jonas', name: 'Jonas Aarsland', language: 'nb', roles: ['organiser', 'volunteer'], before: [{ role: 'participant', from: 700, to: 190 }], place: 'verkstedet' },
    { key: 'marit', name: 'Marit Skjæveland', language: 'nb', roles: ['volunteer'], place: 'stua' },
    { key: 'ahmed', name: 'Ahmed Warsame', language: 'nb', roles: ['volunteer'], before: [{ role: 'participant', from: 520, to: 100 }], place: 'verkstedet' },
    { key: 'geir', name: 'Geir Ueland', language: 'nb', roles: ['volunteer'], place: 'bryne' },
    { key: 'emil', name: 'Emil Tjelta', language: 'nb', roles: ['participant'] },
    { key: 'kristine', name: 'Kristine Hana', language: 'nb', roles: ['participant'] },
    { key: 'roy', name: 'Roy Sunde', language: 'nb', roles: ['participant', 'volunteer'] },
    { key: 'nina', name: 'Nina Brekke', language: 'nb', roles: ['participant'] },
    { key: 'oyvind', name: 'Øyvind Frøyland', language: 'nb', roles: ['participant'] },
    { key: 'lise', name: 'Lise Ims', language: 'nb', roles: ['participant'] },
    { key: 'anette', name: 'Anette Tveit', language: 'nb', roles: ['participant'] },
    { key: 'daniel', name: 'Daniel Kverneland', language: 'en', roles: ['participant'] },
    { key: 'solveig', name: 'Solveig Oltedal', language: 'nb', roles: [], before: [{ role: 'participant', from: 900, to: 400 }] },
    { key: 'vilde', name: 'Vilde Risa', language: 'nb', roles: [] },
  ],
  activities: [
    {
      key: 'kveldstur-dalsnuten', kind: 'tur', day: 1, at: '18:00', hours: 2.5, places: 14, by: 'sissel', host: 'jonas', picture: 'hills', joined: ['emil', 'kristine', 'roy', 'vilde'],
      where: { area: 'Gramstad, Sandnes', address: 'Gramstadvegen 90, 4309 Sandnes', lat: 58.8826, lon: 5.8046 },
      texts: {
        title: 'Kveldstur til Dalsnuten', alt: 'Blå åser i skumring, med en lys sti opp mot toppen.',
        description: 'Vi går fra Gramstad og opp til toppen, 324 meter over fjorden. Turen er **4 km** til sammen, og vi går så sakte som den som går saktest.\n\nPå toppen drikker vi kakao og ser lysene fra Stavanger til Jæren.\n\n- Hodelykt, vi har noen å låne bort\n- Sko som tåler litt gjørme\n- Noe varmt å ha på deg på toppen',
        expect: 'De fleste kommer alene første gang. Vi står ved informasjonstavla på parkeringen og sier navnet vårt, ikke mer. Du kan snu når som helst, da følger en av oss deg ned.',
        meets: 'Jonas, i gul lue ved informasjonstavla', price: 'Gratis', access: 'Bratt sti med trapper. Ikke mulig med rullestol eller barnevogn.',
      },
      also: {
        sv: { title: 'Kvällstur till Dalsnuten', description: 'Vi går från Gramstad upp till toppen, 324 meter över fjorden. Turen är **4 km** sammanlagt och vi går så sakta som den som går saktast. På toppen dricker vi choklad.', expect: 'De flesta kommer ensamma första gången. Du kan vända när som helst, då följer en av oss dig ner.', meets: 'Jonas, i gul mössa vid informationstavlan', price: 'Gratis', access: 'Brant stig med trappor.', alt: 'Blå åsar i skymning med en ljus stig mot toppen.' },
        en: { title: 'Evening walk to Dalsnuten', description: 'We walk from Gramstad to the top, 324 metres above the fjord. It is **4 km** in all, at the pace of whoever walks slowest. At the top we drink cocoa and look at the lights.', expect: 'Most people come alone the first time. You may turn back whenever you like; one of us walks down with you.', meets: 'Jonas, yellow hat, by the notice board', price: 'Free', access: 'Steep path with steps.', alt: 'Blue hills at dusk with a light path to the top.' },
      },
    },
    {
      key: 'onsdagskafe-stua', kind: 'kafe', day: { weekday: 3 }, at: '17:00', hours: 3, place: 'stua', by: 'sissel', host: 'marit', picture: 'cup', joined: ['emil', 'nina', 'lise', 'oyvind'],
      texts: {
        title: 'Onsdagskafé', alt: 'En kopp med damp, sett fra siden.',
        description: 'Vaffel, kaffe og et bord med plass til én til. Noen spiller kort, noen strikker, noen sitter bare. Kom når du vil og gå når du vil.',
        expect: 'Det er mellom ti og tjue her. Det henger en grønn kopp i vinduet når vi har åpent. Du trenger ikke si noe om deg selv.',
        meets: 'Marit, bak vaffeljernet', price: 'Gratis. Det står en kasse for den som vil legge noe i.', access: 'Trinnfri inngang fra bakgården. Toalett for rullestol. Vi har et stille rom.',
      },
      also: { en: { title: 'Wednesday café', description: 'Waffles, coffee and a table with room for one more. Come when you like and leave when you like.', expect: 'There are between ten and twenty of us. A green cup hangs in the window when we are open.', meets: 'Marit, behind the waffle iron', price: 'Free', access: 'Step-free from the back yard.', alt: 'A cup with steam, seen from the side.' } },
    },
    {
      key: 'onsdagskafe-stua-2', kind: 'kafe', day: { weekday: 3, weeks: 1 }, at: '17:00', hours: 3, place: 'stua', by: 'sissel', host: 'marit', picture: 'cup', joined: ['nina'],
      texts: { title: 'Onsdagskafé', alt: 'En kopp med damp, sett fra siden.', description: 'Vaffel, kaffe og et bord med plass til én til. Denne uka tar Geir med gitaren.', expect: 'Det henger en grønn kopp i vinduet når vi har åpent.', meets: 'Marit, bak vaffeljernet', price: 'Gratis', access: 'Trinnfri inngang fra bakgården.' },
    },
    {
      key: 'morgenbad-godalen', kind: 'trening', day: { weekday: 6 }, at: '08:30', hours: 1, places: 10, by: 'jonas', host: 'ahmed', picture: 'sea', joined: ['kristine', 'daniel'],
      where: { area: 'Godalen, Stavanger', address: 'Godalen badeplass, 4015 Stavanger', lat: 58.954, lon: 5.762 },
      texts: {
        title: 'Morgenbad i Godalen', alt: 'Stille sjø i morgenlys.', description: 'Ut i sjøen, opp igjen, le, og inn i badstua som vi har leid. Du bader så lite eller mye du vil. Å sitte på brygga med kakao teller også.',
        expect: 'Vi skifter på brygga med håndkle rundt oss. Ingen tar bilder.', meets: 'Ahmed, på brygga', price: 'Gratis, badstua er betalt', access: 'Trapp ned til vannet, rekkverk på en side.',
      },
    },
    {
      key: 'fellesmiddag-stua', kind: 'mat', day: { weekday: 5 }, at: '16:30', hours: 3, places: 12, place: 'stua', by: 'sissel', host: 'roy', picture: 'table',
      joined: ['emil', 'kristine', 'nina', 'oyvind', 'lise', 'daniel', 'vilde', 'marit', 'ahmed', 'geir', 'jonas', 'solveig'], waiting: ['tormagne', 'anette'],
      texts: {
        title: 'Fredagsmiddag: komler', alt: 'Et langbord dekket for mange.', description: 'Vi lager komler med salt kjøtt og kålrot sammen, og spiser når de er ferdige. Vi lager også komler uten kjøtt. Kan du ikke lage mat, kan du skrelle. Kan du ikke skrelle, kan du dekke bord.',
        expect: 'Vi er tolv rundt bordet, flere får vi ikke plass til. Er det fullt, kan du stå på venteliste: det pleier å bli ledig.', meets: 'Roy, i forkle ved døra', price: '50 kr, eller gratis hvis det passer best', access: 'Trinnfri inngang fra bakgården.',
      },
    },
    {
      key: 'pizzakveld-stua', kind: 'mat', day: 4, at: '17:30', hours: 2.5, places: 4, place: 'stua', by: 'sissel', host: 'marit',
      joined: ['kristine', 'roy', 'vilde'], waiting: ['emil', 'nina', 'oyvind'],
      texts: {
        title: 'Pizza fra bunnen', description: 'Vi er fire rundt en liten ovn. Vi elter, hever, steker og spiser. Deigen er så god at den ikke trenger mye oppå.',
        expect: 'Det er få plasser, så det er ofte venteliste. Blir en plass ledig, får den neste tilbud om den og litt tid til å svare.', meets: 'Marit, med mel på hendene', price: 'Gratis', access: 'Trinnfri inngang fra bakgården.',
      },
    },
    {
      key: 'fotballtrening-giske', kind: 'trening', day: { weekday: 2 }, at: '19:30', hours: 1.5, places: 18, by: 'jonas', host: 'jonas', picture: 'park', joined: ['emil', 'roy', 'daniel', 'oyvind', 'ahmed'],
      where: { area: 'Giskehallen, Sandnes', address: 'Giskegata 5, 4307 Sandnes', lat: 58.849, lon: 5.713 },
      texts: {
        title: 'Fotballtrening i Giskehallen', alt: 'En gressbane mellom trær.', description: 'Vi deler i to lag og spiller til vi er slitne. Ingen benk, ingen trener som roper, ingen som teller mål etter halvtida.',
        expect: 'Garderobe med egne båser. Har du ikke innesko, har vi noen par i bagen.', meets: 'Jonas, ved hovedinngangen kl. 19.20', price: 'Gratis', access: 'Hallen er trinnfri. Har du lyst til å være med på annet vis, finner vi ut av det.',
      },
    },
    {
      key: 'fotballtrening-giske-2', kind: 'trening', day: { weekday: 2, weeks: 1 }, at: '19:30', hours: 1.5, places: 18, by: 'jonas', host: 'jonas', picture: 'park', joined: ['emil'],
      where: { area: 'Giskehallen, Sandnes', address: 'Giskegata 5, 4307 Sandnes', lat: 58.849, lon: 5.713 },
      texts: { title: 'Fotballtrening i Giskehallen', alt: 'En gressbane mellom trær.', description: 'Vi deler i to lag og spiller til vi er slitne.', meets: 'Jonas, ved hovedinngangen kl. 19.20', price: 'Gratis' },
    },
    {
      key: 'samtalegruppe-bryne', kind: 'samtalegruppe', day: { weekday: 1 }, at: '18:30', hours: 1.5, places: 8, by: 'tormagne', host: 'geir', visibility: 'members', joined: ['lise', 'oyvind', 'kristine'],
      where: { area: 'Bryne sentrum', address: 'Storgata 32, inngang B, 4340 Bryne', lat: 58.7362, lon: 5.6481, onlyJoined: true },
      texts: {
        title: 'Samtalegruppe: hverdagen etterpå', description: 'Hva gjør du med kveldene, hva sier du til gamle venner, hvem ringer du? Vi er opptil åtte, og det som sies i rommet blir i rommet.',
        expect: 'Vi sitter i ring, og den som ikke vil si noe sier «ikke i dag». Det er helt greit i mange uker.', meets: 'Geir, i gangen fra kl. 18.15', price: 'Gratis', access: 'Heis fra gateplan. Si fra hvis du trenger teleslynge.',
      },
    },
    {
      key: 'sykkelverksted', kind: 'verksted', day: { weekday: 4 }, at: '17:00', hours: 3, places: 8, place: 'verkstedet', by: 'jonas', host: 'ahmed', joined: ['roy', 'daniel'],
      texts: {
        title: 'Sykkelverksted', description: 'Ta med sykkelen som har stått siden i fjor, eller kom uten: vi har rammer nok. Etter tre kvelder har du en sykkel som virker, og da er den din.',
        expect: 'Radio på, kaffe på kanna og svarte fingre. Du får et skap med navnelapp.', meets: 'Ahmed, porten til høyre for hovedinngangen', price: 'Gratis. Deler koster det de koster.', access: 'Trinnfritt. Arbeidsbenk i sittehøyde.',
      },
      also: { en: { title: 'Bicycle workshop', description: 'Bring the bicycle that has been standing since last year, or come without one: we have frames enough. After three evenings you have a bicycle that works, and it is yours.', expect: 'The radio is on, and so is the coffee.', meets: 'Ahmed, the gate to the right', price: 'Free. Parts cost what they cost.', access: 'Step-free.' } },
    },
    {
      key: 'tur-orrestranda', kind: 'tur', day: { weekday: 7 }, at: '11:00', hours: 3, places: 20, by: 'tormagne', host: 'geir', picture: 'sea', joined: ['lise', 'oyvind', 'nina', 'marit'],
      where: { area: 'Orrestranda, Klepp', address: 'Orre friluftshus, 4343 Orre', lat: 58.7395, lon: 5.532 },
      texts: {
        title: 'Søndagstur på Orrestranda', alt: 'Hav, sand og lav himmel.', description: 'Vi går langs Norges lengste sandstrand, med vinden i ryggen den ene veien. Buss 52 går fra Bryne kl. 10.25, og Geir sitter på den.',
        expect: 'Noen går i par og prater, noen går for seg selv. Vi samles ved friluftshuset og teller oss når vi er tilbake.', meets: 'Geir, på bussen og ved friluftshuset', price: 'Gratis. Vi spleiser på bussen til den som trenger det.', access: 'Gangvei med fast dekke de første 600 meterne.',
      },
    },
    {
      key: 'julaften-stua', kind: 'hoytid', day: { month: 12, date: 24 }, at: '15:00', hours: 6, places: 30, place: 'stua', by: 'ingrid', host: 'ingrid', picture: 'lights', joined: ['emil', 'nina', 'roy', 'marit'],
      texts: {
        title: 'Julaften sammen', alt: 'Lys i mange vinduer en mørk kveld.', description: 'Pinnekjøtt, ribbe og noe uten kjøtt. Grøt fra klokka tre, middag klokka fem, gåtur rundt Stokkelandsvannet for den som trenger luft. Alle får en liten pakke.',
        expect: 'Noen er her hele kvelden, noen spiser grøt og går. Det er lov å gråte på julaften. Det er også lov å le.', meets: 'Ingrid, fra klokka tre', price: 'Gratis', access: 'Trinnfri inngang fra bakgården. Si fra om allergier.',
      },
      also: { en: { title: 'Christmas Eve together', description: 'Norwegian Christmas dinner, porridge from three o’clock, dinner at five, a walk for whoever needs air. Everyone gets a small present.', expect: 'Some stay all evening, some have porridge and leave.', meets: 'Ingrid, from three o’clock', price: 'Free', access: 'Step-free from the back yard.', alt: 'Lights in many windows on a dark evening.' } },
    },
    {
      key: 'lavvo-melsheia', kind: 'tur', day: 9, at: '17:30', hours: 3, places: 12, by: 'sissel', host: 'roy', joined: ['emil', 'daniel'],
      where: { area: 'Melsheia, Sandnes', address: 'Parkeringen ved Melsheia, 4319 Sandnes', lat: 58.872, lon: 5.783 },
      texts: { title: 'Bål og lavvo på Melsheia', description: 'Vi tenner bål, steiker pinnebrød og hører på skogen. Det er mørkt når vi går hjem, så vi går samlet.', expect: 'Ti minutter å gå fra parkeringen. Sitteunderlag har vi.', meets: 'Roy, på parkeringen', price: 'Gratis', access: 'Grusvei nesten helt fram.' },
    },
    {
      key: 'kino-odeon', kind: 'kultur', day: 6, at: '18:15', hours: 3, places: 15, by: 'sissel', host: 'marit', joined: ['nina', 'kristine', 'lise'],
      where: { area: 'Stavanger sentrum', address: 'Sølvberggata 2, 4006 Stavanger', lat: 58.9711, lon: 5.7336 },
      texts: { title: 'Kino og en prat etterpå', description: 'Vi ser en film på Sølvberget og tar en kaffe etterpå. Hvilken film stemmer vi over dagen før.', expect: 'Vi har billetter til alle og møtes under trappa.', meets: 'Marit, under trappa i foajeen', price: 'Billetten er betalt', access: 'Heis. Plasser for rullestol. Teleslynge i salen.' },
    },
    {
      key: 'konsert-tou', kind: 'kultur', day: 13, at: '19:30', hours: 3, places: 10, by: 'jonas', host: 'ahmed', joined: ['daniel'],
      where: { area: 'Stavanger øst', address: 'Kvitsøygata 25, 4014 Stavanger', lat: 58.973, lon: 5.751 },
      texts: { title: 'Konsert på Tou, alkoholfritt bord', description: 'Lokale band i Maskinhallen. Vi har et bord for oss, lengst fra baren, og går samlet hjem til Verkstedet for kakao.', expect: 'Det selges alkohol på stedet. Vi er der som en gjeng, og ingen sitter alene ved bordet.', meets: 'Ahmed, utenfor kl. 19.15', price: '100 kr', access: 'Trinnfri inngang, ørepropper i baren.' },
    },
    {
      key: 'kurs-okonomi', kind: 'kurs', day: { weekday: 3, weeks: 1 }, at: '18:00', hours: 2, places: 10, place: 'bryne', by: 'tormagne', host: 'tormagne', joined: ['oyvind', 'lise'],
      texts: { title: 'Orden i økonomien: første kveld', description: 'Ta med brevene du ikke har åpnet. Vi åpner dem sammen, sorterer i tre bunker og ringer om den viktigste. Tre ganger i alt.', expect: 'Ingen ser dine brev uten at du vil. En fra gjeldsrådgivningen er med den andre gangen.', meets: 'Tor Magne, i andre etasje', price: 'Gratis', access: 'Heis fra gateplan.' },
    },
    {
      key: 'kurs-forstehjelp', kind: 'kurs', day: 16, at: '17:00', hours: 3, places: 12, place: 'stua', by: 'ingrid', host: 'ingrid', joined: ['marit', 'ahmed', 'roy'],
      texts: { title: 'Førstehjelp som du kan bruke', description: 'Hjertelungeredning, sideleie og nesespray med nalokson. Du får øve på dukker, og kurset gir bevis.', expect: 'Temaet kan vekke minner. Det er alltid en av oss ved døra som du kan gå en tur med.', meets: 'Ingrid', price: 'Gratis', access: 'Trinnfri inngang. Alle øvelser kan gjøres sittende.' },
    },
    {
      key: 'nettkafe-bryne', kind: 'kafe', day: { weekday: 4 }, at: '11:00', hours: 2, place: 'bryne', by: 'tormagne', host: 'geir', joined: ['oyvind'],
      texts: { title: 'Formiddagskaffe på Bryne', description: 'Kaffe, aviser og hjelp med telefonen din. Geir kan BankID, og han blir ikke lei av å forklare.', meets: 'Geir', price: 'Gratis', access: 'Trinnfritt.' },
    },
    {
      key: 'pilegrim-haa', kind: 'tur', day: 23, at: '10:00', hours: 6, places: 16, by: 'tormagne', host: 'geir', joined: ['lise', 'marit', 'nina'], picture: 'sea',
      where: { area: 'Hå gamle prestegard', address: 'Håvegen 347, 4365 Nærbø', lat: 58.665, lon: 5.544 },
      texts: { title: 'Kongevegen til Obrestad fyr', alt: 'Hav, sand og lav himmel.', description: 'En dagstur langs havet, fra prestegarden til fyret og tilbake, til sammen 9 km. Vi tenner et lys i fyret for den som vil.', expect: 'Vi kjører i minibuss fra Bryne kl. 9.15 og er hjemme klokka fire.', meets: 'Geir, ved minibussen', price: 'Gratis, nistepakke kan bestilles', access: 'Flat, men steinete sti.' },
    },
    {
      key: 'strikk-stua', kind: 'verksted', day: 8, at: '18:00', hours: 2.5, place: 'stua', by: 'sissel', host: 'marit', joined: ['nina', 'kristine'],
      texts: { title: 'Strikkekveld', description: 'Lær å strikke et pannebånd på én kveld, eller ta med det du holder på med. Garn og pinner ligger på bordet.', meets: 'Marit', price: 'Gratis', access: 'Trinnfri inngang fra bakgården.' },
    },
    {
      key: 'apen-kveld-nye', kind: 'kafe', day: 11, at: '18:00', hours: 1.5, places: 10, place: 'stua', by: 'ingrid', host: 'ingrid', visibility: 'unlisted', joined: ['vilde'],
      texts: { title: 'For deg som er ny', description: 'En rolig kveld før du kommer første gang på noe annet. Du får se huset, hilse på to av oss og spørre om det du lurer på.', expect: 'Bare du og noen få andre som også er nye.', meets: 'Ingrid, ved døra', price: 'Gratis', access: 'Trinnfri inngang fra bakgården.' },
    },
    {
      key: 'klatring-avlyst', kind: 'trening', day: 4, at: '18:00', hours: 2, places: 8, by: 'jonas', host: 'jonas', joined: ['daniel', 'emil'], cancelled: 'Instruktøren er blitt syk. Vi prøver igjen om to uker.',
      where: { area: 'Stavanger øst', address: 'Haugesundsgata 30, 4014 Stavanger', lat: 58.9687, lon: 5.758 },
      texts: { title: 'Klatring for nybegynnere', description: 'Innendørs, med tau og en som holder deg. Vi låner utstyr.', meets: 'Jonas', price: 'Gratis' },
    },
    {
      key: 'hyttetur-utkast', kind: 'tur', day: 40, at: '16:00', hours: 44, places: 12, by: 'sissel', draft: true,
      where: { area: 'Sirdal', address: 'Sinnes, 4443 Tjørhom', lat: 58.938, lon: 6.851 },
      texts: { title: 'Hyttetur til Sirdal', description: 'Utkast: vi venter på svar om hytta. Minibuss fra Sandnes fredag kl. 16.' },
    },
    {
      key: 'host-tur-vaulen', kind: 'tur', day: -6, at: '12:00', hours: 2, places: 15, by: 'sissel', host: 'roy', joined: ['emil', 'kristine', 'nina', 'roy'],
      where: { area: 'Vaulen, Stavanger', address: 'Vaulen badeplass, 4017 Stavanger', lat: 58.926, lon: 5.743 },
      texts: { title: 'Tur langs Gandsfjorden', description: 'Fra Vaulen til Hinna og tilbake.', meets: 'Roy', price: 'Gratis' },
    },
    {
      key: 'middag-forrige', kind: 'mat', day: -20, at: '16:30', hours: 3, places: 12, place: 'stua', by: 'sissel', host: 'roy', joined: ['lise', 'oyvind', 'solveig', 'marit'],
      texts: { title: 'Fellesmiddag: fiskesuppe', description: 'Vi lagde fiskesuppe av det Geir fikk på kroken.', meets: 'Roy', price: '50 kr' },
    },
  ],
}
