import type { DateTime } from 'luxon'
import { sealPlace } from '#app/domain/appointments/sealing.server.ts'
import { sixModules, sixModulesCourse } from '#app/domain/companions/school/six-modules/six-modules.ts'
import { sealReflection } from '#app/domain/companions/school/sealing.server.ts'
import { sealNote } from '#app/domain/companions/supervision/sealing.server.ts'
import { idFrom } from '#app/platform/crypto.server.ts'
import type { Story } from './story.ts'

/** A school that is in use, how far people have come in it, and supervision held and ahead. Days are counted from today. */
interface StorySchool {
  by: string
  signs: string[]
  published: boolean
  /** How many modules are done, how many days ago the last was; `waits`: has practised and asks for it to be signed off. */
  learners: { person: string; done: number; ago: number; waits?: boolean; shares?: string }[]
  supervisions: { form: 'group' | 'talk'; day: number; at: string; minutes: number; place: string; invited: string[]; held?: { came: string[]; minutes: number; note: string } }[]
}
const schools: Record<string, StorySchool> = {
  fjordfolk: {
    by: 'ingrid', signs: ['jonas'], published: true,
    learners: [
      { person: 'ahmed', done: 6, ago: 190 }, { person: 'marit', done: 6, ago: 95 }, { person: 'geir', done: 1, ago: 6 },
      { person: 'roy', done: 2, ago: 3, waits: true, shares: 'Jeg synes det var vanskelig å la være å gi råd. Jeg kjente igjen så mye. Neste gang vil jeg telle til fem før jeg svarer.' },
    ],
    supervisions: [
      { form: 'group', day: 6, at: '17:30', minutes: 90, place: 'Stua, Langgata 44', invited: ['ahmed', 'marit'] },
      { form: 'talk', day: -75, at: '15:00', minutes: 60, place: 'Stua', invited: ['ahmed'], held: { came: ['ahmed'], minutes: 50, note: 'Ahmed står i mye, og gjør det med ro. Vi snakket om å ta fri mellom avtalene, og om at det er greit å la telefonen ligge etter klokka åtte.' } },
      { form: 'group', day: -22, at: '17:30', minutes: 90, place: 'Stua', invited: ['ahmed', 'marit'], held: { came: ['marit'], minutes: 85, note: 'Tema: når avtaler glipper. Vi øvde på å spørre i stedet for å gjette.' } },
    ],
  },
  'nya-stegen': { by: 'asa', signs: [], published: true, learners: [{ person: 'elin', done: 6, ago: 30 }], supervisions: [] },
}

interface Ways {
  insert(table: string, columns: Record<string, string>, rows: object[]): Promise<void>
  days(story: Story, count: number): DateTime
  idOf(...names: string[]): string
  organisationId(story: Story): string
  personId(story: Story, key: string): string
}

