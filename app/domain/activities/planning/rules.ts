import { type Language, languages } from '#app/platform/language.ts'
import { usualOfferHours } from '../sign-ups/rules.ts'
import { planSchema, type Texts, textFields, textsSchema, type Visibility } from './schema.ts'
import { type Problem, readWhen, suggestedWhen, typedWhen } from './when.ts'

/** An activity as its organisers plan it. */
export interface Plan {
  kindId: string
  /** The original; other languages fall back to it. */
  language: Language
  texts: Partial<Record<Language, Texts>>
  startsAt: Date
  endsAt: Date
  zone: string
  placeId: string | null
  /** Where, in words everyone may read. */
  area: string
  address: string
  lat: number | null
  lon: number | null
  /** Who sees the exact address and point. */
  shownTo: 'everyone' | 'joined'
  /** null: room for everyone. */
  places: number | null
  /** How long the next in line may think about a free place; null: they are in at once. */
  offerHours: number | null
  visibility: Visibility
  hostId: string | null
  pictureId: string | null
}
/** A plan without its times: what the dates of a series have in common. */
export type DatePlan = Omit<Plan, 'startsAt' | 'endsAt' | 'zone'>
export const datePlanOf = ({
  kindId, language, texts, placeId, area, address, lat, lon, shownTo, places, offerHours, visibility, hostId, pictureId,
}: DatePlan): DatePlan => ({ kindId, language, texts, placeId, area, address, lat, lon, shownTo, places, offerHours, visibility, hostId, pictureId })

export interface Planned extends Plan {
  version: number
  joined: number
  /** Places held by open offers. */
  offered: number
  publishedAt: Date | null
  cancelledAt: Date | null
}

/** What the organisation has to choose from, and what is planned already when this is an edit. */
export interface Choices {
  kinds: { id: string }[]
  places: { id: string; name: string; address: string | null; lat: number | null; lon: number | null }[]
  hosts: { id: string }[]
  /** Pictures the form may refer to: the one it has, the one just sent. */
  pictures: string[]
}
export type PlanRead = { ok: true; plan: Plan } | { ok: false; errors: Record<string, Problem> }

export const textField = (field: string, language: Language, original: Language) => (language === original ? field : `${field}_${language}`)

/** Over and cancelled activities stay as people remember them: only what is written about them can still be mended. */
export function settled(planned: Pick<Planned, 'endsAt' | 'publishedAt' | 'cancelledAt'>, now: Date): 'cancelled' | 'over' | null {
  if (planned.cancelledAt) return 'cancelled'
  return planned.publishedAt && planned.endsAt <= now ? 'over' : null
}

/** Reads the whole form; every field that is wrong gets its message at once. */
export function readPlan(typed: Record<string, string>, choices: Choices, now: Date, planned?: Planned): PlanRead {
  const frozen = planned ? settled(planned, now) : null
  const kept = frozen && planned ? typedPlan(planned, choices.places) : {}
  const values = { ...blankForm, ...kept, ...typed }
  const errors: Record<string, Problem> = {}
  const wrong = (field: string, problem: Problem) => void (errors[field] ??= problem)

  const fields = planSchema.safeParse(values)
  for (const issue of fields.error?.issues ?? []) wrong(String(issue.path[0]), [issue.message])
  const texts = readTexts(values, wrong)
  const when = readWhen({
    startDate: values.startDate!, startTime: values.startTime!, endDate: values.endDate!, endTime: values.endTime!,
    overnight: values.overnight === 'on', zone: values.zone!,
  }, now, planned)
  if (!when.ok) for (const [field, problem] of Object.entries(when.errors)) wrong(field, problem)

  const free = { ...values, ...fields.data }
  const place = free.placeId ? choices.places.find(({ id }) => id === free.placeId) : undefined
  if (free.kindId && !choices.kinds.some(({ id }) => id === free.kindId)) wrong('kindId', ['kind_missing'])
  if (free.placeId && !place && free.placeId !== planned?.placeId) wrong('placeId', ['place_unknown'])
  if (free.hostId && free.hostId !== planned?.hostId && !choices.hosts.some(({ id }) => id === free.hostId)) wrong('hostId', ['host_unknown'])
  if (!errors.lat && !errors.lon && (values.lat!.trim() === '') !== (values.lon!.trim() === '')) wrong(values.lat!.trim() ? 'lon' : 'lat', ['point_half'])
  // A place of the organisation stands with its address on public pages: it cannot be kept for those who joined.
  if (free.shownTo === 'joined' && place?.address) wrong('shownTo', ['place_is_public', place.name])
  if (!place && !values.area!.trim()) wrong('area', [free.shownTo === 'joined' ? 'area_missing' : 'where_missing'])
  const pictureId = values.removePicture === 'on' || !choices.pictures.includes(values.pictureId!) ? null : values.pictureId!
  if (pictureId && texts) {
    for (const language of languages) {
      if (texts[language] && !texts[language].pictureAlt) wrong(textField('pictureAlt', language, free.language as Language), ['alt_missing'])
    }
  }
  const places = fields.data?.places
  if (planned && places != null && places < planned.joined + planned.offered) {
    wrong('places', planned.offered > 0 ? ['places_below_offered', planned.joined, planned.offered] : ['places_below_joined', planned.joined])
  }

  // What nobody can change any more need not be right by today's rules.
  if (frozen) for (const field of Object.keys(errors)) if (field in kept && !isText(field) && values[field] === kept[field]) delete errors[field]

  if (Object.keys(errors).length > 0 || !fields.success || !when.ok || !texts) return { ok: false, errors }
  const own = fields.data.address !== '' || fields.data.lat !== null
  const plan: Plan = {
    ...fields.data, ...when.when, texts, pictureId,
    area: fields.data.area || (place?.name ?? ''),
    address: own ? fields.data.address : (place?.address ?? ''),
    lat: own ? fields.data.lat : (place?.lat ?? null),
    lon: own ? fields.data.lon : (place?.lon ?? null),
  }
  if (frozen && planned) {
    for (const field of changes(planned, plan)) if (!editableWhenSettled.includes(field)) wrong(fieldOf[field], [`only_words_${frozen}`])
    if (Object.keys(errors).length > 0) return { ok: false, errors }
  }
  return { ok: true, plan }
}

