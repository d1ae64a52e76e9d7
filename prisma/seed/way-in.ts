import type { DateTime } from 'luxon'
import { usualDeclaration } from '#app/domain/companions/requirements/messages.ts'
import { defaultsOf, type KindRules } from '#app/domain/companions/requirements/rules.ts'
import { sealReference } from '#app/domain/companions/requirements/sealing.server.ts'
import { type Kind, offer, type Offer, type VolunteerState } from '#app/domain/companions/schema.ts'
import { sealOffer } from '#app/domain/companions/sealing.server.ts'
import type { Step } from '#app/domain/companions/volunteering/rules.ts'
import { sealMessage } from '#app/domain/companions/volunteering/sealing.server.ts'
import type { Story } from './story.ts'

/** Who is on their way in, in the demo, and what is asked of them. Days are counted from today. */
interface Newcomer {
  person: string
  kinds: Kind[]
  state: VolunteerState
  tells: Partial<Offer>
  steps: { step: Step; ago: number; by?: string; message?: string }[]
  signed?: number
  references?: { name: string; contact: string; how: string; spoken?: { ago: number; by: string } }[]
}
interface House { coordinator: string; rules: Partial<Record<Kind, Partial<KindRules>>>; times: { day: number; hour: number; place: string }[]; newcomers: Newcomer[] }

const houses: Record<string, House> = {
  fjordfolk: {
    coordinator: 'ingrid', times: [{ day: 3, hour: 10, place: 'Stua, Langgata 41' }, { day: 3, hour: 13, place: 'Stua, Langgata 41' }, { day: 5, hour: 17, place: 'Jeg ringer deg' }],
    rules: { companion: {}, peer: { soberMonths: 24 }, adviser: {}, helper: {} },
    newcomers: [
      {
        person: 'vilde', kinds: ['companion'], state: 'applied', steps: [{ step: 'applied', ago: 4 }],
        tells: { phone: '900 00 777', hours: 2, birthYear: 1996, gender: 'woman', speaks: ['nb', 'en'], interests: ['hiking', 'films', 'coffee', 'animals'], times: ['tue-evening', 'thu-evening', 'sun-afternoon'], area: 'Stavanger sentrum', about: 'Jeg har hund og god tid om kveldene. Er litt sjenert, men vil gjerne prøve.' },
      },
      {
        person: 'solveig', kinds: ['peer'], state: 'preparing', signed: 9, steps: [{ step: 'applied', ago: 24 }, { step: 'talking', ago: 22, by: 'ingrid', message: 'Så fint å høre fra deg igjen, Solveig.' }, { step: 'preparing', ago: 12, by: 'ingrid' }],
        references: [{ name: 'Turid Bore', contact: '900 00 888', how: 'Kontaktperson da jeg var på behandling', spoken: { ago: 6, by: 'ingrid' } }],
        tells: { phone: '900 00 999', hours: 3, birthYear: 1981, gender: 'woman', speaks: ['nb'], interests: ['crafts', 'cooking', 'coffee', 'gardening'], experiences: ['alcohol', 'treatment', 'parenting'], times: ['mon-morning', 'wed-morning', 'wed-afternoon'], area: 'Sandnes', hasCar: true, skills: 'Strikker, og har vært hjelpepleier', about: 'Det var noen som gikk ved siden av meg. Nå vil jeg gjøre det samme.' },
      },
    ],
  },
  'nya-stegen': {
    coordinator: 'asa', times: [{ day: 2, hour: 11, place: 'Lokalen i Majorna' }, { day: 4, hour: 15, place: 'Lokalen i Majorna' }],
    rules: { companion: {}, peer: { paid: true, soberMonths: 12 }, helper: {} },
    newcomers: [
      { person: 'anders', kinds: ['companion', 'helper'], state: 'talking', steps: [{ step: 'applied', ago: 6 }, { step: 'talking', ago: 3, by: 'asa', message: 'Vad roligt att du vill vara med. Välj en tid som passar dig.' }], tells: { hours: 4, speaks: ['sv', 'en'], interests: ['football', 'cars', 'fishing'], times: ['mon-evening', 'sat-morning'], area: 'Majorna', hasCar: true, about: 'Nyss pensionerad och har tid.' } },
      { person: 'maria', kinds: ['helper'], state: 'preparing', steps: [{ step: 'applied', ago: 9 }, { step: 'preparing', ago: 5, by: 'mikael' }], tells: { hours: 2, birthYear: 1988, speaks: ['sv', 'fi'], interests: ['cooking', 'music'], times: ['fri-evening'], area: 'Örebro' } },
    ],
  },
}

interface Ways {
  insert(table: string, columns: Record<string, string>, rows: object[]): Promise<void>
  days(story: Story, count: number): DateTime
  idOf(...names: string[]): string
  organisationId(story: Story): string
  personId(story: Story, key: string): string
}

