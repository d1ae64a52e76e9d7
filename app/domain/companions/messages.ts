import { messages } from '#app/platform/language.ts'
import type { dayParts, Experience, Gender, genderWishes, experienceWishes, Interest, Kind, PairingState, RequestState, Spoken, VolunteerState, weekdays, WhatFor } from './schema.ts'

type Named<Prefix extends string, Value extends string> = Record<`${Prefix}_${Value}`, string>
type Words = Named<'kind', Kind> & Named<'kinds', Kind> & Named<'volunteer', VolunteerState> & Named<'request', RequestState> & Named<'pairing', PairingState> & Named<'interest', Interest> &
  Named<'experience', Experience> & Named<'speaks', Spoken> & Named<'gender', Gender> & Named<'day', (typeof weekdays)[number]> & Named<'part', (typeof dayParts)[number]> &
  Named<'genderWish', (typeof genderWishes)[number]> & Named<'experienceWish', (typeof experienceWishes)[number]> & Named<'purpose', WhatFor>

/** What everything in schema.ts is called: `interest_hiking`, `volunteer_ready`. */
export const companionWords = messages<Words>({
  nb: {
    kind_companion: 'Medvandrer', kind_peer: 'Likeperson', kind_adviser: 'Rådgiver', kind_helper: 'Aktivitetshjelper',
    kinds_companion: 'Medvandrere', kinds_peer: 'Likepersoner', kinds_adviser: 'Rådgivere', kinds_helper: 'Aktivitetshjelpere',
    volunteer_applied: 'Meldt seg', volunteer_talking: 'Samtale', volunteer_preparing: 'Gjør seg klar', volunteer_ready: 'Klar', volunteer_active: 'I gang', volunteer_paused: 'Pause', volunteer_left: 'Sluttet',
    request_waiting: 'Venter', request_paired: 'Går sammen med noen', request_paused: 'Pause', request_withdrawn: 'Trukket',
    pairing_trial: 'Prøver', pairing_active: 'Går sammen', pairing_ended: 'Avsluttet',
    interest_hiking: 'Gå på tur', interest_training: 'Trening', interest_fishing: 'Fisking', interest_football: 'Fotball', interest_swimming: 'Svømming', interest_cycling: 'Sykling', interest_music: 'Musikk', interest_films: 'Film og serier',
    interest_books: 'Bøker', interest_cooking: 'Matlaging', interest_coffee: 'Kaffe og prat', interest_crafts: 'Håndarbeid', interest_art: 'Kunst', interest_gardening: 'Hage', interest_animals: 'Dyr', interest_cars: 'Bil og motor',
    interest_gaming: 'Dataspill', interest_computers: 'Data', interest_family: 'Familieliv', interest_faith: 'Tro', interest_travel: 'Reise', interest_games: 'Brettspill', interest_work: 'Arbeid med hendene', interest_nature: 'Natur',
    experience_alcohol: 'Alkohol', experience_drugs: 'Rusmidler', experience_medicines: 'Medisiner', experience_gambling: 'Spill om penger', experience_treatment: 'Behandling', experience_prison: 'Soning og løslatelse',
    experience_homelessness: 'Å være uten bolig', 'experience_mental-health': 'Psykisk helse', experience_loss: 'Sorg og tap', experience_parenting: 'Å være forelder i en vanskelig tid', 'experience_next-of-kin': 'Å være pårørende', experience_debt: 'Gjeld',
    speaks_nb: 'Norsk', speaks_sv: 'Svensk', speaks_en: 'Engelsk', speaks_da: 'Dansk', speaks_fi: 'Finsk', speaks_se: 'Samisk', speaks_pl: 'Polsk', speaks_lt: 'Litauisk', speaks_ar: 'Arabisk', speaks_so: 'Somali', speaks_ti: 'Tigrinja',
    speaks_uk: 'Ukrainsk', speaks_ru: 'Russisk', speaks_fa: 'Persisk og dari', speaks_es: 'Spansk', speaks_sign: 'Tegnspråk',
    gender_woman: 'Kvinne', gender_man: 'Mann', gender_other: 'Annet',
    day_mon: 'Mandag', day_tue: 'Tirsdag', day_wed: 'Onsdag', day_thu: 'Torsdag', day_fri: 'Fredag', day_sat: 'Lørdag', day_sun: 'Søndag',
    part_morning: 'Formiddag', part_afternoon: 'Ettermiddag', part_evening: 'Kveld',
    genderWish_any: 'Det spiller ingen rolle', genderWish_woman: 'En kvinne', genderWish_man: 'En mann', genderWish_other: 'En som er verken eller begge deler',
    'experienceWish_no-matter': 'Det spiller ingen rolle', experienceWish_rather: 'Helst en som har vært gjennom noe lignende', experienceWish_must: 'Det er viktig at de har vært gjennom noe lignende',
    purpose_company: 'Noen å være sammen med', purpose_activities: 'Noen å gjøre ting sammen med', purpose_practical: 'Praktiske ting', 'purpose_first-days': 'De første dagene ute', purpose_talk: 'Noen å snakke med', purpose_work: 'Jobb og hverdag',
    'purpose_sober-network': 'Bli kjent med folk som ikke ruser seg', purpose_services: 'Følge til møter og kontorer',
  },
  sv: {
    kind_companion: 'Medvandrare', kind_peer: 'Kamratstödjare', kind_adviser: 'Rådgivare', kind_helper: 'Aktivitetshjälpare',
    kinds_companion: 'Medvandrare', kinds_peer: 'Kamratstödjare', kinds_adviser: 'Rådgivare', kinds_helper: 'Aktivitetshjälpare',
    volunteer_applied: 'Anmäld', volunteer_talking: 'Samtal', volunteer_preparing: 'Gör sig redo', volunteer_ready: 'Redo', volunteer_active: 'I gång', volunteer_paused: 'Paus', volunteer_left: 'Slutat',
    request_waiting: 'Väntar', request_paired: 'Går tillsammans med någon', request_paused: 'Paus', request_withdrawn: 'Tillbakadragen',
    pairing_trial: 'Provar', pairing_active: 'Går tillsammans', pairing_ended: 'Avslutat',
    interest_hiking: 'Vandra', interest_training: 'Träning', interest_fishing: 'Fiske', interest_football: 'Fotboll', interest_swimming: 'Simning', interest_cycling: 'Cykling', interest_music: 'Musik', interest_films: 'Film och serier',
    interest_books: 'Böcker', interest_cooking: 'Matlagning', interest_coffee: 'Fika och prata', interest_crafts: 'Handarbete', interest_art: 'Konst', interest_gardening: 'Trädgård', interest_animals: 'Djur', interest_cars: 'Bil och motor',
    interest_gaming: 'Dataspel', interest_computers: 'Datorer', interest_family: 'Familjeliv', interest_faith: 'Tro', interest_travel: 'Resor', interest_games: 'Brädspel', interest_work: 'Arbeta med händerna', interest_nature: 'Natur',
    experience_alcohol: 'Alkohol', experience_drugs: 'Droger', experience_medicines: 'Läkemedel', experience_gambling: 'Spel om pengar', experience_treatment: 'Behandling', experience_prison: 'Fängelse och frigivning',
    experience_homelessness: 'Att vara utan bostad', 'experience_mental-health': 'Psykisk hälsa', experience_loss: 'Sorg och förlust', experience_parenting: 'Att vara förälder i en svår tid', 'experience_next-of-kin': 'Att vara anhörig', experience_debt: 'Skulder',
    speaks_nb: 'Norska', speaks_sv: 'Svenska', speaks_en: 'Engelska', speaks_da: 'Danska', speaks_fi: 'Finska', speaks_se: 'Samiska', speaks_pl: 'Polska', speaks_lt: 'Litauiska', speaks_ar: 'Arabiska', speaks_so: 'Somaliska', speaks_ti: 'Tigrinska',
    speaks_uk: 'Ukrainska', speaks_ru: 'Ryska', speaks_fa: 'Persiska och dari', speaks_es: 'Spanska', speaks_sign: 'Teckenspråk',
    gender_woman: 'Kvinna', gender_man: 'Man', gender_other: 'Annat',
    day_mon: 'Måndag', day_tue: 'Tisdag', day_wed: 'Onsdag', day_thu: 'Torsdag', day_fri: 'Fredag', day_sat: 'Lördag', day_sun: 'Söndag',
    part_morning: 'Förmiddag', part_afternoon: 'Eftermiddag', part_evening: 'Kväll',
    genderWish_any: 'Det spelar ingen roll', genderWish_woman: 'En kvinna', genderWish_man: 'En man', genderWish_other: 'Någon som är varken eller både och',
    'experienceWish_no-matter': 'Det spelar ingen roll', experienceWish_rather: 'Helst någon som har varit med om något liknande', experienceWish_must: 'Det är viktigt att de har varit med om något liknande',
    purpose_company: 'Någon att vara tillsammans med', purpose_activities: 'Någon att göra saker med', purpose_practical: 'Praktiska saker', 'purpose_first-days': 'De första dagarna ute', purpose_talk: 'Någon att prata med', purpose_work: 'Jobb och vardag',
    'purpose_sober-network': 'Lära känna folk som lever nyktert', purpose_services: 'Sällskap till möten och myndigheter',
  },
  en: {
    kind_companion: 'Companion', kind_peer: 'Peer', kind_adviser: 'Adviser', kind_helper: 'Activity helper',
    kinds_companion: 'Companions', kinds_peer: 'Peers', kinds_adviser: 'Advisers', kinds_helper: 'Activity helpers',
    volunteer_applied: 'Signed up', volunteer_talking: 'Conversation', volunteer_preparing: 'Getting ready', volunteer_ready: 'Ready', volunteer_active: 'Under way', volunteer_paused: 'On pause', volunteer_left: 'Left',
    request_waiting: 'Waiting', request_paired: 'Walks with somebody', request_paused: 'On pause', request_withdrawn: 'Withdrawn',
    pairing_trial: 'Trying', pairing_active: 'Walking together', pairing_ended: 'Ended',
    interest_hiking: 'Hiking', interest_training: 'Working out', interest_fishing: 'Fishing', interest_football: 'Football', interest_swimming: 'Swimming', interest_cycling: 'Cycling', interest_music: 'Music', interest_films: 'Films and series',
    interest_books: 'Books', interest_cooking: 'Cooking', interest_coffee: 'Coffee and a chat', interest_crafts: 'Crafts', interest_art: 'Art', interest_gardening: 'Gardening', interest_animals: 'Animals', interest_cars: 'Cars and engines',
    interest_gaming: 'Video games', interest_computers: 'Computers', interest_family: 'Family life', interest_faith: 'Faith', interest_travel: 'Travel', interest_games: 'Board games', interest_work: 'Working with my hands', interest_nature: 'Nature',
    experience_alcohol: 'Alcohol', experience_drugs: 'Drugs', experience_medicines: 'Medicines', experience_gambling: 'Gambling', experience_treatment: 'Treatment', experience_prison: 'Prison and release',
    experience_homelessness: 'Having no home', 'experience_mental-health': 'Mental health', experience_loss: 'Grief and loss', experience_parenting: 'Being a parent in a hard time', 'experience_next-of-kin': 'Being next of kin', experience_debt: 'Debt',
    speaks_nb: 'Norwegian', speaks_sv: 'Swedish', speaks_en: 'English', speaks_da: 'Danish', speaks_fi: 'Finnish', speaks_se: 'Sámi', speaks_pl: 'Polish', speaks_lt: 'Lithuanian', speaks_ar: 'Arabic', speaks_so: 'Somali', speaks_ti: 'Tigrinya',
    speaks_uk: 'Ukrainian', speaks_ru: 'Russian', speaks_fa: 'Persian and Dari', speaks_es: 'Spanish', speaks_sign: 'Sign language',
    gender_woman: 'Woman', gender_man: 'Man', gender_other: 'Other',
    day_mon: 'Monday', day_tue: 'Tuesday', day_wed: 'Wednesday', day_thu: 'Thursday', day_fri: 'Friday', day_sat: 'Saturday', day_sun: 'Sunday',
    part_morning: 'Morning', part_afternoon: 'Afternoon', part_evening: 'Evening',
    genderWish_any: 'It does not matter', genderWish_woman: 'A woman', genderWish_man: 'A man', genderWish_other: 'Somebody who is neither or both',
    'experienceWish_no-matter': 'It does not matter', experienceWish_rather: 'Preferably somebody who has been through something similar', experienceWish_must: 'It matters that they have been through something similar',
    purpose_company: 'Somebody to be with', purpose_activities: 'Somebody to do things with', purpose_practical: 'Practical things', 'purpose_first-days': 'The first days outside', purpose_talk: 'Somebody to talk with', purpose_work: 'Work and everyday life',
    'purpose_sober-network': 'Getting to know people who live sober', purpose_services: 'Company to meetings and offices',
  },
})

