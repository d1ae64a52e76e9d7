import { createHash } from 'node:crypto'
import { DateTime } from 'luxon'
import { openDatabase } from '../connection.ts'
import { seedArrangements } from './arrangements.ts'
import { seedAfterwards } from './afterwards.ts'
import { fjordfolk } from './fjordfolk.ts'
import { plantGroups } from './groups.ts'
import { defaultKinds } from './kinds.ts'
import { seedMails } from './mails.ts'
import { seedMatching } from './matching.ts'
import { seedNotifications } from './notifications.ts'
import { nyaStegen } from './nya-stegen.ts'
import { seedWayIn } from './way-in.ts'
import { seedJourneys } from './journeys.ts'
import { seedOpenings } from './openings.ts'
import { drawPictures } from './pictures.ts'
import { seedSchool } from './school.ts'
import { plantSeries } from './series.ts'
import { seedWalking } from './walking.ts'
import type { Role, Story, StoryActivity } from './story.ts'

export { defaultKinds } from './kinds.ts'

/**
 * The demo: two organisations in two countries, named people, about forty activities on days counted from `now`. Written
 * as the owner, a table at a time. Ids come from names, so the same seed is the same demo, and seeding twice adds nothing.
 */
const stories: Story[] = [fjordfolk, nyaStegen]

/** Who can be picked on the sign-in page of a demo. */
export const demoPeople = () =>
  stories.flatMap((story) => story.people.map(({ key, name, language, roles }) => ({ id: personId(story, key), name, email: addressOf(key), language, organisation: story.slug, roles })))

