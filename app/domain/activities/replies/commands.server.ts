import { tell } from '#app/domain/history/commands.server.ts'
import { letterTo, owe } from '#app/domain/notifications/commands.server.ts'
import { person, system } from '#app/platform/actor.ts'
import { lean, type Sql } from '#app/platform/db.server.ts'
import { queue } from '#app/platform/jobs.server.ts'
import { sayDate, sayWhen } from '#app/platform/time.ts'
import { joinDates } from '../series/sign-ups/commands.server.ts'
import { answerToken } from '../sign-ups/answer.server.ts'
import { joinActivity, leaveActivity, mostMailsAnHour, takeTurn } from '../sign-ups/commands.server.ts'
import { replyTexts } from './messages.ts'
import { isMarkOf, marksIn } from './proof.server.ts'
import { comingOf, invitedTo, namedFor, regularIn, standingIn } from './queries.server.ts'
import type { Reply } from './read.ts'
import { deedFor, type Ignored, type Invited, isNews, meantBy, meantByAll } from './rules.ts'

/** How long the provider's messages are remembered, so that none counts twice. */
const daysRemembered = 30

/**
 * A mail came in, says the provider. If it came to an address of ours, a job fetches it; told again, or about other
 * mail, nothing happens.
 */
export async function mailArrived({ webhookId, emailId, recipients }: { webhookId: string; emailId: string; recipients: string[] }, now: Date): Promise<void> {
  if (marksIn(recipients).length === 0) return
  const boss = await queue()
  await lean(system('replies'), async (sql) => {
    await sql`DELETE FROM received_webhooks WHERE received_at < ${now}::timestamptz - make_interval(days => ${daysRemembered}::int)`
    const [first] = await sql`INSERT INTO received_webhooks (id, received_at) VALUES (${webhookId}, ${now}::timestamptz) ON CONFLICT DO NOTHING RETURNING id`
    if (first) await boss.insert('replies', [{ data: { emailId } }], { db: sql })
  })
}

export type Applied = { ok: true; changed: number } | { ok: false; reason: Ignored }

/**
 * Does what somebody answered in their calendar, as that person: yes joins (or waits), no leaves and lets the next one in, maybe is
 * noted for themselves. Twice is once, and what is older than what was said last changes nothing. A calendar that said no
 * knows it already: it gets a letter, and no cancellation that would fight with what it shows.
 */
export async function applyReply(reply: Reply, mail: { from: string; recipients: string[] }, now: Date): Promise<Applied> {
  const invited = await lean(system('replies'), (sql) => invitedTo(sql, reply.uid, reply.attendee))
  const [first] = invited
  const proved = first !== undefined && marksIn(mail.recipients).some((mark) => isMarkOf(mark, first.personId, reply.uid))
  const meant = meantBy(reply, { from: mail.from, proved }, invited, now)
  if (!meant.ok) return meant
  return { ok: true, changed: await lean(person(meant.personId), (sql) => answerAll(sql, reply, meant, now)) }
}

async function answerAll(sql: Sql, reply: Reply, { personId, dates: named, all }: { personId: string; dates: Invited[]; all: boolean }, now: Date): Promise<number> {
  const left: Meant[] = []
  const joining: Meant[] = []
  let changed = 0
  // In the order in which several turns are taken everywhere: the series' own, then its dates'.
  const one = named[0]!.activityId
  const [series] = await sql<{ id: string; organisationId: string }>`SELECT series_id AS id, organisation_id AS "organisationId" FROM activities WHERE id = ${one}::uuid AND series_id IS NOT NULL`
  if (series) await takeTurn(sql, series.id)
  const regular = all ? await regularIn(sql, one, personId, reply.sequence) : null
  const dates: Meant[] = all ? meantByAll(reply.answer, await comingOf(sql, one, personId, reply.sequence, now), regular) : named
  let heard = dates.length === 0
  for (const date of dates) {
    await takeTurn(sql, date.activityId)
    const standing = await standingIn(sql, date.activityId, personId, reply.sequence)
    if (!standing || !isNews(reply.saidAt, standing.lastSaid)) continue
    heard = true
    await note(sql, date.activityId, personId, reply, now)
    const deed = deedFor(reply.answer, { ...standing, all, regular })
    if (deed === 'join') joining.push(date)
    else if (deed === 'leave' && (await leave(sql, date.activityId, personId, standing.leads, now))) left.push(date)
  }
  if (joining.length === 1) changed += Number((await joinActivity(sql, { activityId: joining[0]!.activityId, personId, now })).ok)
  else if (joining.length > 1 && series) {
    const joined = await joinDates(sql, { seriesId: series.id, dates: joining.map((date) => date.activityId), personId, now })
    changed += joined.ok ? joined.joined + joined.waiting : 0
  }
  const ends = heard && reply.answer === 'declined' && regular === 'joined'
  const resumes = heard && reply.answer === 'accepted' && regular === 'declined'
  if (series && (ends || resumes)) await comeAlways(sql, series, { personId, comes: resumes, sequence: reply.sequence, now })
  if (left.length > 0 || ends) await writeBack(sql, [left, dates, named].find((some) => some.length > 0)!, { personId, sequence: reply.sequence, all: ends, now })
  return changed + left.length + Number(ends || resumes)
}

