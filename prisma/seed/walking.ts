import type { DateTime } from 'luxon'
import type { Client } from 'pg'
import { sealPlace } from '#app/domain/appointments/sealing.server.ts'
import { offer, type Kind, wish } from '#app/domain/companions/schema.ts'
import { sealOffer, sealWish } from '#app/domain/companions/sealing.server.ts'
import { sealWalking } from '#app/domain/companions/walking/sealing.server.ts'
import type { LineReader, LogKind, MilestoneKind } from '#app/domain/companions/walking/schema.ts'
import type { Story } from './story.ts'

/** Two who walk together in the demo. Days are counted from today; `by` is the participant (`me`) or the companion (`them`). */
interface StoryPair {
  participant: string
  companion: string
  kind: Kind
  coordinator: string
  state: 'trial' | 'active' | 'ended'
  from: number
  to: number
  ended?: number
  logs: { by: 'me' | 'them'; kind: LogKind; day: number; rating?: number; line?: string; shownTo?: LineReader }[]
  /** A meeting ahead, at six in the evening. */
  meets?: { day: number; place: string }
  reached?: [MilestoneKind, number][]
  own?: { name: string; day: number }
  yes?: ('me' | 'them')[]
  reflects?: { by: 'me' | 'them'; good: string; hard: string; takes: string; shared: boolean }
}

const pairs: Record<string, StoryPair[]> = {
  fjordfolk: [
    {
      participant: 'kristine', companion: 'ahmed', kind: 'peer', coordinator: 'ingrid', state: 'active', from: -130, to: 145, reached: [['first-meeting', -133], ['first-activity', -96]], own: { name: 'Gå på foreldremøtet på skolen', day: 12 },
      logs: [
        { by: 'them', kind: 'met', day: -133, rating: 4 }, { by: 'me', kind: 'met', day: -110, rating: 5, line: 'Vi gikk rundt vannet. Det var lett å prate.', shownTo: 'two' }, { by: 'them', kind: 'met', day: -96, rating: 5, line: 'Første gang på turgruppa sammen. Kristine hilste på alle.', shownTo: 'coordinator' },
        { by: 'me', kind: 'talked', day: -70, rating: 4 }, { by: 'them', kind: 'met', day: -45, rating: 4 }, { by: 'me', kind: 'met', day: -31, rating: 4, line: 'Tung dag, men godt å ikke være alene.', shownTo: 'me' }, { by: 'them', kind: 'tried', day: -17 },
      ],
    },
    {
      participant: 'roy', companion: 'marit', kind: 'companion', coordinator: 'ingrid', state: 'active', from: -40, to: 200, reached: [['first-meeting', -43]], meets: { day: 3, place: 'Kaféen på biblioteket i Sandnes' },
      logs: [{ by: 'them', kind: 'met', day: -43, rating: 4 }, { by: 'me', kind: 'met', day: -20, rating: 4 }, { by: 'me', kind: 'talked', day: -4, rating: 5, line: 'Ringte og bare snakket om fisk.', shownTo: 'coordinator' }],
    },
  ],
  'nya-stegen': [
    { participant: 'johan', companion: 'elin', kind: 'companion', coordinator: 'asa', state: 'trial', from: -4, to: 250, logs: [{ by: 'them', kind: 'met', day: -3, rating: 4 }], yes: ['me'] },
    {
      participant: 'sara', companion: 'larsgoran', kind: 'peer', coordinator: 'asa', state: 'ended', from: -290, to: -21, ended: -20, reached: [['first-meeting', -288], ['first-activity', -250], ['halfway', -150], ['landing', -20]],
      logs: [{ by: 'me', kind: 'met', day: -288, rating: 3 }, { by: 'me', kind: 'met', day: -250, rating: 4 }, { by: 'them', kind: 'met', day: -60, rating: 5 }],
      reflects: { by: 'me', good: 'Att någon ringde även när jag inte ringde tillbaka.', hard: 'Midsommar.', takes: 'Jag vet att jag kan fråga.', shared: true },
    },
  ],
}

interface Ways {
  client: Client
  insert(table: string, columns: Record<string, string>, rows: object[]): Promise<void>
  days(story: Story, count: number): DateTime
  idOf(...names: string[]): string
  organisationId(story: Story): string
  personId(story: Story, key: string): string
}

