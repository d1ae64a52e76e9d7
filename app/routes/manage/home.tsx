import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { AttendanceToTake } from '#app/domain/activities/attendance/components/attendance-links.tsx'
import { attendanceToTake } from '#app/domain/activities/attendance/queries.server.ts'
import { planningTexts } from '#app/domain/activities/planning/components/messages.ts'
import { exportTexts } from '#app/domain/activities/exporting/messages.ts'
import { WorkdayScreen } from '#app/domain/activities/planning/components/workday.tsx'
import { WorkplaceTabs } from '#app/domain/activities/planning/components/workplace-tabs.tsx'
import { mayPlan, workers } from '#app/domain/activities/planning/policy.ts'
import { workday } from '#app/domain/activities/planning/queries.server.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { transaction } from '#app/platform/db.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Page } from '#app/ui/layout.tsx'
import { useLanguage } from '#app/ui/language.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.organisation.name }]

export async function loader(args: LoaderFunctionArgs) {
  const member = await requireMember(args, args.params.org, ...workers)
  const { organisation, person, roles, language, actor } = member
  const now = new Date()
  const plans = mayPlan(roles)
  const { day, taking } = await transaction(actor, async (tx, sql) => ({
    day: await workday(tx, { organisationId: organisation.id, onlyHostedBy: plans ? undefined : person.id, language, now }),
    taking: await attendanceToTake(sql, organisation.id, language, now),
  }))
  return { organisation, roles, plans, day, taking, now }
}

export default function Screen() {
  const { organisation, roles, plans, day, taking, now } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = planningTexts(language)
  return (
    <Page title={organisation.name} intro={plans ? texts.homeIntro : texts.homeHostIntro}
      actions={plans && <LinkButton to={`/manage/${organisation.slug}/activities/new`}>{texts.newActivity}</LinkButton>}>
      <WorkplaceTabs slug={organisation.slug} roles={roles} current="activities" />
      <AttendanceToTake activities={taking} slug={organisation.slug} now={now} />
      <WorkdayScreen {...day} slug={organisation.slug} mayPlan={plans} now={now} />
      {plans && <p><LinkButton kind="plain" to={`/manage/${organisation.slug}/export`}>{exportTexts(language).link}</LinkButton></p>}
    </Page>
  )
}
