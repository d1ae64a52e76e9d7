import { system } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { sayWhen } from '#app/platform/time.ts'
import { owe } from '../commands.server.ts'
import { type DueDigest, dueDigests, type NewActivity, newFor } from './queries.server.ts'
import { type DigestFacts, mostItems, nextDigest } from './rules.ts'

const batch = 100
/** A digest that could not be sent for so long is old news; the next one tells. */
const fresh = 2 * 24 * 3600_000

/** Sends every digest that is due. Nothing new, no mail. @returns how many mails were owed. */
export async function sendDigests(now: Date): Promise<number> {
  let owed = 0
  for (;;) {
    const { looked, mails } = await lean(system('digest'), async (sql) => {
      const due = await dueDigests(sql, now, batch)
      if (due.length === 0) return { looked: 0, mails: 0 }
      const found = Map.groupBy(await newFor(sql, due.map(({ personId }) => personId), now), ({ personId }) => personId)
      const next = due.map(({ personId, digest, quiet }) => ({ personId, at: nextDigest(digest, quiet, now) }))
      await sql`UPDATE notification_settings n SET digest_since = ${now}::timestamptz, digest_at = next.at
        FROM json_to_recordset(${JSON.stringify(next)}::text::json) AS next ("personId" uuid, at timestamptz) WHERE n.person_id = next."personId"`
      const told = due.filter(({ personId }) => found.has(personId))
      await owe(sql, told.map((person) => ({
        personId: person.personId, address: person.email, language: person.language, template: 'digest' as const,
        facts: { ...digestOf(person, found.get(person.personId)!, now), expiresAt: new Date(+now + fresh) },
      })))
      return { looked: due.length, mails: told.length }
    })
    owed += mails
    if (looked < batch) return owed
  }
}

function digestOf({ language, kinds, place, within }: DueDigest, found: NewActivity[], now: Date): DigestFacts {
  const more = new URLSearchParams({ ...(place ? { place } : {}), ...(within ? { within: String(within) } : {}), ...(kinds.length === 1 ? { kind: kinds[0]! } : {}) })
  return {
    items: found.slice(0, mostItems).map(({ slug, title, titleLanguage, startsAt, endsAt, zone, allDay, area, organisation }) => ({
      slug, title, titleLanguage, organisation, where: area, when: sayWhen(startsAt, endsAt, zone, language, now, { allDay, absolute: true }),
    })),
    more: found.length > mostItems ? `/activities${more.size ? `?${more}` : ''}` : null,
  }
}