type Meant = Pick<Invited, 'activityId' | 'startsAt'>

const note = (sql: Sql, activityId: string, personId: string, { answer, saidAt, sequence }: Reply, now: Date) =>
  sql`INSERT INTO calendar_replies (activity_id, person_id, answer, said_at, sequence, applied_at)
    VALUES (${activityId}::uuid, ${personId}::uuid, ${answer}, ${saidAt}::timestamptz, ${sequence}::int, ${now}::timestamptz)
    ON CONFLICT (activity_id, person_id) DO UPDATE SET answer = excluded.answer, said_at = excluded.said_at, sequence = excluded.sequence, applied_at = excluded.applied_at`

async function leave(sql: Sql, activityId: string, personId: string, leads: boolean, now: Date): Promise<boolean> {
  const left = await leaveActivity(sql, { activityId, personId, quiet: true, now })
  if (!left.ok || left.again) return false
  // Their calendar let go of it by itself: later news of it are nothing to them. Its number stays, for it was told nothing.
  if (!leads) await sql`UPDATE calendar_entries SET method = 'CANCEL' WHERE activity_id = ${activityId}::uuid AND person_id = ${personId}::uuid`
  return true
}

/** A no to the whole series is also a no to the dates still to be made, and a yes takes that back. In the series' turn. */
async function comeAlways(sql: Sql, series: { id: string; organisationId: string }, { personId, comes, sequence, now }: { personId: string; comes: boolean; sequence: number; now: Date }): Promise<void> {
  await sql`UPDATE series_sign_ups SET state = ${comes ? 'joined' : 'left'}, declined_sequence = ${comes ? null : sequence}::int, changed_at = ${now}::timestamptz,
      visible_to_others = visible_to_others AND NOT ${comes}::boolean
    WHERE series_id = ${series.id}::uuid AND person_id = ${personId}::uuid`
  await tell(sql, { organisationId: series.organisationId, subject: ['series', series.id], event: comes ? 'sign-up.series-joined' : 'sign-up.series-left' })
}

/** So that they know that it arrived, and have a way back. */
async function writeBack(sql: Sql, dates: Meant[], { personId, sequence, all, now }: { personId: string; sequence: number; all: boolean; now: Date }): Promise<void> {
  const [first] = [...dates].sort((a, b) => +a.startsAt - +b.startsAt)
  const named = first && (await namedFor(sql, first.activityId, personId, now))
  if (!first || !named || named.mailed >= mostMailsAnHour) return
  const texts = replyTexts(named.language)
  const many = all || dates.length > 1
  const { startsAt, endsAt, zone, allDay, language } = named
  const signUpId = (await standingIn(sql, first.activityId, personId, sequence))?.signUpId
  await owe(sql, letterTo({ personId, email: named.email, language }, {
    subject: texts.subject,
    title: texts.title,
    paragraphs: [all ? texts.noAll : many ? texts.noMany(dates.length) : texts.no, texts.welcome],
    facts: [[texts.what, named.title], many ? [texts.from, sayDate(startsAt, zone, language, now)] : [texts.when, sayWhen(startsAt, endsAt, zone, language, now, { allDay, absolute: true })]],
    buttons: many || !signUpId
      ? [{ text: texts.see, href: named.seriesSlug ? `/series/${named.seriesSlug}` : '/me', quiet: true }]
      : [{ text: texts.come, href: `/answer/${answerToken(signUpId)}?answer=yes`, quiet: true }],
  }))
}
