import { randomUUID } from 'node:crypto'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { answerAlarm } from '#app/domain/companions/alarms/commands.server.ts'
import { AlarmList } from '#app/domain/companions/alarms/components/alarm-list.tsx'
import { coordinatingTexts } from '#app/domain/companions/alarms/messages.ts'
import { pulsesOf } from '#app/domain/companions/alarms/queries.server.ts'
import { endPairing, extendPairing } from '#app/domain/companions/ending/commands.server.ts'
import { Contacts } from '#app/domain/companions/pairings/components/contacts.tsx'
import { EndForm, ExtendForm, Figures, Shared, TrialWork, Wishes } from '#app/domain/companions/pairings/components/pairing-work.tsx'
import { contactsOf, pairingAtWork } from '#app/domain/companions/pairings/coordinating/queries.server.ts'
import { workSchema } from '#app/domain/companions/pairings/coordinating/schema.ts'
import { MeetingForm } from '#app/domain/companions/walking/components/meetings.tsx'
import { PairPath } from '#app/domain/companions/walking/components/pair-path.tsx'
import { Plan } from '#app/domain/companions/walking/components/plan.tsx'
import { arrangeMeeting } from '#app/domain/companions/walking/meeting/commands.server.ts'
import { walkingTexts } from '#app/domain/companions/walking/messages.ts'
import { planOf } from '#app/domain/companions/walking/plan/rules.ts'
import { logsOf, milestonesOf, reflectionsOf, trialAnswersOf, wishesOf } from '#app/domain/companions/walking/queries.server.ts'
import { meetSchema } from '#app/domain/companions/walking/schema.ts'
import { sayDay } from '#app/domain/companions/walking/saying.ts'
import { giveTime } from '#app/domain/companions/walking/trial/commands.server.ts'
import { lastDayToAnswer } from '#app/domain/companions/walking/trial/rules.ts'
import { handleWish } from '#app/domain/companions/walking/wishing/commands.server.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { calendarDay } from '#app/platform/time.ts'
import { firstNameOf } from '#app/domain/activities/together/rules.ts'
import { Card } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded && `${loaded.title} · Samkraft` }]

