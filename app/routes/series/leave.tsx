import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { seriesTexts } from '#app/domain/activities/series/messages.ts'
import { seriesBySlug } from '#app/domain/activities/series/queries.server.ts'
import { leaveSeries } from '#app/domain/activities/series/sign-ups/commands.server.ts'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const series = await lean(actor, (sql) => seriesBySlug(sql, args.params.slug ?? '', { language, personId: person.id, now: new Date() }))
  if (!series) return notFound()
  const mine = series.always || series.dates.some((date) => date.cancelledAt === null && date.mine !== null && date.mine !== 'left')
  return { slug: series.slug, title: series.title, titleLanguage: series.titleLanguage, mine, language }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const now = new Date()
  const slug = await lean(actor, async (sql) => {
    const series = await seriesBySlug(sql, args.params.slug ?? '', { language, personId: person.id, now })
    if (series) await leaveSeries(sql, { seriesId: series.id, personId: person.id, now })
    return series?.slug
  })
  return slug ? seeOther(`/series/${slug}/leave`) : notFound()
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: `${seriesTexts(loaded?.language ?? 'nb').leaveAll} · Samkraft` }, { name: 'robots', content: 'noindex' }]

export default function Leave() {
  const { slug, title, titleLanguage, mine } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = seriesTexts(language)
  const back = `/series/${slug}`
  return (
    <Page title={mine ? texts.leaveAllSure : title} titleLang={mine || titleLanguage === language ? undefined : titleLanguage} back={{ to: back, text: texts.allDates }}>
      {mine
        ? (
          <Form>
            <p className="max-w-text text-lg"><strong lang={titleLanguage === language ? undefined : titleLanguage}>{title}</strong></p>
            <p className="max-w-text">{texts.leaveAllText}</p>
            <ActionBar><Button>{texts.leaveAll}</Button><LinkButton kind="quiet" to={back}>{texts.stay}</LinkButton></ActionBar>
          </Form>
        )
        : <Notice kind="done" title={texts.leftDone}><p><a href={back} className="link inline-flex min-h-11 items-center">{texts.allDates}</a></p></Notice>}
    </Page>
  )
}
