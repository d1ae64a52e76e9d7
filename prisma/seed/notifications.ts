import { nextDigest } from '#app/domain/notifications/digest/rules.ts'
import type { Story } from './story.ts'

interface Tools {
  insert(table: string, columns: Record<string, string>, rows: object[]): Promise<void>
  personId(story: Story, key: string): string
}

/** How some of the demo's people want to be reminded, and what they want to hear of. The others have what goes without saying. */
const chosen: Record<string, { twoHours?: string; quiet?: [number, number]; zone?: string; digest?: { often: 'weekly' | 'daily'; kinds: string[]; place: string; lat: number; lon: number; within: number } }> = {
  emil: { twoHours: 'mail', digest: { often: 'weekly', kinds: ['tur', 'trening'], place: 'Sandnes', lat: 58.851, lon: 5.737, within: 25 } },
  nina: { quiet: [22 * 60, 9 * 60] },
  sara: { digest: { often: 'weekly', kinds: [], place: 'Göteborg', lat: 57.709, lon: 11.975, within: 50 }, zone: 'Europe/Stockholm' },
}

export async function seedNotifications(stories: Story[], { insert, personId }: Tools, now: Date) {
  const people = stories.flatMap((story) => story.people.flatMap(({ key }) => (chosen[key] ? [{ id: personId(story, key), ...chosen[key] }] : [])))
  await insert(
    'notification_settings',
    { person_id: 'uuid', two_hours: 'text', quiet_from: 'int', quiet_to: 'int', zone: 'text', digest: 'text', kinds: 'text[]', place: 'text', lat: 'float8', lon: 'float8', within: 'int', digest_since: 'timestamptz', digest_at: 'timestamptz' },
    people.map(({ id, twoHours = 'push', quiet: [from, to] = [21 * 60, 8 * 60], zone = 'Europe/Oslo', digest }) => ({
      person_id: id, two_hours: twoHours, quiet_from: from, quiet_to: to, zone, digest: digest?.often ?? 'off', kinds: digest?.kinds ?? [], place: digest?.place ?? '',
      lat: digest?.lat, lon: digest?.lon, within: digest?.within, digest_since: digest && now, digest_at: digest && nextDigest(digest.often, { from, to, zone }, now),
    })),
  )
}