/** One pairing as its coordinator sees it: how it goes, what was agreed to be seen, and what to do. */
export async function loader(args: LoaderFunctionArgs) {
  const { organisation, person, language, actor } = await requireMember(args, args.params.org, 'coordinator')
  const { id } = args.params
  if (!isId(id)) return notFound()
  const asked = new URL(args.request.url).searchParams
  const now = new Date()
  return lean(actor, async (sql) => {
    const pairing = await pairingAtWork(sql, { organisationId: organisation.id, zone: organisation.zone, now, id })
    if (!pairing) return notFound()
    const [pulse] = await pulsesOf(sql, organisation.id, { zone: organisation.zone, now, id })
    const contacts = await contactsOf(sql, id)
    const [logs, kept, wishes, reflections, answers] = await Promise.all([logsOf(sql, id, person.id), milestonesOf(sql, id), wishesOf(sql, id), reflectionsOf(sql, id, person.id), trialAnswersOf(sql, id)])
    return {
      title: coordinatingTexts(language).pair(pairing.participant, pairing.companion), organisation, pairing, contacts, pulse: pulse ?? null, logs, wishes, reflections, answers, plan: planOf(kept, pairing), today: calendarDay(now, organisation.zone),
      lastDay: lastDayToAnswer({ metOn: pairing.metOn, askedOn: pairing.trialAskedOn, days: pairing.trialDays, until: pairing.trialUntil }, calendarDay(now, organisation.zone)), task: asked.get('do'), done: asked.get('done'), key: randomUUID(),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  const { organisation, person, actor } = await requireMember(args, args.params.org, 'coordinator')
  const { id } = args.params
  if (!isId(id)) return notFound()
  const now = new Date()
  const { id: organisationId, zone } = organisation
  const read = await readForm(args.request, workSchema)
  const list = `/manage/${organisation.slug}/pairings`
  return lean(actor, async (sql) => {
    if (!(await pairingAtWork(sql, { organisationId, zone, now, id }))) return notFound()
    const again = (errors: Record<string, string>) => data({ values: read.values, errors }, 422)
    if (!read.ok) return 'intent' in read.errors || 'kind' in read.errors || 'id' in read.errors ? seeOther(`${list}/${id}`) : again(read.errors)
    const work = read.value
    const done = (what: string) => seeOther(`${list}/${id}?done=${what}`)
    switch (work.intent) {
      case 'meet': {
        const meeting = check(meetSchema, read.values)
        if (!meeting.ok) return again('day' in meeting.errors ? { ...meeting.errors, day: 'meet_day_wrong' } : meeting.errors)
        const arranged = await arrangeMeeting(sql, { pairingId: id, by: person.id, key: work.key, at: meeting.value, now })
        return arranged.ok ? done('meet') : arranged.reason === 'not_found' ? notFound() : again({ [arranged.reason === 'skipped' ? 'time' : 'day']: arranged.reason })
      }
      case 'later':
      case 'handled':
        await answerAlarm(sql, { organisationId, zone, pairingId: id, kind: work.kind, later: work.intent === 'later', by: person.id, now })
        return read.values.from === 'list' ? seeOther(`${list}?done=alarm`) : done('alarm')
      case 'wish':
        await handleWish(sql, { pairingId: id, id: work.id, by: person.id, now })
        return done('wish')
      case 'time':
        return (await giveTime(sql, { pairingId: id, until: work.until, now })) ? done('time') : again({ until: 'until_wrong' })
      case 'extend': {
        const extended = await extendPairing(sql, { pairingId: id, expectedEnd: work.end, today: calendarDay(now, zone) })
        return extended.ok ? done('extended') : extended.reason === 'not_found' ? notFound() : again({ end: extended.reason })
      }
      case 'end': {
        const ended = await endPairing(sql, { pairingId: id, because: work.because, by: person.id, now })
        return ended.ok ? seeOther(`${list}?done=ended`) : ended.reason === 'not_found' ? notFound() : again({ because: ended.reason })
      }
    }
  })
}

export default function Screen() {
  const { title, organisation, pairing, contacts, pulse, logs, wishes, reflections, answers, plan, today, lastDay, task, done, key } = useLoaderData<typeof loader>()
  const answered = useActionData<{ values: Record<string, string>; errors: Record<string, string> }>()
  const language = useLanguage()
  const texts = coordinatingTexts(language)
  const walking = walkingTexts(language)
  const say = (key: string) => {
    const text = (texts as unknown as Record<string, unknown>)[key] ?? (walking as unknown as Record<string, unknown>)[key]
    return typeof text === 'string' ? text : texts.date_wrong
  }
  const typed = { values: answered?.values ?? {}, errors: Object.fromEntries(Object.entries(answered?.errors ?? {}).map(([field, key]) => [field, say(key)])) }
  const here = `/manage/${organisation.slug}/pairings/${pairing.id}`
  const open = pairing.state !== 'ended'
  const names = { participant: firstNameOf(pairing.participant), companion: firstNameOf(pairing.companion) }
  if (open && task === 'end') return <Page title={texts.endTitle} intro={texts.endText} back={{ to: here, text: title }}><EndForm trial={pairing.state === 'trial'} met={pairing.metOn !== null} {...typed} /></Page>
  if (pairing.state === 'trial' && task === 'meet') return <Page title={texts.firstMeeting} intro={texts.firstMeetingText} back={{ to: here, text: title }}><MeetingForm action="?do=meet" intent="meet" formKey={key} back={here} {...typed} /></Page>
  return (
    <Page title={title} over={organisation.name} back={{ to: `/manage/${organisation.slug}/pairings`, text: texts.back }}>
      {done && <Notice kind="done" title={say(`done_${done}`)} />}
      {(open || pairing.endedBecause === 'landed') && <PairPath state={pairing.state} />}
      {!open && <Card className="max-w-text"><p>{texts[`because_${pairing.endedBecause!}`]}, {sayDay(pairing.endedOn!, language, today)}</p></Card>}
      {open && <Contacts contacts={contacts} />}
      {open && <Wishes wishes={wishes} names={names} today={today} />}
      {pulse && pulse.alarms.length > 0 && <AlarmList items={pulse.alarms.map((alarm) => ({ pairingId: pairing.id, to: here, alarm }))} />}
      {pairing.state === 'trial' && <TrialWork met={pairing.metOn !== null} lastDay={lastDay} answers={answers} names={names} today={today} {...typed} />}
      <Figures startsOn={pairing.startsOn} expectedEnd={pairing.expectedEnd} lastContact={pulse?.lastContact ?? logs.find(({ kind }) => kind !== 'tried')?.on ?? null} contacts={new Set(logs.filter(({ kind }) => kind !== 'tried').map(({ on }) => on)).size}
        planned={pulse?.planned ?? false} ratings={logs.flatMap(({ rating }) => (rating === null ? [] : [rating]))} today={today} />
      {pairing.state !== 'trial' && pairing.endedBecause !== 'trial' && <Plan plan={plan} startsOn={pairing.startsOn} expectedEnd={pairing.expectedEnd} today={today} open={false} />}
      <Shared logs={logs} reflections={reflections} names={names} today={today} />
      {open && <ExtendForm expectedEnd={pairing.expectedEnd} today={today} {...typed} />}
    </Page>
  )
}
