import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { signUpTexts } from '#app/domain/activities/sign-ups/messages.ts'
import { JoinAll, SeriesDates } from '#app/domain/activities/series/components/series-screen.tsx'
import { seriesTexts } from '#app/domain/activities/series/messages.ts'
import { seriesBySlug } from '#app/domain/activities/series/queries.server.ts'
import { joinDates, joinSeries } from '#app/domain/activities/series/sign-ups/commands.server.ts'
import { askToSignIn } from '#app/domain/identity/commands.server.ts'
import { askingBrowser, deviceOf, visit, type Visit } from '#app/domain/identity/gate.server.ts'
import { errorText, identityTexts } from '#app/domain/identity/messages.ts'
import { email, personName } from '#app/domain/identity/schema.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { ErrorSummary } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

const read = async ({ actor, person, language }: Visit, slug: string | undefined, now: Date) =>
  (await lean(actor, (sql) => seriesBySlug(sql, slug ?? '', { language, personId: person?.id ?? null, now }))) ?? notFound()

export async function loader(args: LoaderFunctionArgs) {
  const visiting = await visit(args)
  const now = new Date()
  const series = await read(visiting, args.params.slug, now)
  return { series, person: visiting.person && { name: visiting.person.name }, language: visiting.language, now }
}

const stranger = z.object({ name: personName, email })

export async function action(args: ActionFunctionArgs) {
  const { request, params, context } = args
  const visiting = await visit(args)
  const { actor, person, language } = visiting
  const now = new Date()
  const series = await read(visiting, params.slug, now)
  const here = `/series/${series.slug}`
  const sent = await readForm(request, z.record(z.string(), z.string()))
  if (person) {
    const dates = Object.keys(sent.values).flatMap((name) => /^date-([0-9a-f-]{36})$/.exec(name)?.[1] ?? [])
    if (sent.values.join === 'dates' && dates.length === 0) return data({ errors: { dates: 'none_chosen' } as Record<string, string>, values: sent.values, busy: false }, 422)
    await lean(actor, (sql) => sent.values.join === 'dates'
      ? joinDates(sql, { seriesId: series.id, personId: person.id, dates, now }) : joinSeries(sql, { seriesId: series.id, personId: person.id, now }))
    return seeOther(`${here}#join`)
  }
  const next = series.dates.find((date) => date.cancelledAt === null && date.startsAt > now)
  if (!next) return seeOther(here)
  const typed = check(stranger, sent.values)
  if (!typed.ok) return data({ errors: typed.errors, values: sent.values, busy: false }, 422)
  const browser = askingBrowser(request)
  const asked = await askToSignIn({
    ...typed.value, language, activityId: next.id, wholeSeries: true, device: deviceOf(request), browserSecret: browser.secret, network: context.network, now,
  })
  if (!asked.ok) return data({ errors: {} as Record<string, string>, values: sent.values, busy: true }, 429)
  return seeOther('/sign-in/code', browser.cookies)
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${signUpTexts(loaded?.language ?? 'nb').joinTitle} · Samkraft` }, { name: 'robots', content: 'noindex' },
]

export default function Join() {
  const { series, person, now } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const language = useLanguage()
  const texts = signUpTexts(language), words = identityTexts(language)
  const said: Record<string, string | undefined> = {
    name: errorText(words, answered?.errors.name, 'name_missing'), email: errorText(words, answered?.errors.email, 'email_invalid'),
    dates: answered?.errors.dates && seriesTexts(language).noneChosen,
  }
  const errors = Object.fromEntries(Object.entries(said).filter((entry): entry is [string, string] => Boolean(entry[1])))
  return (
    <Page title={series.title} titleLang={series.titleLanguage === language ? undefined : series.titleLanguage} back={{ to: `/series/${series.slug}`, text: seriesTexts(language).allDates }}>
      {answered?.busy && <Notice kind="warning" title={texts.busyTitle}><p>{texts.busyText}</p></Notice>}
      <ErrorSummary errors={(['name', 'email'] as const).flatMap((name) => (errors[name] ? [{ name, text: errors[name] }] : []))} />
      <JoinAll series={series} person={person} now={now} values={answered?.values} errors={errors} />
      {person && <SeriesDates series={series} person={person} now={now} errors={errors} />}
    </Page>
  )
}
