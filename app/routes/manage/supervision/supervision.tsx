import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { typedWhen } from '#app/domain/activities/planning/when.ts'
import { callOffSupervision, moveSupervision, recordSupervision } from '#app/domain/companions/supervision/commands.server.ts'
import { MoveForm, RecordForm } from '#app/domain/companions/supervision/components/supervision-forms.tsx'
import { supervisionTexts } from '#app/domain/companions/supervision/messages.ts'
import { supervisionAtWork } from '#app/domain/companions/supervision/queries.server.ts'
import { mayRecord, readStart } from '#app/domain/companions/supervision/rules.ts'
import { moveSchema, recordSchema } from '#app/domain/companions/supervision/schema.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { sayWhen } from '#app/platform/time.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/card.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { When } from '#app/ui/when.tsx'
import { idsTicked, saidErrors } from './said.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, organisation, language } = await requireMember(args, args.params.org, 'coordinator')
  const { id } = args.params
  const now = new Date()
  const one = isId(id) ? await lean(actor, (sql) => supervisionAtWork(sql, organisation.id, id, now)) : null
  if (!one) return notFound()
  const asked = new URL(args.request.url).searchParams
  return { title: supervisionTexts(language).title, slug: organisation.slug, one, records: mayRecord(one, person.id, now), doing: asked.get('do'), done: asked.get('done'), refused: asked.get('refused') !== null, now }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person, organisation, language } = await requireMember(args, args.params.org, 'coordinator')
  const { id } = args.params
  if (!isId(id)) return notFound()
  const { values } = await readForm(args.request, z.looseObject({}))
  const here = `/manage/${organisation.slug}/supervision/${id}`
  const now = new Date()
  const by = { organisation, personId: person.id, now }
  const wrong = (errors: Parameters<typeof saidErrors>[0]) => data({ values, errors: saidErrors(errors, language) }, 422)
  return lean(actor, async (sql) => {
    const one = await supervisionAtWork(sql, organisation.id, id, now)
    if (!one) return notFound()
    if (values.intent === 'cancel') return seeOther((await callOffSupervision(sql, by, id)) ? `/manage/${organisation.slug}/supervision?done=cancelled` : `${here}?refused=1`)
    if (values.intent === 'move') {
      const read = check(moveSchema, values)
      const start = readStart({ startDate: values.startDate ?? '', startTime: values.startTime ?? '', length: Number(values.length) || 60 }, one.zone, now, one)
      if (!read.ok || !start.ok) return wrong({ ...read.errors, ...(start.ok ? {} : start.errors) })
      return seeOther((await moveSupervision(sql, by, { id, place: read.value.place, ...start.when })) ? `${here}?done=moved` : `${here}?refused=1`)
    }
    if (values.intent !== 'record') return seeOther(here)
    const read = check(recordSchema, values)
    if (!read.ok) return wrong(read.errors)
    const recorded = await recordSupervision(sql, by, { id, came: idsTicked(values, 'came.'), minutes: read.value.minutes, note: read.value.note })
    return seeOther(recorded ? `${here}?done=recorded` : `${here}?refused=1`)
  })
}

export default function Supervision() {
  const { slug, one, records, doing, done, refused, now } = useLoaderData<typeof loader>()
  const answered = useActionData<{ values: Record<string, string>; errors: Record<string, string> }>()
  const language = useLanguage()
  const texts = supervisionTexts(language)
  const here = `/manage/${slug}/supervision/${one.id}`
  const list = { to: `/manage/${slug}/supervision`, text: texts.title }
  const title = one.form === 'talk' ? one.invited[0]?.name ?? texts.form_talk : texts.form_group
  const posted = answered?.values.intent
  const open = !one.cancelledAt && !one.recordedAt
  if (open && doing === 'cancel') {
    const begun = one.startsAt <= now
    return (
      <Page title={begun ? texts.notHeld : texts.callOffTitle} intro={begun ? undefined : texts.callOffText} back={{ to: here, text: title }}>
        <Form action={here}><input type="hidden" name="intent" value="cancel" /><ActionBar><Button kind="danger">{begun ? texts.notHeld : texts.callOffNow}</Button><LinkButton kind="quiet" to={here}>{texts.keep}</LinkButton></ActionBar></Form>
      </Page>
    )
  }
  if (open && (doing === 'move' || posted === 'move')) {
    const typed = typedWhen(one)
    const length = Math.round((+one.endsAt - +one.startsAt) / 60_000)
    return (
      <Page title={texts.moveTitle} back={{ to: here, text: title }}>
        <MoveForm values={answered?.values ?? { startDate: typed.startDate, startTime: typed.startTime, length: String(length), place: one.place }} errors={answered?.errors ?? {}} />
      </Page>
    )
  }
  const recording = records && (!one.recordedAt || doing === 'record' || posted === 'record')
  const came = one.invited.filter((who) => who.came)
  return (
    <Page title={title} over={one.form === 'talk' ? texts.form_talk : undefined} back={list}>
      {(done === 'planned' || done === 'moved' || done === 'recorded') && <Notice kind="done" title={texts[`done_${done}`]} />}
      {refused && <Notice kind="warning" title={texts.refused} />}
      {one.cancelledAt && <Notice kind="danger" title={texts.cancelled} />}
      <div className="flex flex-col gap-3">
        <p className="text-xl font-bold"><When text={sayWhen(one.startsAt, one.endsAt, one.zone, language, now)} /></p>
        {one.place && <p className="whitespace-pre-line wrap-anywhere">{one.place}</p>}
        {one.form === 'group' && <p className="max-w-text">{texts.with(one.invited.map((who) => who.name).join(', '))}</p>}
        {one.holder && <p className="text-soft">{texts.holder(one.holder)}</p>}
      </div>
      {recording ? (
        <section className="flex flex-col gap-5">
          <h2 className="text-2xl">{texts.recordTitle}</h2>
          <RecordForm one={one} values={answered?.values} errors={answered?.errors ?? {}} />
          {!one.recordedAt && <p><LinkButton kind="plain" to={`${here}?do=cancel`}>{texts.notHeld}</LinkButton></p>}
        </section>
      ) : one.minutes !== null ? (
        <>
          <DefinitionList items={[
            { term: texts.whoCame, detail: came.map((who) => who.name).join(', ') || '–' }, { term: texts.howLong, detail: texts.minutesN(one.minutes) },
            ...(one.note ? [{ term: texts.note, detail: <span className="whitespace-pre-line">{one.note}</span> }] : []),
          ]} />
          {records && <p><LinkButton kind="quiet" to={`${here}?do=record`}>{texts.mend}</LinkButton></p>}
        </>
      ) : open && one.startsAt > now && <p className="flex flex-wrap gap-3"><LinkButton kind="quiet" to={`${here}?do=move`}>{texts.move}</LinkButton><LinkButton kind="quiet" to={`${here}?do=cancel`}>{texts.callOff}</LinkButton></p>}
    </Page>
  )
}
