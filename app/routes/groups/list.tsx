import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { GroupNotes } from '#app/domain/groups/finding/components/group-notes.tsx'
import { listedGroups } from '#app/domain/groups/finding/queries.server.ts'
import { groupTexts } from '#app/domain/groups/messages.ts'
import { soughtWords } from '#app/domain/groups/rules.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { publicPage } from '#app/platform/http/respond.server.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/card.tsx'
import { Field, Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { alternates } from '../activities/alternates.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await visit(args)
  const q = (new URL(args.request.url).searchParams.get('q') ?? '').trim().slice(0, 100)
  const groups = await lean(actor, (sql) => listedGroups(sql, { language, words: soughtWords(q) }))
  return data({ groups, q, language, appUrl: env().APP_URL }, { headers: person ? {} : publicPage })
}
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data: page }) => {
  if (!page) return []
  const texts = groupTexts(page.language)
  return [
    { title: texts.listHead }, { name: 'description', content: texts.listSummary },
    { property: 'og:title', content: texts.listTitle }, { property: 'og:description', content: texts.listSummary },
    ...(page.q ? [{ name: 'robots', content: 'noindex, follow' }] : alternates(`${page.appUrl}/groups`)),
  ]
}

export default function List() {
  const { groups, q } = useLoaderData<typeof loader>()
  const texts = groupTexts(useLanguage())
  return (
    <Page title={texts.listTitle} intro={texts.listIntro}>
      {(groups.length > 0 || q) && (
        <Form method="get" action="/groups" className="flex max-w-text flex-wrap items-end gap-3">
          <div className="min-w-0 grow"><Field label={texts.searchLabel} hint={texts.searchHint} name="q" type="search" defaultValue={q} maxLength={100} autoComplete="off" /></div>
          <Button kind="quiet">{texts.search}</Button>
        </Form>
      )}
      {groups.length > 0 ? <GroupNotes groups={groups} />
        : q ? <EmptyState title={texts.nothingFound} action={<LinkButton to="/groups" kind="quiet">{texts.seeAll}</LinkButton>}><p>{texts.nothingFoundText}</p></EmptyState>
          : <EmptyState title={texts.noneTitle} action={<LinkButton to="/activities">{texts.seeActivities}</LinkButton>}><p>{texts.noneText}</p></EmptyState>}
      {q && groups.length > 0 && <p><LinkButton to="/groups" kind="plain">{texts.seeAll}</LinkButton></p>}
    </Page>
  )
}
