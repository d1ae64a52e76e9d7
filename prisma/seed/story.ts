import type { Language } from '#app/platform/language.ts'

/** The shape of the demo's data: people, places and plans as one would tell them, days counted from today. */
export type Role = 'participant' | 'volunteer' | 'organiser' | 'coordinator' | 'administrator'
export type PictureName = 'hills' | 'sea' | 'cup' | 'table' | 'lights' | 'park'

export interface StoryPerson {
  key: string
  name: string
  language: Language
  /** Roles held today. */
  roles: Role[]
  /** Roles held before: how people move is the point. Days ago, from and to. */
  before?: { role: Role; from: number; to: number }[]
  place?: string
}
export interface StoryPlace {
  key: string
  name: string
  address: string
  lat: number
  lon: number
}
export interface Texts {
  title: string
  description: string
  expect?: string
  meets?: string
  price?: string
  access?: string
  alt?: string
}
export interface StoryActivity {
  key: string
  kind: string
  texts: Texts
  /** The same in other languages. */
  also?: Partial<Record<Language, Texts>>
  /** Days from today; or the next such weekday (1 Monday to 7 Sunday) and weeks after it; or the next such date of a year. */
  day: number | { weekday: number; weeks?: number } | { month: number; date: number }
  at: string
  hours: number
  /** A place of the organisation, or somewhere else. */
  place?: string
  where?: { area: string; address: string; lat: number; lon: number; onlyJoined?: boolean }
  places?: number
  by: string
  host?: string
  joined?: string[]
  waiting?: string[]
  visibility?: 'members' | 'unlisted'
  draft?: boolean
  cancelled?: string
  picture?: PictureName
}
export interface Story {
  slug: string
  name: string
  country: 'NO' | 'SE'
  language: Language
  zone: string
  about: Partial<Record<Language, string>>
  email: string
  website: string
  labels: { role: Role; language: Language; label: string }[]
  places: StoryPlace[]
  people: StoryPerson[]
  activities: StoryActivity[]
}