/** After those who give time and those who ask: whoever is there already is used, the others are added. */
export async function seedWalking(stories: Story[], { client, insert, days, idOf, organisationId, personId }: Ways) {
  for (const story of stories) {
    const organisation = organisationId(story)
    const date = (count: number) => days(story, count).toISODate()!
    for (const pair of pairs[story.slug] ?? []) {
      const id = idOf('pairing', story.slug, pair.participant, pair.companion)
      const [me, them] = [personId(story, pair.participant), personId(story, pair.companion)]
      const who = { me, them }
      const open = pair.state !== 'ended'
      const asked = { id: idOf('companion-request', story.slug, pair.participant), organisationId: organisation }
      const given = { id: idOf('volunteer', story.slug, pair.companion), organisationId: organisation }
      await insert('volunteers', { id: 'uuid', organisation_id: 'uuid', person_id: 'uuid', kinds: 'text[]', state: 'text', capacity: 'int', sealed: 'text', reminded: 'int', created_at: 'timestamptz', changed_at: 'timestamptz' },
        [{ id: given.id, organisation_id: organisation, person_id: them, kinds: [pair.kind], state: 'ready', capacity: 2, sealed: sealOffer(given, offer.parse({ speaks: [story.language] })), reminded: 0, created_at: days(story, pair.from - 60), changed_at: days(story, pair.from) }])
      await insert('companion_requests', { id: 'uuid', organisation_id: 'uuid', person_id: 'uuid', state: 'text', sealed: 'text', asked_at: 'timestamptz', changed_at: 'timestamptz' },
        [{ id: asked.id, organisation_id: organisation, person_id: me, state: 'waiting', sealed: sealWish(asked, wish.parse({ speaks: [story.language], purposes: ['company'] })), asked_at: days(story, pair.from - 30), changed_at: days(story, pair.from) }])
      const { rows: [made] } = await client.query(
        `INSERT INTO pairings (id, organisation_id, request_id, volunteer_id, participant_id, companion_id, state, starts_on, expected_end, created_by, created_at, began_at, ended_at, ended_by, ended_because)
         SELECT $1, $2, r.id, v.id, $3, $4, $5, $6, $7, $8, $9, $10, $11, CASE WHEN $5 = 'ended' THEN $8::uuid END, CASE WHEN $5 = 'ended' THEN 'landed' END
         FROM companion_requests r, volunteers v WHERE r.organisation_id = $2 AND r.person_id = $3 AND v.organisation_id = $2 AND v.person_id = $4 RETURNING request_id, volunteer_id`,
        [id, organisation, me, them, pair.state, date(pair.from), date(pair.to), personId(story, pair.coordinator), days(story, pair.from - 6).toJSDate(), pair.state === 'trial' ? null : days(story, pair.from).toJSDate(), open ? null : days(story, pair.ended!).toJSDate()],
      )
      await client.query(`UPDATE companion_requests SET state = $2 WHERE id = $1`, [made.request_id, open ? 'paired' : 'paused'])
      if (open) await client.query(`UPDATE volunteers SET state = 'active' WHERE id = $1`, [made.volunteer_id])
      const logs = pair.logs.map((log, index) => ({ ...log, id: idOf('meeting-log', id, String(index)) }))
      await insert('meeting_logs', { id: 'uuid', pairing_id: 'uuid', person_id: 'uuid', kind: 'text', on_day: 'date', created_at: 'timestamptz' }, logs.map((log) => ({ id: log.id, pairing_id: id, person_id: who[log.by], kind: log.kind, on_day: date(log.day), created_at: days(story, log.day) })))
      await insert('meeting_ratings', { log_id: 'uuid', rating: 'int' }, logs.filter(({ rating }) => rating).map((log) => ({ log_id: log.id, rating: log.rating })))
      await insert('meeting_lines', { log_id: 'uuid', shown_to: 'text', sealed: 'text' }, logs.filter(({ line }) => line).map((log) => ({ log_id: log.id, shown_to: log.shownTo ?? 'two', sealed: sealWalking('meeting_lines', { id: log.id, pairingId: id }, log.line!) })))
      const own = idOf('milestone', id, 'own')
      await insert('milestones', { id: 'uuid', pairing_id: 'uuid', kind: 'text', sealed: 'text', due_on: 'date', done_on: 'date', done_by: 'uuid', changed_at: 'timestamptz' }, [
        ...(pair.reached ?? []).map(([kind, day]) => ({ id: idOf('milestone', id, kind), pairing_id: id, kind, done_on: date(day), done_by: me, changed_at: days(story, day) })),
        ...(pair.own ? [{ id: own, pairing_id: id, kind: 'own', sealed: sealWalking('milestones', { id: own, pairingId: id }, pair.own.name), due_on: date(pair.own.day), changed_at: days(story, -2) }] : []),
      ])
      await insert('trial_answers', { pairing_id: 'uuid', person_id: 'uuid', yes: 'boolean', at: 'timestamptz' }, (pair.yes ?? []).map((by) => ({ pairing_id: id, person_id: who[by], yes: true, at: days(story, -1) })))
      if (pair.reflects) {
        const { by, shared, ...words } = pair.reflects
        await insert('reflections', { pairing_id: 'uuid', person_id: 'uuid', sealed: 'text', shared: 'boolean', changed_at: 'timestamptz' }, [{ pairing_id: id, person_id: who[by], sealed: sealWalking('reflections', { id: who[by], pairingId: id }, JSON.stringify(words)), shared, changed_at: days(story, -19) }])
      }
      if (pair.meets) {
        const meeting = idOf('appointment', id)
        const starts = days(story, pair.meets.day).set({ hour: 18, minute: 0, second: 0, millisecond: 0 })
        await insert('appointments', { id: 'uuid', organisation_id: 'uuid', kind: 'text', pairing_id: 'uuid', starts_at: 'timestamptz', ends_at: 'timestamptz', zone: 'text', sealed: 'text', uid: 'text', created_by: 'uuid', created_at: 'timestamptz', changed_at: 'timestamptz', sequence: 'int' },
          [{ id: meeting, organisation_id: organisation, kind: 'meeting', pairing_id: id, starts_at: starts, ends_at: starts.plus({ hours: 1 }), zone: story.zone, sealed: sealPlace({ id: meeting, organisationId: organisation }, pair.meets.place), uid: `${meeting}@samkraft`, created_by: them, created_at: days(story, -2), changed_at: days(story, -2), sequence: 0 }])
        await insert('appointment_people', { appointment_id: 'uuid', person_id: 'uuid', position: 'int' }, [{ appointment_id: meeting, person_id: me, position: 0 }, { appointment_id: meeting, person_id: them, position: 1 }])
      }
    }
  }
}
