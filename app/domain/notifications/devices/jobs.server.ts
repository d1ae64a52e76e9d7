import type { JobWithMetadata, PgBoss } from 'pg-boss'
import { personalTitle } from '#app/domain/activities/discretion.ts'
import { answerToken } from '#app/domain/activities/sign-ups/answer.server.ts'
import { appointmentTexts } from '#app/domain/appointments/messages.ts'
import { myAppointments } from '#app/domain/appointments/queries.server.ts'
import { person, system } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { log, traceOf } from '#app/platform/http/log.server.ts'
import type { Language } from '#app/platform/language.ts'
import { type Pushed, sendPush } from '#app/platform/push.server.ts'
import { localTime, sayDate, sayTime } from '#app/platform/time.ts'
import { type ActivityForMail, activityForMail } from '../queries.server.ts'
import { stillOn } from '../reminders/rules.ts'
import type { PushJob } from './commands.server.ts'
import { pushTexts } from './messages.ts'
import { deviceById } from './queries.server.ts'

const reminders = system('reminders')

/** What public/push-worker.js shows. Addresses are ours and begin with `/`. */
export interface Shown {
  title: string
  body: string
  language: Language
  /** Another one under the same tag takes its place. */
  tag: string
  /** Where a tap leads. */
  url: string
  actions: { action: string; title: string; url: string }[]
}

export async function startPushWorker(boss: PgBoss): Promise<void> {
  await boss.work(
    'push',
    { batchSize: 10, includeMetadata: true, perJobResults: true, localConcurrency: 2, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 10, burstWhenBatchFull: true },
    (jobs: JobWithMetadata<PushJob>[]) =>
      Promise.all(jobs.map(async (job) => {
        const outcome = await deliver(job.data, new Date()).catch((error: unknown) => {
          log('error', 'push not sent', { id: job.id, ...traceOf(error) })
          return 'later' as const
        })
        return { id: job.id, status: outcome === 'later' ? ('failed' as const) : ('completed' as const) }
      })),
  )
}

/** Sends one notification, if there is still something to say and somebody to say it to. */
export async function deliver(job: PushJob, now: Date): Promise<Pushed | 'nothing'> {
  const device = await lean(reminders, (sql) => deviceById(sql, job.deviceId))
  if (!device) return 'nothing'
  const shown = job.about === 'try' ? tried(device.language) : job.about === 'appointment' ? await meeting(job, device, now) : await reminding(job, device, now)
  if (!shown) return 'nothing'
  const seconds = job.about === 'try' ? 600 : Math.floor((Date.parse(job.startsAt) - +now) / 1000)
  const outcome = await sendPush(device, shown, { seconds, topic: shown.tag.replaceAll('-', '').slice(0, 32) })
  if (outcome === 'gone') await lean(reminders, (sql) => sql`DELETE FROM push_devices WHERE id = ${job.deviceId}::uuid`)
  if (outcome === 'never') log('warn', 'push refused', { id: job.deviceId })
  return outcome
}

function tried(language: Language): Shown {
  const texts = pushTexts(language)
  return { title: texts.tryTitle, body: texts.tryText, language, tag: 'try', url: '/me/notifications', actions: [] }
}

async function reminding(job: PushJob & { about: 'reminder' }, { personId, language }: { personId: string; language: Language }, now: Date): Promise<Shown | null> {
  const activity = await lean(system('mail'), (sql) => activityForMail(sql, job.activityId, personId))
  if (!activity || !stillOn(activity, new Date(job.startsAt), now)) return null
  const texts = pushTexts(language)
  return {
    title: personalTitle(activity, { language, openTitles: activity.openTitles === true }),
    body: sayNear(activity, language, now),
    language,
    tag: activity.id,
    url: `/me#activity-${activity.id}`,
    actions: [{ action: 'cannot-come', title: texts.cannotCome, url: `/answer/${answerToken(activity.signUpId!)}?answer=no` }],
  }
}

/** Asked as the person themselves: what they may no longer see is not shown. */
async function meeting(job: PushJob & { about: 'appointment' }, { personId, language }: { personId: string; language: Language }, now: Date): Promise<Shown | null> {
  const found = (await lean(person(personId), (sql) => myAppointments(sql, personId, { since: now }))).find((one) => one.id === job.appointmentId)
  if (!found || +found.startsAt !== Date.parse(job.startsAt) || found.startsAt <= now) return null
  return { title: appointmentTexts(language).event(found.others), body: sayNear({ ...found, allDay: false }, language, now), language, tag: found.id, url: `/me#appointment-${found.id}`, actions: [] }
}

/** "I morgen kl. 18.00": what a glance at a locked screen takes in. */
function sayNear({ startsAt, zone, allDay }: Pick<ActivityForMail, 'startsAt' | 'zone' | 'allDay'>, language: Language, now: Date): string {
  const texts = pushTexts(language)
  const days = localTime(startsAt, zone).dayNumber - localTime(now, zone).dayNumber
  const time = allDay ? '' : sayTime(startsAt, zone, language)
  const said = days === 0 ? texts.today(time) : days === 1 ? texts.tomorrow(time) : `${sayDate(startsAt, zone, language, now)} ${time}`
  return said.trim()
}
