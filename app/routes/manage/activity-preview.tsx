import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ActivityStory } from '#app/domain/activities/finding/components/activity-story.tsx'
import { roomIn } from '#app/domain/activities/finding/rules.ts'
import { planningTexts } from '#app/domain/activities/planning/components/messages.ts'
import { planners } from '#app/domain/activities/planning/policy.ts'
import { seenByStrangers, workpiece } from '#app/domain/activities/planning/queries.server.ts'
import { sayToPublish, seriesPlanningTexts } from '#app/domain/activities/series/components/messages.ts'
import { toPublish } from '#app/domain/activities/series/queries.server.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { transaction } from '#app/platform/db.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { inLanguage } from '#app/platform/language.ts'
import { safeHtml } from '#app/platform/markdown.server.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PathSteps } from '#app/ui/path.tsx'
import { tiles } from './activity-form.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.activity.text.title} · Samkraft` }]

/** The activity as a stranger will meet it, before anybody does. */
export async function loader(args: LoaderFunctionArgs) {
  const member = await requireMember(args, args.params.org, ...planners)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const now = new Date()
  return transaction(member.actor, async (tx, sql) => {
    const planned = await workpiece(tx, member.organisation.id, id)
    if (!planned) return notFound()
    const activity = await seenByStrangers(tx, planned, member.language)
    return {
      activity, html: safeHtml(activity.text.description), room: roomIn(activity, now), now, tiles: tiles(),
      address: `/manage/${member.organisation.slug}/activities/${id}`,
      draft: !planned.publishedAt && !planned.cancelledAt, passed: planned.startsAt <= now,
      series: await toPublish(sql, planned, now),
    }
  })
}

export default function Screen() {
  const { activity, html, room, now, tiles, address, draft, passed, series } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = planningTexts(language)
  return (
    <Page title={activity.text.title} titleLang={activity.text.language === language ? undefined : activity.text.language} back={{ to: address, text: texts.back }}
      over={`${inLanguage(activity.kind.names, language) ?? activity.kind.slug} · ${activity.organisation.name}`}>
      {draft && <PathSteps label={texts.steps} steps={[{ label: texts.stepWrite, to: `${address}/edit` }, texts.stepLook, texts.stepPublish]} current={1} />}
      <Notice title={texts.previewTitle}>
        <p>{draft ? texts.previewIntro : texts.previewPublished}</p>
        {series && <p>{sayToPublish(series, language, now)}</p>}
      </Notice>
      {draft && passed && <Notice kind="warning" title={texts.refused_starts_in_past} />}
      <ActivityStory activity={activity} html={html} room={room} language={language} now={now} tiles={tiles} preview={draft} />
      <ActionBar>
        {draft && !passed && (
          <Form action={address} className="contents">
            <input type="hidden" name="intent" value="publish" />
            <Button>{series?.made && series.dates > 1 ? seriesPlanningTexts(language).publishAll(series.dates) : texts.publish}</Button>
          </Form>
        )}
        <LinkButton kind={draft && !passed ? 'quiet' : 'primary'} to={`${address}/edit`}>{texts.edit}</LinkButton>
      </ActionBar>
    </Page>
  )
}
