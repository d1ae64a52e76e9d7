import type { Story } from './story.ts'

/** An invented organisation in Göteborg and Örebro. The places on the map are real. */
export const nyaStegen: Story = {
  slug: 'nya-stegen',
  name: 'Nya Stegen',
  country: 'SE',
  language: 'sv',
  zone: 'Europe/Stockholm',
  email: 'hej@nyastegen.example',
  website: 'https://nyastegen.example',
  about: {
    sv: 'Vi träffas kring mat, rörelse och hantverk i Göteborg och Örebro, alltid nyktert. Kom som du är. Vi frågar vad du heter och vad du vill ha i kaffet.',
    nb: 'Vi møtes om mat, bevegelse og håndverk i Göteborg og Örebro, alltid rusfritt. Kom som du er. Vi spør hva du heter og hva du vil ha i kaffen.',
    en: 'We meet over food, movement and crafts in Gothenburg and Örebro, always sober. Come as you are. We ask your name and how you take your coffee.',
  },
  labels: [
    { role: 'organiser', language: 'sv', label: 'Gruppledare' },
    { role: 'organiser', language: 'en', label: 'Group leader' },
  ],
  places: [
    { key: 'majorna', name: 'Lokalen i Majorna', address: 'Chapmans torg 5, 414 54 Göteborg', lat: 57.692, lon: 11.916 },
    { key: 'orebro', name: 'Huset i Örebro', address: 'Järntorgsgatan 8, 703 61 Örebro', lat: 59.2726, lon: 15.2167 },
  ],
  people: [
    { key: 'asa', name: 'Åsa Lindqvist', language: 'sv', roles: ['administrator', 'coordinator'], place: 'majorna' },
    { key: 'mikael', name: 'Mikael Bergström', language: 'sv', roles: ['coordinator', 'organiser'], before: [{ role: 'volunteer', from: 900, to: 300 }], place: 'orebro' },
    { key: 'fatima', name: 'Fatima Nilsson', language: 'sv', roles: ['organiser'], place: 'majorna' },
    { key: 'larsgoran', name: 'Lars-Göran Ek', language: 'sv', roles: ['organiser', 'volunteer'], before: [{ role: 'participant', from: 1200, to: 500 }], place: 'orebro' },
    { key: 'elin', name: 'Elin Sjöberg', language: 'sv', roles: ['volunteer'], place: 'majorna' },
    { key: 'yusuf', name: 'Yusuf Demir', language: 'sv', roles: ['volunteer', 'participant'], place: 'orebro' },
    { key: 'johan', name: 'Johan Hedlund', language: 'sv', roles: ['participant'] },
    { key: 'sara', name: 'Sara Öberg', language: 'sv', roles: ['participant'] },
    { key: 'peter', name: 'Peter Nyström', language: 'sv', roles: ['participant'] },
    { key: 'maria', name: 'Maria Wallin', language: 'sv', roles: ['participant'] },
    { key: 'anders', name: 'Anders Holm', language: 'sv', roles: [] },
  ],
  activities: [
    {
      key: 'promenad-slottsskogen', kind: 'tur', day: 2, at: '10:00', hours: 1.5, by: 'fatima', host: 'elin', picture: 'park', joined: ['sara', 'maria'],
      where: { area: 'Slottsskogen, Göteborg', address: 'Linnéplatsen, 413 10 Göteborg', lat: 57.6899, lon: 11.9525 },
      texts: {
        title: 'Förmiddagspromenad i Slottsskogen', alt: 'En gräsmatta mellan träd.', description: 'Ett varv runt dammarna, förbi sälarna och upp till Azaleadalen. Vi pratar om allt och inget, och slutar med kaffe ur termos.',
        expect: 'Vi är mellan fem och tio. Du behöver inte anmäla dig i förväg, men då vet vi att vi ska vänta på dig.', meets: 'Elin, under klockan vid Linnéplatsen', price: 'Gratis', access: 'Breda asfalterade gångar. Funkar med rullstol och barnvagn.',
      },
      also: { nb: { title: 'Formiddagstur i Slottsskogen', description: 'En runde rundt dammene, forbi selene og opp til Azaleadalen. Vi slutter med kaffe fra termos.', expect: 'Vi er mellom fem og ti.', meets: 'Elin, under klokka ved Linnéplatsen', price: 'Gratis', access: 'Brede, asfalterte veier.', alt: 'En gressplen mellom trær.' }, en: { title: 'Morning walk in Slottsskogen', description: 'Once around the ponds, past the seals and up to the azalea valley. We end with coffee from a flask.', expect: 'There are between five and ten of us.', meets: 'Elin, under the clock at Linnéplatsen', price: 'Free', access: 'Wide paved paths.', alt: 'A lawn between trees.' } },
    },
    {
      key: 'soppa-majorna', kind: 'mat', day: { weekday: 2 }, at: '17:00', hours: 2.5, places: 16, place: 'majorna', by: 'fatima', host: 'elin', picture: 'table', joined: ['johan', 'sara', 'peter', 'maria'],
      texts: {
        title: 'Soppkväll i Majorna', alt: 'Ett långbord dukat för många.', description: 'Vi lagar en stor gryta tillsammans och äter den tillsammans. Veckans soppa bestämmer den som kommer först.',
        expect: 'Långbord, radio och någon som alltid bränner brödet. Du kan komma bara för att äta.', meets: 'Elin, i köket', price: '20 kr eller gratis', access: 'Ingång i markplan, toalett för rullstol.',
      },
      also: { en: { title: 'Soup night in Majorna', description: 'We cook one large pot together and eat it together. Whoever comes first decides which soup.', expect: 'A long table, the radio, and someone who always burns the bread.', meets: 'Elin, in the kitchen', price: '20 kr or free', access: 'Level entrance.', alt: 'A long table laid for many.' } },
    },
    {
      key: 'soppa-majorna-2', kind: 'mat', day: { weekday: 2, weeks: 1 }, at: '17:00', hours: 2.5, places: 16, place: 'majorna', by: 'fatima', host: 'elin', picture: 'table', joined: ['johan'],
      texts: { title: 'Soppkväll i Majorna', alt: 'Ett långbord dukat för många.', description: 'Vi lagar en stor gryta tillsammans. Den här veckan blir det ärtsoppa.', meets: 'Elin, i köket', price: '20 kr eller gratis' },
    },
    {
      key: 'loparna-delsjon', kind: 'trening', day: { weekday: 6 }, at: '09:30', hours: 1.5, by: 'fatima', host: 'fatima', picture: 'hills', joined: ['peter', 'johan'],
      where: { area: 'Skatås, Göteborg', address: 'Skatåsvägen 25, 416 55 Göteborg', lat: 57.703, lon: 12.036 },
      texts: { title: 'Spring eller gå vid Delsjön', alt: 'Blå åsar med en ljus stig.', description: 'Två grupper: en som går 5 km och en som joggar samma slinga. Båda får bastu efteråt.', expect: 'Vi värmer upp tillsammans. Ingen springer ensam och ingen blir sist.', meets: 'Fatima, vid motionscentralen', price: 'Gratis, bastun ingår', access: 'Grusväg med några backar.' },
    },
    {
      key: 'trasloejd-orebro', kind: 'verksted', day: { weekday: 3 }, at: '18:00', hours: 2.5, places: 8, place: 'orebro', by: 'larsgoran', host: 'larsgoran', joined: ['yusuf', 'maria'],
      texts: { title: 'Slöjdkväll: täljd sked', description: 'En bit björk, en vass kniv och två timmar. Du går hem med en sked, eller nästan en sked.', expect: 'Lars-Göran visar hur du håller kniven. Det är tyst ibland, och det är skönt.', meets: 'Lars-Göran, i källaren', price: 'Gratis', access: 'Trappa ner, tretton steg. Säg till så tar vi det i matsalen.' },
    },
    {
      key: 'fika-orebro', kind: 'kafe', day: { weekday: 4 }, at: '14:00', hours: 2, place: 'orebro', by: 'mikael', host: 'yusuf', picture: 'cup', joined: ['maria'],
      texts: { title: 'Torsdagsfika', alt: 'En kopp med ånga.', description: 'Kaffe, bullar och ett pussel som har legat framme sedan i somras. Öppet för alla.', meets: 'Yusuf', price: 'Gratis', access: 'Ramp vid gårdsingången.' },
    },
    {
      key: 'fika-orebro-2', kind: 'kafe', day: { weekday: 4, weeks: 1 }, at: '14:00', hours: 2, place: 'orebro', by: 'mikael', host: 'yusuf', picture: 'cup',
      texts: { title: 'Torsdagsfika', alt: 'En kopp med ånga.', description: 'Kaffe, bullar och pusslet. Öppet för alla.', meets: 'Yusuf', price: 'Gratis', access: 'Ramp vid gårdsingången.' },
    },
    {
      key: 'samtal-majorna', kind: 'samtalegruppe', day: { weekday: 1 }, at: '19:00', hours: 1.5, places: 9, place: 'majorna', by: 'asa', host: 'asa', visibility: 'members', joined: ['johan', 'sara', 'peter'],
      texts: { title: 'Måndagsgruppen', description: 'En lugn grupp för dig som är en bit på väg. Vi lyssnar klart på varandra och ger inga råd som ingen bett om.', expect: 'Samma personer varje vecka, så långt det går. Säg till om du behöver komma sent.', meets: 'Åsa', price: 'Gratis', access: 'Ingång i markplan.' },
    },
    {
      key: 'julafton-majorna', kind: 'hoytid', day: { month: 12, date: 24 }, at: '14:00', hours: 5, places: 40, place: 'majorna', by: 'asa', host: 'elin', picture: 'lights', joined: ['johan', 'peter', 'sara'],
      texts: { title: 'Julafton i Majorna', alt: 'Ljus i många fönster en mörk kväll.', description: 'Julbord, Kalle Anka klockan tre och alkoholfri glögg. Tomten kommer, fast han är lite trött.', expect: 'Kom en stund eller hela dagen. Ta gärna med en vän.', meets: 'Elin, i tomteluva', price: 'Gratis', access: 'Ingång i markplan. Säg till om allergier.' },
    },
    {
      key: 'museum-gbg', kind: 'kultur', day: 8, at: '17:30', hours: 2, places: 12, by: 'fatima', host: 'elin', joined: ['sara'],
      where: { area: 'Götaplatsen, Göteborg', address: 'Götaplatsen 6, 412 56 Göteborg', lat: 57.6965, lon: 11.9805 },
      texts: { title: 'Konstmuseet efter jobbet', description: 'Vi väljer tre tavlor, sätter oss framför dem och säger vad vi ser. Ingen kan svara fel.', expect: 'Vi går in tillsammans, biljetterna är betalda.', meets: 'Elin, vid Poseidon', price: 'Gratis', access: 'Hiss. Fällstolar att låna.' },
    },
    {
      key: 'korsang-orebro', kind: 'kultur', day: 7, at: '18:30', hours: 2, place: 'orebro', by: 'mikael', host: 'larsgoran', joined: ['yusuf', 'maria'],
      texts: { title: 'Sjung utan noter', description: 'En kör för dem som sjunger i duschen. Inga noter, inga prov och ingen konsert om vi inte vill.', meets: 'Lars-Göran', price: 'Gratis', access: 'Ramp vid gårdsingången.' },
    },
    {
      key: 'skidor-annaboda', kind: 'tur', day: 19, at: '09:00', hours: 7, places: 14, by: 'mikael', host: 'larsgoran', joined: ['yusuf'], picture: 'hills',
      where: { area: 'Ånnaboda, Kilsbergen', address: 'Ånnaboda, 719 30 Vintrosa', lat: 59.338, lon: 14.972 },
      texts: { title: 'Dagstur till Kilsbergen', alt: 'Blå åsar med en ljus stig.', description: 'Skidor om det finns snö, vandring om det inte gör det. Buss från Huset klockan nio, korv vid elden klockan tolv.', expect: 'Utrustning finns att låna. Vi delar upp oss efter hur långt vi vill gå.', meets: 'Lars-Göran, vid bussen', price: '50 kr', access: 'Värmestuga med ramp.' },
    },
    {
      key: 'naturens-hus', kind: 'tur', day: 5, at: '13:00', hours: 2, by: 'mikael', host: 'yusuf', joined: ['maria', 'anders'],
      where: { area: 'Oset, Örebro', address: 'Oljevägen 15, 702 36 Örebro', lat: 59.282, lon: 15.247 },
      texts: { title: 'Fåglar vid Oset', description: 'Vi lånar kikare på Naturens hus och går till fågeltornet. Yusuf kan namnen, resten gissar vi.', meets: 'Yusuf, vid Naturens hus', price: 'Gratis', access: 'Spång och grus, flackt hela vägen.' },
    },
    {
      key: 'kurs-cv', kind: 'kurs', day: { weekday: 2, weeks: 1 }, at: '13:00', hours: 3, places: 8, place: 'majorna', by: 'asa', host: 'fatima', joined: ['johan'],
      texts: { title: 'Ett CV med luckor', description: 'Vi skriver ett CV som stämmer, även om åren inte hänger ihop. Du går hem med ett färdigt papper och har övat på frågan du inte vill få.', expect: 'Två datorer och två personer som läser. Det du skriver raderas när du går, om du vill.', meets: 'Fatima', price: 'Gratis', access: 'Ingång i markplan.' },
    },
    {
      key: 'bad-saltholmen', kind: 'trening', day: 12, at: '11:00', hours: 1.5, places: 10, by: 'fatima', host: 'elin', picture: 'sea', joined: ['sara'],
      where: { area: 'Saltholmen, Göteborg', address: 'Saltholmens kallbadhus, 426 76 Västra Frölunda', lat: 57.6607, lon: 11.844 },
      texts: { title: 'Kallbad på Saltholmen', alt: 'Stilla hav i morgonljus.', description: 'Bastu, brygga, hav. Sedan bastu igen. Dam- och herrbastu är åtskilda.', meets: 'Elin, vid ändhållplatsen', price: '40 kr', access: 'Trappa ner till vattnet.' },
    },
    {
      key: 'schack-installt', kind: 'kafe', day: 6, at: '18:00', hours: 2, place: 'majorna', by: 'fatima', host: 'fatima', joined: ['peter'], cancelled: 'Lokalen målas om den kvällen. Schacket är tillbaka veckan efter.',
      texts: { title: 'Schackcafé', description: 'Bräden står framme. Nybörjare får börja med vit.', meets: 'Fatima', price: 'Gratis' },
    },
    {
      key: 'odling-utkast', kind: 'verksted', day: 60, at: '10:00', hours: 4, by: 'mikael', draft: true,
      where: { area: 'Varberga, Örebro', address: 'Varbergagatan 100, 703 51 Örebro', lat: 59.283, lon: 15.175 },
      texts: { title: 'Vi bygger odlingslådor', description: 'Utkast: vi väntar på virket.' },
    },
    {
      key: 'wadkoping-forra', kind: 'kultur', day: -9, at: '13:00', hours: 2, by: 'mikael', host: 'larsgoran', joined: ['yusuf', 'maria', 'anders'],
      where: { area: 'Wadköping, Örebro', address: 'Bertil Waldéns gata 1, 702 18 Örebro', lat: 59.2716, lon: 15.233 },
      texts: { title: 'Söndag i Wadköping', description: 'Vi gick mellan de gamla husen och köpte polkagrisar.', meets: 'Lars-Göran', price: 'Gratis' },
    },
  ],
}