function readTexts(values: Record<string, string | undefined>, wrong: (field: string, problem: Problem) => void) {
  const original = values.language as Language
  if (!languages.includes(original)) return undefined
  const texts: Plan['texts'] = {}
  let right = true
  for (const language of languages) {
    const written = Object.fromEntries(textFields.map((field) => [field, values[textField(field, language, original)] ?? '']))
    // A language without a word is not there; the original always is.
    if (language !== original && Object.values(written).every((text) => text!.trim() === '')) continue
    const read = textsSchema.safeParse(written)
    for (const issue of read.error?.issues ?? []) wrong(textField(String(issue.path[0]), language, original), [issue.message])
    if (read.success) texts[language] = read.data
    else right = false
  }
  // The original's language was changed to one that also has a version of its own below.
  if (textFields.some((field) => values[`${field}_${original}`]?.trim())) wrong('language', ['language_twice'])
  return right ? texts : undefined
}

const isText = (field: string) => textFields.some((text) => field === text || field.startsWith(`${text}_`))

const blankForm: Record<string, string> = {
  language: 'nb', kindId: '', placeId: '', area: '', address: '', lat: '', lon: '', shownTo: 'everyone', places: '', offerHours: '', visibility: 'public', hostId: '',
  pictureId: '', startDate: '', startTime: '', endDate: '', endTime: '', zone: '', overnight: '', removePicture: '',
}

/** What the form shows for an activity that is planned already. What its place lent it (name, address, point) stays with the place. */
export function typedPlan(plan: Plan, places: Choices['places']): Record<string, string> {
  const { overnight: _, ...when } = typedWhen(plan)
  const place = places.find(({ id }) => id === plan.placeId)
  const lent = place && plan.address === (place.address ?? '') && plan.lat === place.lat && plan.lon === place.lon
  const texts = Object.fromEntries(languages.flatMap((language) => plan.texts[language]
    ? textFields.map((field) => [textField(field, language, plan.language), plan.texts[language]![field]]) : []))
  return {
    ...when, ...texts, language: plan.language, kindId: plan.kindId, placeId: plan.placeId ?? '', area: plan.area === place?.name ? '' : plan.area,
    address: lent ? '' : plan.address, lat: lent ? '' : (plan.lat?.toString() ?? ''), lon: lent ? '' : (plan.lon?.toString() ?? ''), shownTo: plan.shownTo, places: plan.places?.toString() ?? '',
    offerHours: plan.offerHours?.toString() ?? '', visibility: plan.visibility, hostId: plan.hostId ?? '', pictureId: plan.pictureId ?? '',
  }
}

/** What a new activity's form suggests. */
export function suggestedPlan(
  organisation: { language: Language; zone: string },
  choices: Choices,
  host: string,
  now: Date,
): Record<string, string> {
  const place = choices.places.length === 1 ? choices.places[0] : undefined
  const { overnight: _, ...when } = typedWhen(suggestedWhen(now, organisation.zone))
  return {
    ...blankForm, ...when, language: organisation.language, placeId: place?.id ?? '', offerHours: String(usualOfferHours),
    hostId: choices.hosts.some(({ id }) => id === host) ? host : '',
  }
}

