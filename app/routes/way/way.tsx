import { randomUUID } from 'node:crypto'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { comingUp } from '#app/domain/activities/sign-ups/queries.server.ts'
import { appointmentTexts } from '#app/domain/appointments/messages.ts'
import { myAppointments } from '#app/domain/appointments/queries.server.ts'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { myGoals } from '#app/domain/journeys/goals/queries.server.ts'
import { journeyTexts } from '#app/domain/journeys/messages.ts'
import { momentForm } from '#app/domain/journeys/schema.ts'
import { addMoment, removeMoment } from '#app/domain/journeys/way/commands.server.ts'
import { MomentForm } from '#app/domain/journeys/way/components/moment-form.tsx'
import { type Ahead, WayDrawing } from '#app/domain/journeys/way/components/way-drawing.tsx'
import { happened, myMoments } from '#app/domain/journeys/way/queries.server.ts'
import { tellWay } from '#app/domain/journeys/way/rules.ts'
import { isId } from '#app/platform/actor.ts'
import { idFrom } from '#app/platform/crypto.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { sayDate, sayWhen } from '#app/platform/time.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { ErrorSummary, Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const now = new Date()
  const { goals, told, coming, appointments, moments } = await lean(actor, async (sql) => ({
    told: await happened(sql, person.id, language, now), goals: await myGoals(sql, person.id), moments: await myMoments(sql, person.id),
    coming: await comingUp(sql, person.id, language, now), appointments: await myAppointments(sql, person.id, { since: now }),
  }))
  const texts = journeyTexts(language)
  const ahead: (Ahead & { at: number })[] = [
    ...coming.filter((one) => one.state === 'joined' && !one.cancelled).map((one) => ({ key: one.id, title: one.title, text: one.organisation, when: sayWhen(one.startsAt, one.endsAt, one.zone, language, now, { allDay: one.allDay }), href: `/activities/${one.slug}`, at: +one.startsAt })),
    ...appointments.map((one) => ({ key: one.id, title: appointmentTexts(language).event(one.others), text: one.organisation.name, when: sayWhen(one.startsAt, one.endsAt, one.zone, language, now), href: `/me#appointment-${one.id}`, at: +one.startsAt })),
    ...goals.filter((goal) => !goal.setAsideAt).flatMap((goal) => goal.steps.filter((step) => !step.doneAt).slice(0, 1).map((step) => {
      const due = step.dueOn ? new Date(`${step.dueOn}T12:00:00Z`) : null
      return { key: step.id, title: step.words, text: texts.nextStepOf(goal.words.title), when: due && sayDate(due, 'Europe/Oslo', language, now), href: `/me/way/goals/${goal.id}`, at: due ? +due : Number.POSITIVE_INFINITY }
    })),
  ].sort((a, b) => a.at - b.at)
  const asked = new URL(args.request.url).searchParams
  return { language, stops: tellWay({ happened: told, goals, moments, now }), ahead: ahead.slice(0, 5), formKey: randomUUID(), saved: asked.has('saved'), removing: moments.find(({ id }) => id === asked.get('remove')) ?? null, now }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person } = await requirePerson(args)
  const { values } = await readForm(args.request, z.unknown())
  if (values.intent === 'remove') {
    const { moment } = values
    if (isId(moment)) await lean(actor, (sql) => removeMoment(sql, { id: moment, personId: person.id }))
    return seeOther('/me/way')
  }
  const read = check(momentForm, values)
  if (!read.ok) return data({ values: read.values, errors: read.errors }, { status: 422 })
  const id = idFrom(JSON.stringify(['moment', person.id, values.key, read.value]))
  const added = await lean(actor, (sql) => addMoment(sql, { id, personId: person.id, ...read.value, now: new Date() }))
  return added ? seeOther(`/me/way?saved#moment-${id}`) : data({ values: read.values, errors: { kind: 'too_many' } as Record<string, string> }, { status: 422 })
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: `${journeyTexts(loaded?.language ?? 'nb').way} · Samkraft` }]

export default function Way() {
  const { stops, ahead, formKey, saved, removing, now } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const texts = journeyTexts(useLanguage())
  if (removing) {
    return (
      <Page title={texts.removeTitle} intro={texts.removeText} back={{ to: '/me/way', text: texts.way }}>
        <div className="max-w-text text-lg"><p className="font-bold">{texts.moment(removing.kind)}</p><p className="whitespace-pre-line">{removing.words}</p></div>
        <Form action="/me/way">
          <input type="hidden" name="moment" value={removing.id} />
          <ActionBar><Button kind="danger" name="intent" value="remove">{texts.remove}</Button><LinkButton kind="quiet" to={`/me/way#moment-${removing.id}`}>{texts.keep}</LinkButton></ActionBar>
        </Form>
      </Page>
    )
  }
  const errors = Object.fromEntries(Object.entries(answered?.errors ?? {}).map(([name, key]) => [name, String(texts[key as 'kind_missing'] ?? texts.day_unreadable)]))
  return (
    <Page title={texts.way} intro={stops.length > 0 ? texts.wayIntro : undefined} back={{ to: '/me', text: texts.back }}
      aside={<nav className="flex flex-col items-start gap-3"><LinkButton kind="quiet" to="/me/way/goals">{texts.goalsLink}</LinkButton><LinkButton kind="quiet" to="/me/way/mapping">{texts.mappingLink}</LinkButton><p className="text-soft">{texts.onlyYou}</p></nav>}>
      {saved && !answered && <Notice kind="done" title={texts.saved} />}
      <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
      {stops.length === 0 && <div className="max-w-text"><h2 className="text-2xl">{texts.emptyTitle}</h2><p className="mt-2 text-lg">{texts.emptyText}</p></div>}
      <WayDrawing stops={stops} ahead={ahead} now={now} />
      <details open={answered !== undefined} className="max-w-text cut border-2 border-line p-4">
        <summary className="min-h-11 cursor-pointer py-2 text-xl font-bold">{texts.momentTitle}</summary>
        <div className="mt-3"><MomentForm formKey={formKey} values={answered?.values ?? {}} errors={errors} /></div>
      </details>
    </Page>
  )
}
