import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { WorkplaceTabs } from '#app/domain/activities/planning/components/workplace-tabs.tsx'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { HelpLineForm, HelpLineList } from '#app/domain/organisations/components/help-lines.tsx'
import { organisationTexts } from '#app/domain/organisations/messages.ts'
import { helpLineDeedForm, helpLineForm } from '#app/domain/organisations/schema.ts'
import { removeHelpLine, saveHelpLine } from '#app/domain/support/commands.server.ts'
import { type Country, helpLinesToEdit } from '#app/domain/support/queries.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Page } from '#app/ui/layout.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { actor, organisation, roles, language } = await requireMember(args, args.params.org, 'administrator')
  const asked = new URL(args.request.url).searchParams
  const lines = await lean(actor, (sql) => helpLinesToEdit(sql, organisation.country as Country))
  const wanted = asked.get('line')
  const line = wanted && wanted !== 'new' ? lines.find(({ id }) => id === wanted) ?? notFound() : null
  const texts = organisationTexts(language)
  return { title: wanted === 'new' ? texts.addLine : texts.helpLines, view: wanted ? 'form' as const : 'list' as const, line, lines, organisation,
    roles, today: new Date().toISOString().slice(0, 10), done: asked.has('done') }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, organisation } = await requireMember(args, args.params.org, 'administrator')
  const { values } = await readForm(args.request, z.looseObject({}))
  const keeper = { organisationId: organisation.id, country: organisation.country as Country }
  const base = `/manage/${organisation.slug}/help-lines`
  if (values.intent === 'remove') {
    const form = check(helpLineDeedForm, values)
    if (form.ok) await lean(actor, (sql) => removeHelpLine(sql, keeper, form.value.line))
    return redirect(`${base}?done`, 303)
  }
  const form = check(helpLineForm, values)
  if (!form.ok) return data({ values, errors: form.errors }, 422)
  const { line, nb, sv, en, hours_nb, hours_sv, hours_en, ...rest } = form.value
  const saved = await lean(actor, (sql) => saveHelpLine(sql, keeper, { ...rest, lineId: line, names: { nb, sv, en }, hours: { nb: hours_nb, sv: hours_sv, en: hours_en } }))
  return saved.ok ? redirect(`${base}?done`, 303) : data({ values, errors: { nb: saved.reason } as Record<string, string> }, 422)
}

export default function Screen() {
  const { title, view, line, lines, organisation, roles, today, done } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const texts = organisationTexts(useLanguage())
  const base = `/manage/${organisation.slug}/help-lines`
  return (
    <Page title={title} intro={texts.helpLinesIntro(texts[organisation.country === 'SE' ? 'SE' : 'NO'])}
      back={view === 'form' ? { to: base, text: texts.helpLines } : undefined}
      actions={view === 'list' && <LinkButton to={`${base}?line=new`}>{texts.addLine}</LinkButton>}>
      {view === 'list' && <WorkplaceTabs slug={organisation.slug} roles={roles} current="help-lines" />}
      {done && <Notice kind="done">{texts.done_saved}</Notice>}
      {view === 'list' ? <HelpLineList lines={lines} base={base} /> : <HelpLineForm line={line} today={today} answered={answered} base={base} />}
    </Page>
  )
}
