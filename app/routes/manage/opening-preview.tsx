import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { planners } from '#app/domain/activities/planning/policy.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { OpeningStory } from '#app/domain/openings/finding/components/opening-story.tsx'
import { openingWords } from '#app/domain/openings/messages.ts'
import { Post } from '#app/domain/openings/planning/components/opening-work.tsx'
import { openingPlanningTexts } from '#app/domain/openings/planning/messages.ts'
import { openingPlanned, seenByStrangers } from '#app/domain/openings/planning/queries.server.ts'
import { publishingRefused } from '#app/domain/openings/planning/rules.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { safeHtml } from '#app/platform/markdown.server.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PathSteps } from '#app/ui/path.tsx'
import { tiles } from './activity-form.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.opening.text.title} · Samkraft` }]

/** The opening as a stranger will meet it, before anybody does. */
export async function loader(args: LoaderFunctionArgs) {
  const { organisation, actor, language } = await requireMember(args, args.params.org, ...planners)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const now = new Date()
  return lean(actor, async (sql) => {
    const planned = await openingPlanned(sql, organisation.id, id)
    if (!planned) return notFound()
    const opening = await seenByStrangers(sql, planned, language, now)
    return {
      opening, html: safeHtml(opening.text.description), now, tiles: tiles(), address: `/manage/${organisation.slug}/openings/${id}`,
      draft: !planned.publishedAt && !planned.closedAt, refused: planned.publishedAt ? null : publishingRefused(planned, now),
    }
  })
}

export default function Screen() {
  const { opening, html, now, tiles, address, draft, refused } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = openingPlanningTexts(language)
  const publishable = draft && !refused
  return (
    <Page title={opening.text.title} titleLang={opening.text.language === language ? undefined : opening.text.language} back={{ to: address, text: texts.back }}
      over={`${openingWords(language)[`kind_${opening.kind}`]} · ${opening.organisation.name}`}>
      {draft && <PathSteps label={texts.steps} steps={[{ label: texts.stepWrite, to: `${address}/edit` }, texts.stepLook, texts.stepPublish]} current={1} />}
      <Notice title={texts.previewTitle}><p>{draft ? texts.previewIntro : texts.previewPublished}</p></Notice>
      {draft && refused && <Notice kind="warning" title={texts[`refused_${refused}`]} />}
      <OpeningStory opening={opening} html={html} language={language} now={now} tiles={tiles} preview />
      <ActionBar>
        {publishable && <Post action={address} intent="publish"><Button>{texts.publish}</Button></Post>}
        <LinkButton kind={publishable ? 'quiet' : 'primary'} to={`${address}/edit`}>{texts.edit}</LinkButton>
      </ActionBar>
    </Page>
  )
}
