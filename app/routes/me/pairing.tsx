import { randomUUID } from 'node:crypto'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Become, LookBack } from '#app/domain/companions/ending/components/after.tsx'
import { myPairing } from '#app/domain/companions/pairings/queries.server.ts'
import { addDays } from '#app/domain/companions/pairings/rules.ts'
import { LogForm, Logs } from '#app/domain/companions/walking/components/log.tsx'
import { Meetings } from '#app/domain/companions/walking/components/meetings.tsx'
import { PairPath } from '#app/domain/companions/walking/components/pair-path.tsx'
import { Plan } from '#app/domain/companions/walking/components/plan.tsx'
import { pairTask } from '#app/domain/companions/walking/components/task.tsx'
import { Trial } from '#app/domain/companions/walking/components/trial.tsx'
import { walkingTexts } from '#app/domain/companions/walking/messages.ts'
import { planOf } from '#app/domain/companions/walking/plan/rules.ts'
import { logsOf, meetingsAhead, milestonesOf, outingsFor, reflectionsOf, trialAnswersOf, wishesOf } from '#app/domain/companions/walking/queries.server.ts'
import { sayDay } from '#app/domain/companions/walking/saying.ts'
import { lastDayToAnswer } from '#app/domain/companions/walking/trial/rules.ts'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { calendarDay, calendarLeaf, localTime, sayWhen } from '#app/platform/time.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { actInPair, type PairAnswer } from './pairing-form.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded ? `${walkingTexts(loaded.language).title(loaded.pairing.other)} · Samkraft` : 'Samkraft' }]

const two = (value: number) => String(value).padStart(2, '0')