/** What waits for a coordinator, in a line each. */
export const companionWaits = messages({
  nb: {
    volunteersTitle: 'Frivillige', volunteers: (n: number) => (n === 1 ? 'Én har meldt seg og venter på svar' : `${n} har meldt seg og venter på svar`),
    requestsTitle: 'Kobling', requests: (n: number) => (n === 1 ? 'Én ønsker seg noen å gå sammen med' : `${n} ønsker seg noen å gå sammen med`),
    wordsTitle: 'De som går sammen', words: (n: number) => (n === 1 ? 'Én vil snakke med dere' : `${n} vil snakke med dere`),
  },
  sv: {
    volunteersTitle: 'Volontärer', volunteers: (n: number) => (n === 1 ? 'En har anmält sig och väntar på svar' : `${n} har anmält sig och väntar på svar`),
    requestsTitle: 'Matchning', requests: (n: number) => (n === 1 ? 'En önskar sig någon att gå tillsammans med' : `${n} önskar sig någon att gå tillsammans med`),
    wordsTitle: 'De som går tillsammans', words: (n: number) => (n === 1 ? 'En vill prata med er' : `${n} vill prata med er`),
  },
  en: {
    volunteersTitle: 'Volunteers', volunteers: (n: number) => (n === 1 ? 'One has signed up and waits for an answer' : `${n} have signed up and wait for an answer`),
    requestsTitle: 'Matching', requests: (n: number) => (n === 1 ? 'One wishes for somebody to walk with' : `${n} wish for somebody to walk with`),
    wordsTitle: 'Those who walk together', words: (n: number) => (n === 1 ? 'One wants to talk with you' : `${n} want to talk with you`),
  },
})
