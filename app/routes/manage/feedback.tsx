import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ledActivity } from '#app/domain/activities/attendance/queries.server.ts'
import { FeedbackScreen } from '#app/domain/activities/feedback/components/feedback-screen.tsx'
import { feedbackTexts } from '#app/domain/activities/feedback/messages.ts'
import { feedbackOf } from '#app/domain/activities/feedback/queries.server.ts'
import { summarise } from '#app/domain/activities/feedback/rules.ts'
import { workers } from '#app/domain/activities/planning/policy.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page && `${feedbackTexts(page.language).leadTitle} · ${page.activity.title} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { actor, organisation, language } = await requireMember(args, args.params.org, ...workers)
  const { id } = args.params
  if (!isId(id)) return notFound()
  return lean(actor, async (sql) => {
    const activity = await ledActivity(sql, organisation.id, id, language)
    if (!activity) return notFound()
    return { activity, slug: organisation.slug, language, summary: summarise(await feedbackOf(sql, id)) }
  })
}

export default function Screen() {
  const { activity, slug, summary } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = feedbackTexts(language)
  return (
    <Page title={texts.leadTitle} intro={texts.leadIntro} back={{ to: `/manage/${slug}/activities/${activity.id}`, text: texts.backTo }}
      over={<span lang={activity.titleLanguage === language ? undefined : activity.titleLanguage}>{activity.title}</span>}>
      <FeedbackScreen summary={summary} />
    </Page>
  )
}