export async function seed(ownerUrl: string, now: Date): Promise<{ organisations: number; people: number; activities: number }> {
  const pictures = await drawPictures()
  const client = await openDatabase(ownerUrl)
  // The journal is read in the order it was written, so all of it is written at the end, by time.
  const told: { at: DateTime }[] = []
  const insert = async (table: string, columns: Record<string, string>, rows: object[]) => {
    if (table === 'history') return void told.push(...(rows as typeof told))
    await write(table, columns, rows)
  }
  const write = async (table: string, columns: Record<string, string>, rows: object[]) => {
    const names = Object.keys(columns)
    await client.query(
      `INSERT INTO ${table} (${names.join(', ')}) SELECT ${names.join(', ')}
        FROM jsonb_to_recordset($1) AS row (${names.map((name) => `${name} ${columns[name]}`).join(', ')}) ON CONFLICT DO NOTHING`,
      [JSON.stringify(rows)],
    )
  }
  try {
    await client.query('BEGIN')
    const { rows: there } = await client.query('SELECT FROM organisations WHERE id = $1', [organisationId(fjordfolk)])
    if (there.length > 0) {
      await client.query('ROLLBACK')
      return { organisations: 0, people: 0, activities: 0 }
    }
    const days = (story: Story, count: number) => DateTime.fromJSDate(now, { zone: story.zone }).plus({ days: count })
    await insert('organisations', { id: 'uuid', slug: 'text', name: 'text', country: 'text', language: 'text', zone: 'text', about: 'jsonb', contact_email: 'text', website: 'text', created_at: 'timestamptz' },
      stories.map((story) => ({ ...story, id: organisationId(story), contact_email: story.email, created_at: days(story, -1300) })))
    await insert('places', { id: 'uuid', organisation_id: 'uuid', name: 'text', address: 'text', lat: 'float8', lon: 'float8' },
      stories.flatMap((story) => story.places.map((place) => ({ ...place, id: placeId(story, place.key), organisation_id: organisationId(story) }))))
    await insert('role_labels', { organisation_id: 'uuid', role: 'text', language: 'text', label: 'text' },
      stories.flatMap((story) => story.labels.map((label) => ({ ...label, organisation_id: organisationId(story) }))))
    await insert('activity_kinds', { id: 'uuid', organisation_id: 'uuid', slug: 'text', names: 'jsonb', position: 'int' },
      stories.flatMap((story) => defaultKinds.map((kind, position) => ({ ...kind, id: kindId(story, kind.slug), organisation_id: organisationId(story), position }))))
    await insert('people', { id: 'uuid', email: 'citext', name: 'text', language: 'text', created_at: 'timestamptz' },
      stories.flatMap((story) => story.people.map((person) => ({ ...person, id: personId(story, person.key), email: addressOf(person.key), created_at: days(story, -1200) }))))
    await insert('memberships', { id: 'uuid', organisation_id: 'uuid', person_id: 'uuid', place_id: 'uuid', role: 'text', valid_from: 'date', valid_to: 'date' }, stories.flatMap(memberships))
    await insert('pictures', { id: 'uuid', organisation_id: 'uuid', bytes: 'bytea', width: 'int', height: 'int' },
      stories.flatMap((story) => pictures.map(({ name, bytes, width, height }) => ({ id: pictureId(story, name), organisation_id: organisationId(story), bytes: `\\x${bytes.toString('hex')}`, width, height }))))

    const planned = stories.flatMap((story) => story.activities.map((activity) => ({ story, activity, id: activityId(story, activity), ...when(story, activity) })))
    await insert('activities', {
      id: 'uuid', organisation_id: 'uuid', slug: 'text', place_id: 'uuid', kind_id: 'uuid', picture_id: 'uuid', language: 'text',
        starts_at: 'timestamptz', ends_at: 'timestamptz', zone: 'text',
      area: 'text', lat: 'float8', lon: 'float8', visibility: 'text', places: 'int', host_id: 'uuid', uid: 'text', sequence: 'int',
        published_at: 'timestamptz', published_by: 'uuid',
      cancelled_at: 'timestamptz', cancelled_by: 'uuid', cancel_reason: 'text', created_by: 'uuid', created_at: 'timestamptz', updated_at: 'timestamptz',
    }, planned.map(({ story, activity, id, starts, ends }) => {
      const point = pointOf(story, activity)
      const by = personId(story, activity.by)
      const made = DateTime.min(days(story, -14), starts.minus({ days: 20 }))
      const published = activity.draft ? null : made.plus({ days: 1 })
      return {
        id, organisation_id: organisationId(story), slug: activity.key, place_id: activity.place ? placeId(story, activity.place) : null,
          kind_id: kindId(story, activity.kind),
        picture_id: activity.picture ? pictureId(story, activity.picture) : null, language: story.language, starts_at: starts, ends_at: ends, zone: story.zone,
        area: point.area, lat: point.public?.lat, lon: point.public?.lon, visibility: activity.visibility ?? 'public',
          places: activity.places ?? null, host_id: activity.host ? personId(story, activity.host) : null,
        uid: `${id}@samkraft`, sequence: activity.cancelled ? 1 : 0, published_at: published, published_by: published && by,
        cancelled_at: activity.cancelled ? days(story, -1) : null, cancelled_by: activity.cancelled ? by : null,
          cancel_reason: activity.cancelled ?? null, created_by: by, created_at: made, updated_at: made,
      }
    }))
    await insert('activity_texts', { activity_id: 'uuid', language: 'text', title: 'text', description: 'text', what_to_expect: 'text', who_meets_you: 'text', price: 'text', accessibility: 'text', picture_alt: 'text' },
      planned.flatMap(({ story, activity, id }) => Object.entries({ ...activity.also, [story.language]: activity.texts }).map(([language, texts]) => ({
        activity_id: id, language, title: texts.title, description: texts.description, what_to_expect: texts.expect ?? '',
          who_meets_you: texts.meets ?? '', price: texts.price ?? '',
        accessibility: texts.access ?? '', picture_alt: activity.picture ? (texts.alt ?? '') : '',
      }))))
    await insert('activity_addresses', { activity_id: 'uuid', address: 'text', lat: 'float8', lon: 'float8', shown_to: 'text' },
      planned.flatMap(({ story, activity, id }) => {
        const { address, exact, onlyJoined } = pointOf(story, activity)
        return [{ activity_id: id, address, ...exact, shown_to: onlyJoined ? 'joined' : 'everyone' }]
      }))

    const signUps = planned.flatMap(({ story, activity, id }) => [
      ...(activity.joined ?? []).map((person) => ({ activity: id, person: personId(story, person), state: 'joined', cancelled: Boolean(activity.cancelled), story })),
      ...(activity.waiting ?? []).map((person) => ({ activity: id, person: personId(story, person), state: 'waiting', cancelled: false, story })),
    ])
    await insert('sign_ups', { id: 'uuid', activity_id: 'uuid', person_id: 'uuid', state: 'text', created_at: 'timestamptz', changed_at: 'timestamptz' },
      signUps.map(({ activity, person, state, story }, index) => ({ id: idOf('sign-up', activity, person), activity_id: activity, person_id: person, state, created_at: days(story, -3).plus({ minutes: index }), changed_at: days(story, -3).plus({ minutes: index }) })))
    await insert('calendar_entries', { activity_id: 'uuid', person_id: 'uuid', sequence: 'int', method: 'text' },
      signUps.filter(({ state }) => state === 'joined').map(({ activity, person, cancelled }) => ({ activity_id: activity, person_id: person, sequence: cancelled ? 1 : 0, method: cancelled ? 'CANCEL' : 'REQUEST' })))
    await insert('history', { at: 'timestamptz', actor: 'text', organisation_id: 'uuid', subject_kind: 'text', subject_id: 'text', event: 'text', facts: 'jsonb' }, [
      ...stories.map((story) => ({ at: days(story, -1300), actor: 'system:owner', organisation_id: organisationId(story), subject_kind: 'organisation', subject_id: organisationId(story), event: 'organisation.created', facts: {} })),
      ...planned.flatMap(({ story, activity, id, starts }) => {
        const made = DateTime.min(days(story, -14), starts.minus({ days: 20 }))
        const told = { actor: `person:${personId(story, activity.by)}`, organisation_id: organisationId(story), subject_kind: 'activity',
          subject_id: id, facts: {} }
        return [{ ...told, at: made, event: 'activity.drafted' },
          ...(activity.draft ? [] : [{ ...told, at: made.plus({ days: 1 }), event: 'activity.published' }]),
            ...(activity.cancelled ? [{ ...told, at: days(story, -1), event: 'activity.cancelled' }] : [])]
      }),
    ])
    await plantGroups(insert, stories, { of: idOf, organisation: organisationId, place: placeId, person: personId, activity: (story, key) => idOf('activity', story.slug, key) }, now)
    await plantSeries(client, { of: idOf, activity: (slug, key) => idOf('activity', slug, key), person: (slug, key) => idOf('person', slug, key) })
    const storyOf = (slug: string) => stories.find((story) => story.slug === slug)!
    await seedAfterwards(insert, {
      id: idOf, organisation: (slug) => organisationId(storyOf(slug)), person: (slug, key) => personId(storyOf(slug), key),
      activity: (slug, key) => {
        const { id, ends } = planned.find(({ story, activity }) => story.slug === slug && activity.key === key)!
        return { id, ends: ends.toJSDate() }
      },
    })
    await seedOpenings(stories, { insert, days, idOf, organisationId, placeId, personId })
    await seedWayIn(stories, { insert, days, idOf, organisationId, personId })
    await seedMatching(stories, { insert, days, idOf, organisationId, personId })
    await seedJourneys(stories, { insert, days, idOf, personId })
    await seedWalking(stories, { client, insert, days, idOf, organisationId, personId })
    await seedSchool(stories, { insert, days, idOf, organisationId, personId })
    await seedArrangements(client, insert, {
      id: idOf, person: (key) => personId(fjordfolk, key),
      activity: (key) => {
        const { id, starts } = planned.find(({ story, activity }) => story === fjordfolk && activity.key === key)!
        return { id, starts: starts.toJSDate() }
      },
    }, now)
    await seedNotifications(stories, { insert, personId }, now)
    await seedMails(client, insert)
    await write('history', { at: 'timestamptz', actor: 'text', organisation_id: 'uuid', subject_kind: 'text', subject_id: 'text', event: 'text', facts: 'jsonb' },
      told.sort((a, b) => a.at.toMillis() - b.at.toMillis()))
    await client.query('COMMIT')
    return { organisations: stories.length, people: demoPeople().length, activities: planned.length }
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    await client.end()
  }

  function memberships(story: Story) {
    const today = DateTime.fromJSDate(now, { zone: story.zone })
    const row = (person: Story['people'][number], role: Role, from: number, to: number | null) => ({
      id: idOf('membership', story.slug, person.key, role, String(from)), organisation_id: organisationId(story),
        person_id: personId(story, person.key), place_id: person.place ? placeId(story, person.place) : null, role,
      valid_from: today.minus({ days: from }).toISODate(), valid_to: to === null ? null : today.minus({ days: to }).toISODate(),
    })
    return story.people.flatMap((person) => [
      ...(person.before ?? []).map(({ role, from, to }) => row(person, role, from, to)),
      ...person.roles.map((role) => row(person, role, person.before?.at(-1)?.to ?? 250, null)),
    ])
  }

  function when(story: Story, { day, at, hours }: StoryActivity) {
    const today = DateTime.fromJSDate(now, { zone: story.zone }).startOf('day')
    const [hour, minute] = at.split(':').map(Number) as [number, number]
    let date = today
    if (typeof day === 'number') date = today.plus({ days: day })
    else if ('weekday' in day) date = today.plus({ days: ((day.weekday - today.weekday + 6) % 7) + 1, weeks: day.weeks ?? 0 })
    else {
      date = today.set({ month: day.month, day: day.date })
      if (date <= today) date = date.plus({ years: 1 })
    }
    const starts = date.set({ hour, minute })
    return { starts, ends: starts.plus({ hours }) }
  }
}

