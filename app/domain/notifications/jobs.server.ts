import type { JobWithMetadata, PgBoss } from 'pg-boss'
import { personalSeries, ruleById } from '#app/domain/activities/series/queries.server.ts'
import { bareCancelling } from '#app/domain/appointments/commands.server.ts'
import { endedFor } from '#app/domain/companions/pairings/queries.server.ts'
import { system } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { env, SetupError } from '#app/platform/env.server.ts'
import { log, traceOf } from '#app/platform/http/log.server.ts'
import { sendMail } from '#app/platform/mailer.server.ts'
import { type Letter, wipedTemplates } from './commands.server.ts'
import { compose } from './compose.server.ts'
import { activityForMail, type PendingMail, pendingUpTo, type Rendered } from './queries.server.ts'

const mailer = system('mail')

/** Resend forgets a key after 24 hours; a mail it may have taken that long ago is not tried again. */
const keyLives = 23 * 3600_000

export async function startMailWorker(boss: PgBoss): Promise<void> {
  if (!env().RESEND_API_KEY && !env().DEMO && env().NODE_ENV === 'production') {
    throw new SetupError('RESEND_API_KEY must be set, or nobody would get any mail; for a try on your own machine set DEMO=1 and read the mails at /mailbox.')
  }
  await boss.work(
    'mail',
    { batchSize: 5, includeMetadata: true, perJobResults: true, localConcurrency: 2, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 10, burstWhenBatchFull: true },
    async (jobs: JobWithMetadata<{ mailId: string }>[]) => {
      const results = []
      for (const job of jobs) {
        const last = job.retryCount >= job.retryLimit
        const done = await deliverUpTo(job.data.mailId, { last }).catch((error: unknown) => {
          log('error', 'mail not sent', { id: job.data.mailId, ...traceOf(error) })
          return false
        })
        results.push({ id: job.id, status: done || last ? ('completed' as const) : ('failed' as const) })
      }
      return results
    },
  )
}

/**
 * Sends what an address is owed up to and including one mail, in the order it was owed. False: try again later. The
 * queue lets one worker at a time speak to an address.
 */
export async function deliverUpTo(mailId: string, { last = false, patience }: { last?: boolean; patience?: number } = {}): Promise<boolean> {
  for (const mail of await lean(mailer, (sql) => pendingUpTo(sql, mailId))) {
    const now = new Date()
    if (tooLate(mail, now)) {
      await setDown(mail, 'too late')
      continue
    }
    if (mail.facts.about && !(await mayStillSay(mail))) {
      await setDown(mail, 'nothing to tell')
      continue
    }
    const rendered = mail.rendered ?? (await renderOnce(mail, now))
    if (!rendered) {
      await setDown(mail, 'nothing to tell')
      continue
    }
    if (!env().RESEND_API_KEY) {
      await deliverToMailbox(mail, rendered)
      continue
    }
    const delivery = await sendMail(rendered, mail.id, patience)
    if (delivery.outcome === 'sent') await setSent(mail, rendered.subject)
    else if (delivery.outcome === 'never' || last) {
      log('error', 'mail refused', { id: mail.id, why: delivery.why })
      await setDown(mail, delivery.why)
    } else {
      log('warn', 'mail will be tried again', { id: mail.id, why: delivery.why })
      return false
    }
  }
  return true
}

/**
 * Asked at the last moment, whoever owed it: what has ended is not written about any more. Only a calendar is still told
 * to forget something, in words that say nothing.
 */
async function mayStillSay(mail: PendingMail): Promise<boolean> {
  const letter = mail.facts as Letter
  const ended = await lean(mailer, (sql) => endedFor(sql, { pairingId: letter.about!, personId: mail.personId }))
  if (!ended) return true
  if (letter.calendar?.method !== 'CANCEL') return false
  if (ended === 'companion') mail.facts = { ...letter, ...bareCancelling(letter, mail.language) }
  return true
}

/** A code that lets nobody in any more only confuses; a mail whose key is forgotten could arrive twice. */
function tooLate(mail: PendingMail, now: Date): boolean {
  const expires = mail.facts.expiresAt ? Date.parse(String(mail.facts.expiresAt)) : Number.POSITIVE_INFINITY
  return expires <= +now || (mail.rendered !== null && +now - Date.parse(mail.rendered.at) > keyLives)
}

/** The first rendering is the one: whoever comes second gets it from the row. */
async function renderOnce(mail: PendingMail, now: Date): Promise<Rendered | null> {
  const activity = mail.activityId ? await lean(mailer, (sql) => activityForMail(sql, mail.activityId!, mail.personId)) : null
  // Dates can have come under another rule since: their former event is told of by its own name.
  const ruleId: string | null = (mail.template === 'calendar' && ((mail.facts.ruleId as string | undefined) ?? activity?.ruleId)) || null
  const series = ruleId && mail.personId ? await lean(mailer, (sql) => personalSeries(sql, ruleId, mail.personId!, now)) : null
  const rule = mail.facts.wholeSeries && activity?.ruleId ? await lean(mailer, (sql) => ruleById(sql, activity.ruleId!)) : null
  const made = await compose(mail, activity && { ...activity, series, rule }, now)
  if (!made) return null
  const [kept] = await lean(mailer, (sql) => sql<{ rendered: Rendered }>`
    UPDATE mails SET rendered = coalesce(rendered, ${JSON.stringify(made)}::jsonb) WHERE id = ${mail.id}::uuid RETURNING rendered`)
  return kept?.rendered ?? null
}

// Once sent, only what a person may want to look up is kept: that it was sent, when, and its subject. Links and codes go.
const setSent = (mail: PendingMail, subject: string) =>
  lean(mailer, (sql) => sql`UPDATE mails SET sent_at = now(), rendered = ${JSON.stringify({ subject })}::jsonb, facts = ${keptFacts(mail)}::jsonb WHERE id = ${mail.id}::uuid AND sent_at IS NULL`)

const setDown = (mail: PendingMail, failure: string) =>
  lean(mailer, (sql) => sql`UPDATE mails SET failed_at = now(), failure = ${failure.slice(0, 200)}, facts = ${keptFacts(mail)}::jsonb,
    rendered = ${mail.rendered ? JSON.stringify({ subject: mail.rendered.subject }) : null}::jsonb WHERE id = ${mail.id}::uuid AND sent_at IS NULL`)

const keptFacts = (mail: PendingMail) => (wipedTemplates.includes(mail.template) ? '{}' : JSON.stringify(mail.facts))

/** No provider: the mail lands in the local mailbox, in the same transaction that marks it sent. */
const deliverToMailbox = (mail: PendingMail, rendered: Rendered) =>
  lean(mailer, async (sql) => {
    await sql`INSERT INTO mailbox (idempotency_key, sender, recipient, subject, html, plain, headers, attachments)
      VALUES (${mail.id}, ${rendered.from}, ${rendered.to}, ${rendered.subject}, ${rendered.html}, ${rendered.text},
        ${JSON.stringify(rendered.headers)}::jsonb, ${JSON.stringify(rendered.attachments)}::jsonb) ON CONFLICT (idempotency_key) DO NOTHING`
    await sql`UPDATE mails SET sent_at = now(), rendered = ${JSON.stringify({ subject: rendered.subject })}::jsonb, facts = ${keptFacts(mail)}::jsonb
      WHERE id = ${mail.id}::uuid AND sent_at IS NULL`
  })