export async function seedWayIn(stories: Story[], { insert, days, idOf, organisationId, personId }: Ways) {
  const open = stories.flatMap((story) => (houses[story.slug] ? [{ story, house: houses[story.slug]!, organisation: organisationId(story) }] : []))
  await insert('volunteer_kinds', { organisation_id: 'uuid', kind: 'text', welcome: 'boolean', paid: 'boolean', declaration: 'boolean', reference_count: 'int', minimum_age: 'int', sober_months: 'int', changed_by: 'uuid', changed_at: 'timestamptz' },
    open.flatMap(({ story, house, organisation }) => Object.entries(house.rules).map(([kind, own]) => {
      const rules = { ...defaultsOf(kind as Kind), ...own }
      return { organisation_id: organisation, kind, welcome: true, paid: rules.paid, declaration: rules.declaration, reference_count: rules.referenceCount, minimum_age: rules.minimumAge, sober_months: rules.soberMonths, changed_by: personId(story, house.coordinator), changed_at: days(story, -60) }
    })))
  await insert('declarations', { id: 'uuid', organisation_id: 'uuid', version: 'int', texts: 'jsonb', asks_again: 'boolean', created_by: 'uuid', created_at: 'timestamptz' },
    open.map(({ story, house, organisation }) => ({ id: idOf('declaration', story.slug), organisation_id: organisation, version: 1, texts: usualDeclaration(story.name), asks_again: true, created_by: personId(story, house.coordinator), created_at: days(story, -60) })))
  await insert('conversation_times', { id: 'uuid', organisation_id: 'uuid', offered_by: 'uuid', starts_at: 'timestamptz', ends_at: 'timestamptz', zone: 'text', place: 'text', created_at: 'timestamptz' },
    open.flatMap(({ story, house, organisation }) => house.times.map(({ day, hour, place }) => {
      const starts = days(story, day).startOf('day').set({ hour })
      return { id: idOf('conversation', story.slug, String(day), String(hour)), organisation_id: organisation, offered_by: personId(story, house.coordinator), starts_at: starts, ends_at: starts.plus({ minutes: 45 }), zone: story.zone, place, created_at: days(story, -2) }
    })))

  const coming = open.flatMap(({ story, house, organisation }) => house.newcomers.map((newcomer) => ({ story, newcomer, organisation, id: idOf('volunteer', story.slug, newcomer.person) })))
  await insert('volunteers', { id: 'uuid', organisation_id: 'uuid', person_id: 'uuid', kinds: 'text[]', state: 'text', capacity: 'int', sealed: 'text', reminded: 'int', created_at: 'timestamptz', changed_at: 'timestamptz' },
    coming.map(({ story, newcomer, organisation, id }) => ({
      id, organisation_id: organisation, person_id: personId(story, newcomer.person), kinds: newcomer.kinds, state: newcomer.state, capacity: 1, sealed: sealOffer({ id, organisationId: organisation }, offer.parse(newcomer.tells)),
      reminded: 3, created_at: days(story, -newcomer.steps[0]!.ago), changed_at: days(story, -newcomer.steps.at(-1)!.ago),
    })))
  await insert('volunteer_steps', { volunteer_id: 'uuid', step: 'text', person_id: 'uuid', at: 'timestamptz', sealed: 'text' },
    coming.flatMap(({ story, newcomer, organisation, id }) => newcomer.steps.map((step) => ({
      volunteer_id: id, step: step.step, person_id: personId(story, step.by ?? newcomer.person), at: days(story, -step.ago), sealed: sealMessage({ volunteerId: id, organisationId: organisation }, step.message ?? ''),
    }))))
  const signed = open.flatMap(({ story, house }) => story.people.flatMap((person) => {
    const ago = person.roles.includes('volunteer') ? 50 : house.newcomers.find((one) => one.person === person.key)?.signed
    return ago ? [{ declaration_id: idOf('declaration', story.slug), person_id: personId(story, person.key), language: story.language, name: person.name, signed_at: days(story, -ago) }] : []
  }))
  await insert('declaration_signatures', { declaration_id: 'uuid', person_id: 'uuid', language: 'text', name: 'text', signed_at: 'timestamptz' }, signed)
  await insert('volunteer_references', { id: 'uuid', volunteer_id: 'uuid', organisation_id: 'uuid', sealed: 'text', created_at: 'timestamptz', spoken_at: 'timestamptz', spoken_by: 'uuid' },
    coming.flatMap(({ story, newcomer, organisation, id: volunteer }) => (newcomer.references ?? []).map(({ spoken, ...told }) => {
      const id = idOf('reference', story.slug, newcomer.person, told.name)
      return { id, volunteer_id: volunteer, organisation_id: organisation, sealed: sealReference({ id, organisationId: organisation }, told), created_at: days(story, -10), spoken_at: spoken ? days(story, -spoken.ago) : null, spoken_by: spoken ? personId(story, spoken.by) : null }
    })))
}
