import type { PgBoss } from 'pg-boss'
import { log } from '#app/platform/http/log.server.ts'
import { fetchReceived, NothingToFetch } from '#app/platform/inbound.server.ts'
import { applyReply } from './commands.server.ts'
import { readReplies } from './read.ts'

/** Reads what came in to the addresses of our invitations. A mail that cannot be had now is asked for again. */
export async function startReplyWorker(boss: PgBoss): Promise<void> {
  await boss.work('replies', { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 10 }, async (jobs: { id: string; data: { emailId: string } }[]) => {
    for (const job of jobs) await hear(job.data.emailId, new Date())
  })
}

/** Does what a received mail answers. Nothing of the mail is kept, and the log names nobody. */
export async function hear(emailId: string, now: Date): Promise<void> {
  let mail
  try {
    mail = await fetchReceived(emailId)
  } catch (error) {
    if (!(error instanceof NothingToFetch)) throw error
    return log('warn', 'answer not fetched', { id: emailId, why: error.message })
  }
  // An exception after the whole: both count, each for its dates.
  for (const reply of mail.calendars.flatMap(readReplies).sort((a, b) => Number(a.dayIn !== null) - Number(b.dayIn !== null))) {
    const applied = await applyReply(reply, mail, now)
    log('info', 'answer from a calendar', { id: emailId, ...(applied.ok ? { changed: applied.changed } : { ignored: applied.reason }) })
  }
}