/** Where everyone may know it to be, and where it is. */
function pointOf(story: Story, { place, where }: StoryActivity) {
  if (where) {
    const exact = { lat: where.lat, lon: where.lon }
    const about = { lat: Math.round(where.lat * 100) / 100, lon: Math.round(where.lon * 100) / 100 }
    return { area: where.area, address: where.address, exact, public: where.onlyJoined ? about : exact, onlyJoined: where.onlyJoined ?? false }
  }
  const own = story.places.find(({ key }) => key === place)!
  const exact = { lat: own.lat, lon: own.lon }
  const town = /\d{4} (\D+)$|\d{3} \d{2} (\D+)$/.exec(own.address)
  return { area: town?.[1] ?? town?.[2] ?? own.name, address: own.address, exact, public: exact, onlyJoined: false }
}

const addressOf = (key: string) => `${key}@demo.samkraft.example`
const organisationId = (story: Story) => idOf('organisation', story.slug)
const placeId = (story: Story, key: string) => idOf('place', story.slug, key)
const personId = (story: Story, key: string) => idOf('person', story.slug, key)
const kindId = (story: Story, slug: string) => idOf('kind', story.slug, slug)
const pictureId = (story: Story, name: string) => idOf('picture', story.slug, name)
const activityId = (story: Story, activity: StoryActivity) => idOf('activity', story.slug, activity.key)

/** A UUID made from names. */
function idOf(...names: string[]) {
  const hex = createHash('sha256').update(`samkraft demo ${names.join('/')}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
