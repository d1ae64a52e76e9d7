import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { WorkplaceTabs } from '#app/domain/activities/planning/components/workplace-tabs.tsx'
import { mayPlan, workers } from '#app/domain/activities/planning/policy.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { WorkList } from '#app/domain/openings/planning/components/work-list.tsx'
import { openingPlanningTexts } from '#app/domain/openings/planning/messages.ts'
import { openingsAtWork } from '#app/domain/openings/planning/queries.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { organisation, person, roles, language, actor } = await requireMember(args, args.params.org, ...workers)
  const plans = mayPlan(roles)
  const openings = await lean(actor, (sql) => openingsAtWork(sql, { organisationId: organisation.id, onlyContact: plans ? undefined : person.id, language }))
  return { title: openingPlanningTexts(language).listTitle, organisation, roles, plans, openings, now: new Date() }
}

export default function Screen() {
  const { organisation, roles, plans, openings, now } = useLoaderData<typeof loader>()
  const texts = openingPlanningTexts(useLanguage())
  return (
    <Page title={texts.listTitle} over={organisation.name} intro={plans ? texts.listIntro : texts.listContactIntro}
      actions={plans && openings.length > 0 && <LinkButton to={`/manage/${organisation.slug}/openings/new`}>{texts.newOpening}</LinkButton>}>
      <WorkplaceTabs slug={organisation.slug} roles={roles} current="openings" />
      <WorkList openings={openings} slug={organisation.slug} mayPlan={plans} now={now} />
    </Page>
  )
}
