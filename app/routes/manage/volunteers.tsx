import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { WorkplaceTabs } from '#app/domain/activities/planning/components/workplace-tabs.tsx'
import { CompanionTabs } from '#app/domain/companions/components/companion-tabs.tsx'
import { kindRulesOf } from '#app/domain/companions/requirements/queries.server.ts'
import { kinds, volunteerStates } from '#app/domain/companions/schema.ts'
import { VolunteerList } from '#app/domain/companions/volunteering/components/volunteer-list.tsx'
import { volunteeringTexts } from '#app/domain/companions/volunteering/messages.ts'
import { volunteersOf } from '#app/domain/companions/volunteering/queries.server.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${volunteeringTexts(data.language).listTitle} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { organisation, person, roles, language, actor } = await requireMember(args, args.params.org, 'coordinator')
  const now = new Date()
  const asked = new URL(args.request.url).searchParams
  const [volunteers, rules] = await lean(actor, async (sql) => [await volunteersOf(sql, { organisationId: organisation.id, personId: person.id }, { now, language }), await kindRulesOf(sql, organisation.id)] as const)
  return {
    language, now, organisation, roles, volunteers, open: rules.some((rule) => rule.welcome),
    filters: { stage: volunteerStates.find((state) => state === asked.get('stage')) ?? '' as const, kind: kinds.find((kind) => kind === asked.get('kind')) ?? '' as const },
  }
}

/** Everybody who gives or offers time, the longest wait first. */
export default function Volunteers() {
  const { organisation, roles, volunteers, open, filters, now } = useLoaderData<typeof loader>()
  const texts = volunteeringTexts(useLanguage())
  const here = `/manage/${organisation.slug}/volunteers`
  return (
    <Page title={texts.listTitle} over={organisation.name} intro={texts.listIntro}
      actions={<><LinkButton kind="quiet" to={`${here}/times`}>{texts.times}</LinkButton><LinkButton kind="plain" to={`${here}/requirements`}>{texts.requirements}</LinkButton></>}>
      <WorkplaceTabs slug={organisation.slug} roles={roles} current="companions" />
      <CompanionTabs slug={organisation.slug} current="volunteers" />
      <VolunteerList slug={organisation.slug} volunteers={volunteers} filters={filters} open={open} now={now} />
    </Page>
  )
}
