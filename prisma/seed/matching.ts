import type { DateTime } from 'luxon'
import { type Kind, offer, type Offer, wish, type Wish } from '#app/domain/companions/schema.ts'
import { sealAvoid, sealOffer, sealWish } from '#app/domain/companions/sealing.server.ts'
import type { Story } from './story.ts'

/** Who waits for a companion in the demo, and who is ready to walk with somebody. Days are counted from today. */
interface StoryAsker { person: string; asked: number; released?: number; starts?: number; wishes: Partial<Wish>; avoids?: string }
interface StoryGiver { person: string; kinds: Kind[]; capacity?: number; since: number; tells: Partial<Offer> }

const at = { sandnes: { area: 'Sandnes', lat: 58.85, lon: 5.74 }, stavanger: { area: 'Stavanger', lat: 58.97, lon: 5.73 }, bryne: { area: 'Bryne', lat: 58.74, lon: 5.65 } }

const askers: Record<string, StoryAsker[]> = {
  fjordfolk: [
    {
      person: 'oyvind', asked: 12, released: 24, avoids: 'Vil ikke møte gamle kjente fra Storhaug. Helst ikke byterminalen.',
      wishes: { inside: 'prison', insideWhere: 'Åna', gender: 'man', birthYear: 1987, speaks: ['nb'], interests: ['hiking', 'cars', 'coffee'], experiences: ['drugs', 'prison'], times: ['mon-evening', 'wed-evening', 'sat-morning'], ...at.sandnes, purposes: ['first-days', 'sober-network'], experienceWish: 'must', words: 'Jeg vil helst ha en som vet hvordan det er å komme ut.' },
    },
    { person: 'nina', asked: 31, wishes: { gender: 'woman', birthYear: 1979, speaks: ['nb'], interests: ['hiking', 'books', 'coffee', 'animals'], experiences: ['alcohol'], times: ['tue-evening', 'thu-evening', 'sun-afternoon'], ...at.sandnes, purposes: ['company', 'activities'], genderWish: 'woman', genderMust: true, experienceWish: 'rather' } },
    { person: 'emil', asked: 9, wishes: { gender: 'man', birthYear: 1994, speaks: ['nb', 'en'], interests: ['training', 'gaming', 'cooking', 'music'], times: ['mon-evening', 'tue-evening', 'fri-evening'], ...at.stavanger, purposes: ['activities', 'work'] } },
    { person: 'daniel', asked: 20, wishes: { gender: 'man', birthYear: 1990, speaks: ['en'], interests: ['football', 'cooking', 'music'], times: ['wed-evening', 'sat-afternoon'], ...at.stavanger, purposes: ['talk', 'services'] } },
    { person: 'lise', asked: 4, released: 40, wishes: { inside: 'treatment', gender: 'woman', birthYear: 1985, speaks: ['nb'], interests: ['art', 'nature', 'coffee'], experiences: ['medicines', 'treatment', 'mental-health'], times: ['mon-morning', 'thu-morning'], ...at.bryne, purposes: ['first-days', 'talk'], genderWish: 'woman', experienceWish: 'rather' } },
    { person: 'anette', asked: 2, wishes: { purposes: ['company'], speaks: ['nb'] } },
  ],
  'nya-stegen': [],
}
const givers: Record<string, StoryGiver[]> = {
  fjordfolk: [
    { person: 'jonas', kinds: ['peer'], since: 60, tells: { gender: 'man', birthYear: 1985, speaks: ['nb', 'en'], interests: ['hiking', 'coffee', 'football', 'cooking'], experiences: ['drugs', 'prison', 'treatment'], times: ['mon-evening', 'wed-evening', 'sat-morning', 'sat-afternoon'], ...at.sandnes, travelMinutes: 45, hasCar: true } },
    { person: 'marit', kinds: ['companion'], capacity: 2, since: 90, tells: { gender: 'woman', birthYear: 1971, speaks: ['nb', 'en'], interests: ['hiking', 'books', 'animals', 'coffee'], experiences: ['next-of-kin'], times: ['tue-evening', 'thu-evening', 'thu-morning', 'sun-afternoon'], ...at.sandnes, travelMinutes: 45, hasCar: true } },
    { person: 'sissel', kinds: ['companion', 'helper'], since: 200, tells: { gender: 'woman', birthYear: 1966, speaks: ['nb'], interests: ['nature', 'art', 'gardening', 'coffee'], experiences: ['mental-health', 'treatment'], times: ['mon-morning', 'thu-morning', 'tue-evening'], ...at.bryne, travelMinutes: 30 } },
    { person: 'geir', kinds: ['companion'], since: 40, tells: { gender: 'man', birthYear: 1958, speaks: ['nb', 'en'], interests: ['fishing', 'cars', 'music', 'cooking'], times: ['wed-evening', 'fri-evening', 'sat-afternoon'], ...at.stavanger, travelMinutes: 30, hasCar: true } },
  ],
  'nya-stegen': [],
}

interface Ways {
  insert(table: string, columns: Record<string, string>, rows: object[]): Promise<void>
  days(story: Story, count: number): DateTime
  idOf(...names: string[]): string
  organisationId(story: Story): string
  personId(story: Story, key: string): string
}

/** After those who have told how they came to give time: whoever is there already stays as they are. */
export async function seedMatching(stories: Story[], { insert, days, idOf, organisationId, personId }: Ways) {
  const day = (story: Story, count?: number) => (count === undefined ? null : days(story, count).toISODate())
  await insert('volunteers', { id: 'uuid', organisation_id: 'uuid', person_id: 'uuid', kinds: 'text[]', state: 'text', capacity: 'int', sealed: 'text', reminded: 'int', created_at: 'timestamptz', changed_at: 'timestamptz' },
    stories.flatMap((story) => (givers[story.slug] ?? []).map(({ person, kinds, capacity, since, tells }) => {
      const [id, organisation] = [idOf('volunteer', story.slug, person), organisationId(story)]
      return { id, organisation_id: organisation, person_id: personId(story, person), kinds, state: 'ready', capacity: capacity ?? 1, sealed: sealOffer({ id, organisationId: organisation }, offer.parse(tells)), reminded: 0, created_at: days(story, -since - 30), changed_at: days(story, -since) }
    })))
  await insert('companion_requests', { id: 'uuid', organisation_id: 'uuid', person_id: 'uuid', state: 'text', sealed: 'text', starts_on: 'date', released_on: 'date', asked_at: 'timestamptz', changed_at: 'timestamptz' },
    stories.flatMap((story) => (askers[story.slug] ?? []).map(({ person, asked, released, starts, wishes }) => {
      const [id, organisation] = [idOf('companion-request', story.slug, person), organisationId(story)]
      return { id, organisation_id: organisation, person_id: personId(story, person), state: 'waiting', sealed: sealWish({ id, organisationId: organisation }, wish.parse(wishes)), starts_on: day(story, starts), released_on: day(story, released), asked_at: days(story, -asked), changed_at: days(story, -asked) }
    })))
  await insert('match_avoids', { organisation_id: 'uuid', person_id: 'uuid', sealed: 'text', changed_at: 'timestamptz' },
    stories.flatMap((story) => (askers[story.slug] ?? []).filter(({ avoids }) => avoids).map(({ person, asked, avoids }) => {
      const [who, organisation] = [personId(story, person), organisationId(story)]
      return { organisation_id: organisation, person_id: who, sealed: sealAvoid({ personId: who, organisationId: organisation }, avoids!), changed_at: days(story, -asked) }
    })))
}