const compared = {
  title: (plan: Plan) => languages.map((language) => plan.texts[language]?.title),
  words: (plan: Plan) => languages.map((language) => textFields.slice(1).map((field) => plan.texts[language]?.[field])),
  language: (plan: Plan) => plan.language,
  kind: (plan: Plan) => plan.kindId,
  when: (plan: Plan) => [plan.startsAt.getTime(), plan.endsAt.getTime(), plan.zone],
  where: (plan: Plan) => [plan.placeId, plan.area, plan.address, plan.lat, plan.lon],
  shownTo: (plan: Plan) => plan.shownTo,
  places: (plan: Plan) => plan.places,
  offers: (plan: Plan) => plan.offerHours,
  visibility: (plan: Plan) => plan.visibility,
  host: (plan: Plan) => plan.hostId,
  picture: (plan: Plan) => plan.pictureId,
}
export type Change = keyof typeof compared
export const allChanges = Object.keys(compared) as Change[]
const fieldOf: Record<Change, string> = {
  title: 'title', words: 'description', language: 'language', kind: 'kindId', when: 'startDate', where: 'address', shownTo: 'shownTo', places: 'places', offers: 'offerHours',
  visibility: 'visibility', host: 'hostId', picture: 'picture',
}
const editableWhenSettled: Change[] = ['title', 'words', 'language', 'picture']

/** What is different, in an organiser's words. */
export function changes(before: Plan, after: Plan): Change[] {
  return allChanges.filter((name) => JSON.stringify(compared[name](before)) !== JSON.stringify(compared[name](after)))
}

/** Whether people's calendars must hear about it. */
export const concernsCalendars = (changed: Change[]) => changed.some((name) => name === 'title' || name === 'when' || name === 'where' || name === 'shownTo')

/** The point everyone may see: to about a kilometre when the address is for those who joined. */
export function publicPoint({ lat, lon, shownTo }: Pick<Plan, 'lat' | 'lon' | 'shownTo'>): { lat: number | null; lon: number | null } {
  if (lat === null || lon === null || shownTo === 'everyone') return { lat, lon }
  const rounded = (degrees: number) => Math.round(degrees * 100) / 100
  return { lat: rounded(lat), lon: rounded(lon) }
}

export type Refusal =
  | 'already_published' | 'not_published' | 'cancelled' | 'over' | 'starts_in_past' | 'people_joined'

/** Why an activity cannot be published now, if it cannot. */
export function publishingRefused(activity: { startsAt: Date; publishedAt: Date | null; cancelledAt: Date | null }, now: Date): Refusal | null {
  if (activity.cancelledAt) return 'cancelled'
  if (activity.publishedAt) return 'already_published'
  return activity.startsAt <= now ? 'starts_in_past' : null
}

/** People who said they come are not left with a page that is gone: the activity is cancelled instead, and they are told why. */
export function unpublishingRefused(activity: { endsAt: Date; publishedAt: Date | null; cancelledAt: Date | null; joined: number; waiting: number }, now: Date): Refusal | null {
  if (activity.cancelledAt) return 'cancelled'
  if (!activity.publishedAt) return 'not_published'
  if (activity.endsAt <= now) return 'over'
  return activity.joined + activity.waiting > 0 ? 'people_joined' : null
}

export function cancellingRefused(activity: { endsAt: Date; publishedAt: Date | null; cancelledAt: Date | null }, now: Date): Refusal | null {
  if (activity.cancelledAt) return 'cancelled'
  if (!activity.publishedAt) return 'not_published'
  return activity.endsAt <= now ? 'over' : null
}

export type Attention = 'draft_passed' | 'draft_soon' | 'no_host' | 'waiting'
const soon = 7 * 24 * 3_600_000

/** What an organiser should look at today, if anything. */
export function attention(
  activity: { startsAt: Date; published: boolean; cancelled: boolean; hostId: string | null; waiting: number; offered: number },
  now: Date,
): Attention | null {
  if (activity.cancelled) return null
  const near = activity.startsAt.getTime() - now.getTime() < soon
  if (!activity.published) return activity.startsAt <= now ? 'draft_passed' : near ? 'draft_soon' : null
  if (activity.startsAt <= now) return null
  // Who holds an offer waits for nobody but themselves.
  if (activity.waiting > activity.offered) return 'waiting'
  return near && !activity.hostId ? 'no_host' : null
}

/** What is written about it in the reader's language, else in the original's. */
export function wordsFor(plan: Pick<Plan, 'texts' | 'language'>, language: Language): { language: Language; words: Texts } {
  const chosen = plan.texts[language] ? language : plan.language
  return { language: chosen, words: plan.texts[chosen]! }
}

const letters: Record<string, string> = { æ: 'ae', ø: 'o', å: 'a', ä: 'a', ö: 'o', ð: 'd', þ: 'th', ß: 'ss', đ: 'd', ŋ: 'n', ł: 'l' }

/** The title's letters as an address can hold them, and a tail that nobody guesses; it stays for the activity's life. */
export function slugOf(title: string, tail: string): string {
  const plain = title.toLowerCase().replace(/[æøåäöðþßđŋł]/g, (letter) => letters[letter] ?? '').normalize('NFKD').replace(/\p{M}/gu, '')
  const words = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60).replace(/-+$/, '')
  return words ? `${words}-${tail}` : tail
}