/** After those who give time: only they are invited to supervision. */
export async function seedSchool(stories: Story[], { insert, days, idOf, organisationId, personId }: Ways) {
  for (const story of stories) {
    const school = schools[story.slug]
    if (!school) continue
    const organisation = organisationId(story)
    const who = (key: string) => personId(story, key)
    const course = idFrom(`school six modules ${organisation}`)
    const moduleId = (index: number) => idFrom(`school six modules ${organisation} ${index}`)
    await insert('school_courses', { id: 'uuid', organisation_id: 'uuid', language: 'text', kinds: 'text[]', texts: 'jsonb', published_at: 'timestamptz', created_by: 'uuid', created_at: 'timestamptz' },
      [{ id: course, organisation_id: organisation, language: story.language, kinds: ['companion', 'peer'], texts: sixModulesCourse, published_at: school.published ? days(story, -240) : null, created_by: who(school.by), created_at: days(story, -245) }])
    await insert('school_modules', { id: 'uuid', course_id: 'uuid', position: 'int', texts: 'jsonb', quiz: 'jsonb', practice: 'boolean', published_at: 'timestamptz' },
      sixModules.map((module, index) => ({ id: moduleId(index), course_id: course, position: index + 1, published_at: days(story, -245), ...module })))
    await insert('school_supervisors', { course_id: 'uuid', person_id: 'uuid' }, school.signs.map((key) => ({ course_id: course, person_id: who(key) })))
    await insert('school_progress', { module_id: 'uuid', person_id: 'uuid', read_at: 'timestamptz', answers: 'jsonb', passed_at: 'timestamptz', asked_at: 'timestamptz', signed_at: 'timestamptz', signed_by: 'uuid' },
      school.learners.flatMap(({ person, done, ago, waits }) => sixModules.slice(0, done + (waits ? 1 : 0)).map((module, index) => {
        const at = days(story, -ago - (done - Math.min(index + 1, done)) * 4)
        const signed = module.practice && index < done
        return {
          module_id: moduleId(index), person_id: who(person), read_at: at, answers: module.quiz[story.language]!.map(({ right }) => right), passed_at: at, asked_at: module.practice ? at : null,
          signed_at: signed ? at : null, signed_by: signed ? who(school.by) : null,
        }
      })))
    await insert('school_reflections', { module_id: 'uuid', person_id: 'uuid', sealed: 'text', shared: 'boolean', changed_at: 'timestamptz' },
      school.learners.filter(({ shares }) => shares).map(({ person, done, ago, shares }) => ({
        module_id: moduleId(done), person_id: who(person), shared: true, changed_at: days(story, -ago), sealed: sealReflection({ moduleId: moduleId(done), personId: who(person), organisationId: organisation }, shares!),
      })))

    const planned = school.supervisions.map((one, index) => {
      const [hour, minute] = one.at.split(':').map(Number) as [number, number]
      return { ...one, id: idOf('supervision', story.slug, String(index)), starts: days(story, one.day).set({ hour, minute, second: 0, millisecond: 0 }) }
    })
    const made = (day: number) => days(story, Math.min(-1, day - 10))
    await insert('appointments', { id: 'uuid', organisation_id: 'uuid', kind: 'text', starts_at: 'timestamptz', ends_at: 'timestamptz', zone: 'text', sealed: 'text', uid: 'text', sequence: 'int', created_by: 'uuid', created_at: 'timestamptz', changed_at: 'timestamptz' },
      planned.map(({ id, day, starts, minutes, place }) => ({
        id, organisation_id: organisation, kind: 'supervision', starts_at: starts, ends_at: starts.plus({ minutes }), zone: story.zone, sealed: sealPlace({ id, organisationId: organisation }, place), uid: `${id}@samkraft`, sequence: 0,
        created_by: who(school.by), created_at: made(day), changed_at: made(day),
      })))
    await insert('appointment_people', { appointment_id: 'uuid', person_id: 'uuid', position: 'int' },
      planned.flatMap(({ id, invited }) => [school.by, ...invited].map((key, position) => ({ appointment_id: id, person_id: who(key), position }))))
    await insert('supervisions', { appointment_id: 'uuid', organisation_id: 'uuid', form: 'text', places: 'int', recorded_at: 'timestamptz', recorded_by: 'uuid', minutes: 'int' },
      planned.map(({ id, form, starts, held }) => ({ appointment_id: id, organisation_id: organisation, form, places: form === 'talk' ? 1 : 8, recorded_at: held ? starts.plus({ hours: 3 }) : null, recorded_by: held ? who(school.by) : null, minutes: held?.minutes ?? null })))
    const held = planned.flatMap(({ id, starts, held: was }) => (was ? [{ id, starts, was }] : []))
    await insert('supervision_attendance', { appointment_id: 'uuid', person_id: 'uuid' }, held.flatMap(({ id, was }) => was.came.map((key) => ({ appointment_id: id, person_id: who(key) }))))
    await insert('supervision_notes', { appointment_id: 'uuid', sealed: 'text', written_by: 'uuid', changed_at: 'timestamptz' },
      held.map(({ id, starts, was }) => ({ appointment_id: id, sealed: sealNote({ id, organisationId: organisation }, was.note), written_by: who(school.by), changed_at: starts.plus({ hours: 3 }) })))
    await insert('history', { at: 'timestamptz', actor: 'text', organisation_id: 'uuid', subject_kind: 'text', subject_id: 'text', event: 'text', facts: 'jsonb' }, [
      { at: days(story, -245), event: 'school.course-made', subject_kind: 'course', subject_id: course }, { at: days(story, -240), event: 'school.course-published', subject_kind: 'course', subject_id: course },
      ...planned.map(({ id, day }) => ({ at: made(day), event: 'supervision.planned', subject_kind: 'supervision', subject_id: id })),
      ...held.map(({ id, starts }) => ({ at: starts.plus({ hours: 3 }), event: 'supervision.recorded', subject_kind: 'supervision', subject_id: id })),
    ].map((deed) => ({ ...deed, actor: `person:${who(school.by)}`, organisation_id: organisation, facts: {} })))
  }
}
