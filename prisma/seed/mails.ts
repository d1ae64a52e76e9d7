import type pg from 'pg'
import { personalTitle, type PersonalActivity } from '#app/domain/activities/discretion.ts'
import type { Language } from '#app/platform/language.ts'
import { sayDate } from '#app/platform/time.ts'
import { texts } from '#emails/messages.ts'

type Insert = (table: string, columns: Record<string, string>, rows: object[]) => Promise<void>
type Row = PersonalActivity & { activityId: string; personId: string; address: string; reader: Language; openTitles: boolean; state: 'joined' | 'waiting'; at: Date }

/** What the demo's people have been sent about what they joined; the mails themselves went nowhere. */
export async function seedMails(client: pg.Client, insert: Insert) {
  const { rows } = await client.query<Row>(`
    SELECT a.id AS "activityId", p.id AS "personId", p.email::text AS address, p.language AS reader, p.open_titles AS "openTitles", s.state, least(s.created_at, a.starts_at - interval '1 day') AS at,
      a.id, a.slug, a.uid, k.slug AS kind, a.language, (SELECT json_object_agg(t.language, t.title) FROM activity_texts t WHERE t.activity_id = a.id) AS titles, a.area, a.starts_at AS "startsAt", a.ends_at AS "endsAt",
      a.zone, a.all_day AS "allDay", a.cancelled_at AS "cancelledAt", o.name AS organisation
    FROM sign_ups s JOIN activities a ON a.id = s.activity_id JOIN people p ON p.id = s.person_id JOIN activity_kinds k ON k.id = a.kind_id JOIN organisations o ON o.id = a.organisation_id
    WHERE s.state IN ('joined', 'waiting')`)
  const mails = rows.flatMap((row) => {
    const language = row.reader
    const say = texts(language)
    const sent = (template: 'calendar' | 'waiting', subject: (what: string) => string, at: Date) => ({
      person_id: row.personId, address: row.address, language, template, facts: {}, activity_id: row.activityId, created_at: at, sent_at: at,
      rendered: { subject: subject(`${personalTitle(row, { language, openTitles: row.openTitles })}, ${sayDate(row.startsAt, row.zone, language, at)}`) },
    })
    return [
      row.state === 'joined' ? sent('calendar', say.joinedSubject, row.at) : sent('waiting', say.waitingSubject, row.at),
      ...(row.cancelledAt ? [sent('calendar', say.cancelledSubject, row.cancelledAt)] : []),
    ]
  })
  await insert('mails', { person_id: 'uuid', address: 'citext', language: 'text', template: 'text', facts: 'jsonb', activity_id: 'uuid', created_at: 'timestamptz', sent_at: 'timestamptz', rendered: 'jsonb' },
    mails.sort((a, b) => a.sent_at.getTime() - b.sent_at.getTime()))
}