/** The page of two who walk together: one address, each sees their own side. For a former companion it does not exist. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const asked = new URL(args.request.url).searchParams
  const now = new Date()
  return lean(actor, async (sql) => {
    const pairing = await myPairing(sql, id, person.id, now)
    if (!pairing) return notFound()
    const { organisation } = pairing
    const [logs, kept, wishes, reflections, answers, meetings] = await Promise.all([
      logsOf(sql, id, person.id), milestonesOf(sql, id), wishesOf(sql, id), reflectionsOf(sql, id, person.id), trialAnswersOf(sql, id), meetingsAhead(sql, pairing, person.id, now),
    ])
    const outings = asked.get('do') === 'along' ? await outingsFor(sql, organisation.id, language, now) : []
    const today = calendarDay(now, organisation.zone)
    const lastDay = lastDayToAnswer({ metOn: pairing.metOn, askedOn: pairing.trialAskedOn, days: pairing.trialDays, until: pairing.trialUntil }, today)
    return {
      language, pairing, logs, today, plan: planOf(kept, pairing), wished: wishes.length > 0, reflection: reflections.find(({ own }) => own) ?? null,
      mine: answers.find(({ by }) => by === pairing.side)?.yes ?? null, lastDay: lastDay && sayDay(lastDay, language, today),
      meetings: meetings.map((one) => {
        const at = localTime(one.startsAt, one.zone)
        return {
          id: one.id, place: one.place, begun: one.startsAt <= now, leaf: calendarLeaf(one.startsAt, one.zone, language), when: sayWhen(one.startsAt, one.endsAt, one.zone, language, now),
          values: { day: calendarDay(one.startsAt, one.zone), time: `${two(at.hour)}.${two(at.minute)}`, minutes: String(Math.round((+one.endsAt - +one.startsAt) / 60_000)), place: one.place } as Record<string, string>,
        }
      }),
      outings: outings.map((one) => ({ id: one.id, text: `${one.title}, ${sayWhen(one.startsAt, one.endsAt, one.zone, language, now, { allDay: one.allDay })}` })),
      near: pairing.state === 'active' && today >= addDays(pairing.expectedEnd, -30),
      task: asked.get('do'), taskId: asked.get('id'), done: asked.get('done'), refused: asked.get('refused'), key: randomUUID(),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person } = await requirePerson(args)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const answer = await actInPair(args.request, { actor, person, pairingId: id, now: new Date() })
  if ('missing' in answer) return notFound()
  if ('to' in answer) return seeOther(answer.to)
  return data(answer, 422)
}

export default function Pair() {
  const loaded = useLoaderData<typeof loader>()
  const answered = useActionData<Extract<PairAnswer, { errors: unknown }>>()
  const { pairing, logs, plan, meetings, task, today, lastDay } = loaded
  const language = useLanguage()
  const texts = walkingTexts(language)
  const said = (kind: 'done' | 'refused' | 'error', key: string | null) => {
    const text = key === null ? undefined : (texts as unknown as Record<string, unknown>)[kind === 'error' ? key : `${kind}_${key}`]
    return typeof text === 'string' ? text : undefined
  }
  const typed = {
    values: answered?.values ?? {},
    errors: Object.fromEntries(Object.entries(answered?.errors ?? {}).map(([field, key]) => [field, said('error', key) ?? texts.words_long])),
  }
  const { other, side, state, organisation } = pairing
  if (task && task !== 'answer') {
    const shown = pairTask(texts, { ...loaded, task, typed })
    if (shown) return shown
  }
  const open = state !== 'ended'
  return (
    <Page title={texts.title(other)} over={organisation.name} back={{ to: '/me', text: texts.toMine }}>
      {said('done', loaded.done) && <Notice kind="done" title={said('done', loaded.done)} />}
      {said('refused', loaded.refused) && <Notice kind="warning" title={said('refused', loaded.refused)} />}
      {(open || pairing.endedBecause === 'landed') && <PairPath state={state} />}
      {state === 'trial' && <Trial other={other} met={pairing.metOn !== null} lastDay={lastDay} mine={loaded.mine} changing={task === 'answer'} />}
      {!open && (
        <Card title={texts.endedTitle} className="max-w-text">
          <p>{pairing.endedBecause === 'landed' ? texts.endedLanded(sayDay(calendarDay(pairing.endedAt!, organisation.zone), language, today)) : texts.endedOn(sayDay(calendarDay(pairing.endedAt!, organisation.zone), language, today))}</p>
          <p>{texts.endedText}</p>
          {(pairing.endedBecause === 'trial' || pairing.endedBecause === 'rematch') && <p>{texts.endedWaiting}</p>}
        </Card>
      )}
      {open && <Meetings meetings={meetings} primary={meetings.length === 0 && !(state === 'trial' && pairing.metOn)} />}
      {state === 'active' && <p className="-mt-4"><LinkButton kind="plain" to="?do=along">{texts.along}</LinkButton></p>}
      {open && <LogForm side={side} other={other} today={today} formKey={loaded.key} values={answered?.intent === 'log' ? typed.values : {}} errors={answered?.intent === 'log' ? typed.errors : {}} />}
      {(state === 'active' || (!open && pairing.endedBecause !== 'trial')) && <Plan plan={plan} startsOn={pairing.startsOn} expectedEnd={pairing.expectedEnd} today={today} open={open} />}
      {(loaded.near || (!open && pairing.endedBecause !== 'trial') || loaded.reflection) && <LookBack written={loaded.reflection !== null} />}
      {loaded.near && side === 'companion' && <p className="max-w-text text-lg">{texts.thanks(other)}</p>}
      {side === 'participant' && (loaded.near || pairing.endedBecause === 'landed') && <Become slug={organisation.slug} />}
      <Logs logs={logs} other={other} today={today} />
      {open && (
        <section aria-labelledby="ask" className="flex max-w-text flex-col items-start gap-2">
          <h2 id="ask" className="text-2xl">{texts.askTitle}</h2>
          {loaded.wished && <p>{texts.asked}</p>}
          <p>{texts.askText(other)}</p>
          <LinkButton kind="quiet" to="?do=ask">{loaded.wished ? texts.askAgain : texts.ask}</LinkButton>
          {organisation.contactEmail && <p>{texts.contact(organisation.name)} <a href={`mailto:${organisation.contactEmail}`} className="link inline-flex min-h-11 items-center break-all">{organisation.contactEmail}</a></p>}
        </section>
      )}
    </Page>
  )
}
