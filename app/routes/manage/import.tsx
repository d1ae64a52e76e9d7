import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { keepCalendar } from '#app/domain/activities/importing/commands.server.ts'
import { importTexts } from '#app/domain/activities/importing/messages.ts'
import { decodeCalendar, LARGEST, readCalendar } from '#app/domain/activities/importing/read.ts'
import { WorkplaceTabs } from '#app/domain/activities/planning/components/workplace-tabs.tsx'
import { planners } from '#app/domain/activities/planning/policy.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { readMultipart } from '#app/platform/http/form.server.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { ErrorSummary, FileField, Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/layout.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { organisation, roles, language } = await requireMember(args, args.params.org, ...planners)
  const counts = new URL(args.request.url).searchParams.get('done')?.match(/^(\d{1,5})-(\d{1,5})-(\d{1,5})-(\d{1,5})$/)
  return { title: importTexts(language).title, organisation, roles, done: counts ? counts.slice(1).map(Number) as [number, number, number, number] : null }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person, organisation } = await requireMember(args, args.params.org, ...planners)
  const now = new Date()
  const sent = await readMultipart(args.request, z.object({}), { files: { calendar: { bytes: LARGEST } } })
  const refuse = (reason: 'missing' | 'empty' | 'too-large' | 'not-a-calendar' | 'old-format') => data({ error: reason }, 422)
  if (sent.errors.calendar) return refuse('too-large')
  const bytes = sent.files.calendar
  if (!bytes) return refuse('missing')
  const content = decodeCalendar(bytes).toWellFormed()
  const read = readCalendar(content, { zone: organisation.zone, now })
  if (!read.ok) return refuse(read.reason)
  const id = await lean(actor, (sql) => keepCalendar(sql, { organisation, personId: person.id, fileName: read.calendar.name ?? '', content, now }))
  return redirect(`/manage/${organisation.slug}/import/${id}`, 303)
}

export default function Screen() {
  const { organisation, roles, done } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.error
  const texts = importTexts(useLanguage())
  const error = refused && texts[refused]
  return (
    <Page title={texts.title} intro={texts.intro}>
      <WorkplaceTabs slug={organisation.slug} roles={roles} current="import" />
      {done && <Notice kind="done" title={texts.doneTitle}><p>{texts.done(...done)}</p><p><LinkButton kind="plain"
        to={`/manage/${organisation.slug}`}>{texts.toActivities}</LinkButton></p></Notice>}
      <ErrorSummary errors={error ? [{ name: 'calendar', text: error }] : []} />
      <Form encType="multipart/form-data">
        <FileField label={texts.file} hint={texts.fileHint} name="calendar" accept=".ics,text/calendar" required error={error} />
        <div><Button>{texts.look}</Button></div>
      </Form>
      <section className="flex max-w-text flex-col gap-2">
        <h2 className="text-xl">{texts.how}</h2>
        <ul className="flex list-disc flex-col gap-1 pl-6"><li>{texts.howGoogle}</li><li>{texts.howOutlook}</li><li>{texts.howApple}</li></ul>
        <p>{texts.again}</p>
      </section>
    </Page>
  )
}
