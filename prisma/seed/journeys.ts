import { randomBytes } from 'node:crypto'
import type { DateTime } from 'luxon'
import { goalContext, stepContext } from '#app/domain/journeys/goals/queries.server.ts'
import { partContext } from '#app/domain/journeys/mapping/queries.server.ts'
import type { GoalWords, Level, MomentKind, Part } from '#app/domain/journeys/schema.ts'
import { momentContext } from '#app/domain/journeys/way/queries.server.ts'
import { encrypt, sealWith } from '#app/platform/crypto.server.ts'
import type { Story } from './story.ts'

/** One way in each house, as somebody might tell it themselves. Days are counted from today, backwards. */
interface StoryWay {
  organisation: string
  person: string
  parts: Partial<Record<Part, string>>
  moments: { ago: number; kind: MomentKind; words?: string }[]
  goals: { key: string; main?: boolean; ago: number; words: Partial<GoalWords> & { title: string }; levels: [ago: number, level: Level][]; steps: { words: string; in?: number; doneAgo?: number }[] }[]
}

const ways: StoryWay[] = [
  {
    organisation: 'fjordfolk', person: 'emil',
    parts: {
      interests: 'Sykler. Å ta noe fra hverandre og få det til å virke igjen. Musikk, men det er lenge siden.',
      network: 'Roy. Han tar telefonen. Søsteren min, når det er litt roligere.',
      dreams: 'En leilighet med plass til sykkelen inne. At søsteren min kommer på middag.',
    },
    moments: [
      { ago: 420, kind: 'contact', words: 'Ringte selv. Satt i bilen utenfor i en halvtime først.' }, { ago: 395, kind: 'treatment', words: 'Tolv uker.' }, { ago: 300, kind: 'home', words: 'Rommet på Ganddal.' },
      { ago: 160, kind: 'bend', words: 'To uker jeg ikke husker så mye av. Roy kom innom.' }, { ago: 20, kind: 'good', words: 'Fikset girene på sykkelen til en gutt på åtte. Han syklet rundt kvartalet i en time.' },
    ],
    goals: [
      {
        key: 'bolig', main: true, ago: 250, words: { title: 'Jeg vil ha et sted som er mitt', why: 'For å kunne låse døra og vite at det er jeg som bestemmer.', minus2: 'Bor på sofaen til noen', minus1: 'Har rom, men må ut igjen', zero: 'Egen leilighet med kontrakt', plus1: 'Egen leilighet, og trives i nabolaget', plus2: 'Ett år samme sted' },
        levels: [[240, -2], [150, -1], [30, -1]], steps: [{ words: 'Spørre om søknadsskjema på servicetorget', doneAgo: 40 }, { words: 'Fylle ut søknaden sammen med Tor Magne', in: 6 }, { words: 'Se på ettromsen i Langgata', in: 20 }],
      },
      { key: 'soster', ago: 120, words: { title: 'Jeg vil ringe søsteren min hver søndag' }, levels: [[100, -1], [14, 0]], steps: [{ words: 'Ringe på søndag', in: 4 }] },
    ],
  },
  {
    organisation: 'nya-stegen', person: 'yusuf', parts: { strengths: 'Jag är bra på att få folk att skratta. Och på att laga mat för många.' },
    moments: [{ ago: 500, kind: 'contact' }, { ago: 210, kind: 'course', words: 'Hygienpasset.' }, { ago: 60, kind: 'helped', words: 'Följde med en kille första gången. Vi sa inte så mycket.' }],
    goals: [{ key: 'jobb', main: true, ago: 200, words: { title: 'Jag vill jobba i ett kök' }, levels: [[150, -1], [25, 0]], steps: [{ words: 'Prata med Fatima om fler pass', in: 3 }] }],
  },
]

interface Tools {
  insert: (table: string, columns: Record<string, string>, rows: object[]) => Promise<void>
  days: (story: Story, offset: number) => DateTime
  idOf: (...names: string[]) => string
  personId: (story: Story, key: string) => string
}

export async function seedJourneys(stories: Story[], { insert, days, idOf, personId }: Tools) {
  for (const way of ways) {
    const story = stories.find(({ slug }) => slug === way.organisation)!
    const owner = personId(story, way.person)
    const key = randomBytes(32)
    const seal = (text: string, context: string) => sealWith(key, text, context)
    const ago = (count: number) => days(story, -count)
    await insert('person_keys', { person_id: 'uuid', sealed: 'text' }, [{ person_id: owner, sealed: encrypt(key.toString('base64'), `person_keys ${owner}`) }])
    await insert('mapping_parts', { person_id: 'uuid', part: 'text', sealed: 'text', changed_at: 'timestamptz' },
      Object.entries(way.parts).map(([part, words]) => ({ person_id: owner, part, sealed: seal(words, partContext(owner, part as Part)), changed_at: ago(30) })))
    await insert('moments', { id: 'uuid', person_id: 'uuid', on_day: 'date', kind: 'text', sealed: 'text', created_at: 'timestamptz' }, way.moments.map((moment, index) => {
      const id = idOf('moment', way.organisation, way.person, String(index))
      return { id, person_id: owner, on_day: ago(moment.ago).toISODate(), kind: moment.kind, sealed: moment.words ? seal(moment.words, momentContext(id, owner)) : null, created_at: ago(moment.ago) }
    }))
    for (const goal of way.goals) {
      const id = idOf('goal', way.organisation, goal.key)
      const words: GoalWords = { why: '', minus2: '', minus1: '', zero: '', plus1: '', plus2: '', ...goal.words }
      await insert('goals', { id: 'uuid', person_id: 'uuid', main: 'boolean', sealed: 'text', created_at: 'timestamptz', changed_at: 'timestamptz' },
        [{ id, person_id: owner, main: goal.main ?? false, sealed: seal(JSON.stringify(words), goalContext(id, owner)), created_at: ago(goal.ago), changed_at: ago(goal.ago) }])
      await insert('goal_levels', { goal_id: 'uuid', level: 'int', at: 'timestamptz' }, goal.levels.map(([day, level]) => ({ goal_id: id, level, at: ago(day) })))
      await insert('goal_steps', { id: 'uuid', goal_id: 'uuid', sealed: 'text', due_on: 'date', created_at: 'timestamptz', done_at: 'timestamptz' }, goal.steps.map((step, index) => {
        const stepId = idOf('step', way.organisation, goal.key, String(index))
        return { id: stepId, goal_id: id, sealed: seal(step.words, stepContext(stepId, owner)), due_on: step.in === undefined ? null : days(story, step.in).toISODate(), created_at: ago(goal.ago), done_at: step.doneAgo === undefined ? null : ago(step.doneAgo) }
      }))
    }
  }
}
