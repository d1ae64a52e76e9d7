import { type Language, messages } from '#app/platform/language.ts'
import type { EventFacts } from './calendar.ts'

/**
 * What a person's own calendar, and the subject of a mail, may say: others look over shoulders and share calendars.
 * Unless the person chose open titles, nothing an organiser wrote is a title. The discreet title is one of the neutral
 * words below, by the kind of activity, and the part of the place that gives nothing away: "Tur – Sandnes". Kinds that
 * an organisation made itself, and talking groups, are an appointment.
 */
const neutral = messages({
  nb: { walk: 'Tur', exercise: 'Trening', food: 'Mat', culture: 'Kultur', workshop: 'Verksted', cafe: 'Kafé', feast: 'Høytid', course: 'Kurs', appointment: 'Avtale', cancel: 'Kan du ikke komme? Meld avbud her:' },
  sv: { walk: 'Tur', exercise: 'Träning', food: 'Mat', culture: 'Kultur', workshop: 'Verkstad', cafe: 'Fika', feast: 'Högtid', course: 'Kurs', appointment: 'Avtalad tid', cancel: 'Kan du inte komma? Lämna återbud här:' },
  en: { walk: 'Walk', exercise: 'Exercise', food: 'Food', culture: 'Culture', workshop: 'Workshop', cafe: 'Café', feast: 'Holiday', course: 'Course', appointment: 'Appointment', cancel: 'Cannot come? Say so here:' },
})
type Neutral = Exclude<keyof ReturnType<typeof neutral>, 'cancel'>

const kinds = new Map<string, Neutral>(Object.entries({
  tur: 'walk', trening: 'exercise', traning: 'exercise', mat: 'food', kultur: 'culture', verksted: 'workshop', verkstad: 'workshop',
  kafe: 'cafe', fika: 'cafe', hoytid: 'feast', hogtid: 'feast', kurs: 'course',
}))

// Words that say what it is about, or whose it is. Letters are compared without accents and case.
const telling = new RegExp(
  [
    '\\brus\\b', '\\brus(fri|om|tel|av|hjelp|konsul)', 'avrus', '\\b(aa|na|ca|lar)\\b', '\\bal-?anon', 'avheng', 'beroende', 'missbruk', 'misbruk', 'edru', 'nykter', 'nyktre',
    'sober', 'recover', 'rehab', 'ettervern', 'eftervard', 'behandl', 'treatment', 'addict', 'substitusjon', 'likeperson', 'medvandr', 'kamratstod', 'drog', 'drug',
    'narko', 'alko', 'steg for steg', '\\b1?2 ?(trinn|steg|step)', 'bla ?kors', 'blue cross', 'bla ?band', 'iogt', '\\ba-?larm\\b', 'frelsesarme', 'fralsningsarme', 'tyrili',
    'bymisjon', 'stadsmission', 'fengsel', 'fangelse', 'kriminal', 'prison', 'loslat', 'frigiv', 'frigang', '\\bnav\\b', 'actis', 'ivareta', 'retretten', 'gatelag',
    'wayback', 'psykia', 'dps\\b', 'rio\\b',
  ].join('|'),
)
const plain = (text: string) => text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ø', 'o').replaceAll('æ', 'ae').replaceAll('å', 'a')

/** Those parts of a place that name neither what it is about nor the organisation: "Blå Kors, Langgata 1" is "Langgata 1". */
export function discreetPlace(place: string, organisation: string): string {
  const theirs = plain(organisation).split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 3)
  const whole = plain(organisation)
  return place
    .split(/[,;()\n]|\s[–—-]\s/)
    .map((part) => part.trim())
    .filter((part) => {
      const said = plain(part)
      // A town in the organisation's name ("Samvær Sandnes") is no secret when it stands alone.
      const organisationNamed = said.includes(whole) || theirs.filter((word) => said.includes(word)).length > 1
      return part && !organisationNamed && !telling.test(said)
    })
    .join(', ')
}

/** Address and area on one line, without saying a place twice: "Langgata 1, 4306 Sandnes" needs no "Sandnes" after it. */
export function placeLine(address: string | null, area: string): string {
  if (!address) return area
  const said = address.toLowerCase()
  return [address, ...area.split(',').map((part) => part.trim()).filter((part) => part && !said.includes(part.toLowerCase()))].join(', ')
}

export interface PersonalActivity {
  id: string
  slug: string
  uid: string
  kind: string
  language: Language
  titles: Partial<Record<Language, string>>
  area: string
  /** The exact place, when this person may know it. */
  address: string | null
  lat: number | null
  lon: number | null
  startsAt: Date
  endsAt: Date
  zone: string
  allDay: boolean
  cancelledAt: Date | null
  organisation: string
}

export const titleIn = (activity: Pick<PersonalActivity, 'titles' | 'language'>, language: Language) =>
  activity.titles[language] ?? activity.titles[activity.language] ?? Object.values(activity.titles)[0] ?? ''

export function personalTitle(activity: PersonalActivity, person: { language: Language; openTitles: boolean }): string {
  if (person.openTitles) return titleIn(activity, person.language)
  const word = neutral(person.language)[kinds.get(activity.kind) ?? 'appointment']
  const town = discreetPlace(activity.area, activity.organisation).split(', ').at(-1)
  return town && town.length <= 40 ? `${word} – ${town}` : word
}

/** The activity as this person's own calendar may show it. */
export function personalEvent(activity: PersonalActivity, person: { language: Language; openTitles: boolean }, { sequence, appUrl }: { sequence: number; appUrl: string }): EventFacts {
  const place = placeLine(activity.address, activity.area)
  // A public address may carry the title; one's own page says nothing to others.
  const url = person.openTitles ? `${appUrl}/activities/${activity.slug}` : `${appUrl}/me#activity-${activity.id}`
  return {
    uid: activity.uid,
    sequence,
    title: personalTitle(activity, person),
    description: `${neutral(person.language).cancel} ${url}`,
    startsAt: activity.startsAt,
    endsAt: activity.endsAt,
    zone: activity.zone,
    allDay: activity.allDay,
    location: person.openTitles ? place : discreetPlace(place, activity.organisation),
    lat: activity.lat,
    lon: activity.lon,
    url,
    cancelled: activity.cancelledAt !== null,
  }
}
