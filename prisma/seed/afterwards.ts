import { firstNameContext } from '#app/domain/activities/attendance/queries.server.ts'
import { wordsContext } from '#app/domain/activities/feedback/queries.server.ts'
import { encrypt } from '#app/platform/crypto.server.ts'

/** What became of two past activities: who came, somebody who just turned up, and how it was. */
interface Afterwards {
  organisation: string
  activity: string
  by: string
  came: string[]
  absent?: string[]
  walkIns?: string[]
  /** Without `who` anonymous. */
  feedback: { who?: string; how?: string; welcome?: string; again?: string; words?: string }[]
}

export const afterwards: Afterwards[] = [
  {
    organisation: 'fjordfolk', activity: 'host-tur-vaulen', by: 'roy', came: ['emil', 'nina', 'roy'], absent: ['kristine'], walkIns: ['Terje'],
    feedback: [
      { who: 'emil', how: 'good', welcome: 'yes', again: 'yes', words: 'Fint å gå ved siden av noen uten å måtte prate hele tida.' },
      { how: 'so-so', welcome: 'a-little', again: 'maybe', words: 'Jeg kom alene og visste ikke hvem jeg skulle gå bort til. Det hjalp da Roy hilste.' },
    ],
  },
  {
    organisation: 'fjordfolk', activity: 'middag-forrige', by: 'roy', came: ['lise', 'oyvind', 'solveig', 'marit'], walkIns: ['Bente', 'Odd'],
    feedback: [
      { who: 'solveig', how: 'good', welcome: 'yes', again: 'yes', words: 'Kjøttkakene var like gode som sist. Jeg kan lage dessert neste gang.' },
      { how: 'good', welcome: 'yes', again: 'yes' },
      { how: 'good', welcome: 'yes', again: 'maybe', words: 'Det ble litt trangt ved bordet.' },
      { how: 'so-so', welcome: 'yes', again: 'yes' },
    ],
  },
]

type Insert = (table: string, columns: Record<string, string>, rows: object[]) => Promise<void>
/** How the demo names things; ids come from names. */
export interface Names {
  id(...names: string[]): string
  organisation(slug: string): string
  activity(slug: string, key: string): { id: string; ends: Date }
  person(slug: string, key: string): string
}

export async function seedAfterwards(insert: Insert, names: Names): Promise<void> {
  await insert('attendance', {
    activity_id: 'uuid', who: 'uuid', person_id: 'uuid', first_name: 'text', outcome: 'text', key: 'uuid', device_at: 'timestamptz', marked_at: 'timestamptz', marked_by: 'uuid',
  }, afterwards.flatMap(({ organisation, activity: key, by, came, absent = [], walkIns = [] }) => {
    const activity = names.activity(organisation, key)
    const mark = (who: string, outcome: string, more: object) =>
      ({ activity_id: activity.id, who, outcome, key: names.id('mark', activity.id, who), device_at: activity.ends, marked_at: activity.ends, marked_by: names.person(organisation, by), ...more })
    const people = (keys: string[], outcome: string) => keys.map((key) => names.person(organisation, key)).map((id) => mark(id, outcome, { person_id: id }))
    return [
      ...people(came, 'came'), ...people(absent, 'absent'),
      ...walkIns.map((name) => {
        const who = names.id('walk-in', activity.id, name)
        return mark(who, 'came', { first_name: encrypt(name, firstNameContext(names.organisation(organisation), activity.id, who)) })
      }),
    ]
  }))
  await insert('feedback', { id: 'uuid', activity_id: 'uuid', person_id: 'uuid', how: 'text', welcome: 'text', again: 'text', words: 'text', created_on: 'date' },
    afterwards.flatMap(({ organisation, activity: key, feedback }) => {
      const activity = names.activity(organisation, key)
      const day = new Date(+activity.ends + 86_400_000).toISOString().slice(0, 10)
      return feedback.map(({ who, words, ...taps }, index) => {
        const id = names.id('feedback', activity.id, String(index))
        return { ...taps, id, activity_id: activity.id, person_id: who ? names.person(organisation, who) : null, words: words && encrypt(words, wordsContext(names.organisation(organisation), id)), created_on: day }
      })
    }))
}
