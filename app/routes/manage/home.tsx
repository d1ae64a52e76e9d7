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
import { companionWaits } from '#app/domain/companions/messages.ts'
import { waitingForCoordinators } from '#app/domain/companions/queries.server.ts'
import { groupPlanningTexts } from '#app/domain/groups/planning/messages.ts'
import { managedGroups } from '#app/domain/groups/planning/queries.server.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { openingPlanningTexts } from '#app/domain/openings/planning/messages.ts'
import { openingsAtWork } from '#app/domain/openings/planning/queries.server.ts'
import { transaction } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Page } from '#app/ui/layout.tsx'
import { useLanguage } from '#app/ui/language.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.organisation.name} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const member = await requireMember(args, args.params.org, ...workers)
  const { organisation, person, roles, language, actor } = member
  const now = new Date()
  const plans = mayPlan(roles)
  const { day, taking, openings, groups, companions } = await transaction(actor, async (tx, sql) => ({
    day: await workday(tx, { organisationId: organisation.id, onlyHostedBy: plans ? undefined : person.id, language, now }),
    taking: await attendanceToTake(sql, organisation.id, language, now),
    openings: await openingsAtWork(sql, { organisationId: organisation.id, onlyContact: plans ? undefined : person.id, language }),
    groups: await managedGroups(sql, organisation.id, language),
    companions: await waitingForCoordinators(sql, organisation.id),
  }))
  // Both are counted only for those who answer them.
  const base = `/manage/${organisation.slug}`
  const waits = companionWaits(language)
  const waiting: { to: string; title: string; titleLanguage: Language; text: string }[] = [
    ...([['volunteers', '/volunteers', waits.volunteersTitle], ['requests', '/matching', waits.requestsTitle], ['words', '/pairings', waits.wordsTitle]] as const).filter(([kind]) => companions[kind] > 0)
      .map(([kind, path, title]) => ({ to: `${base}${path}`, title, titleLanguage: language, text: waits[kind](companions[kind]) })),
    ...openings.filter((one) => one.awaiting > 0).map(({ id, title, titleLanguage, awaiting }) => ({ to: `${base}/openings/${id}`, title, titleLanguage, text: openingPlanningTexts(language).awaiting(awaiting) })),
    ...groups.filter((one) => one.waiting > 0 && !one.closedAt).map((one) => ({ to: `${base}/groups/${one.id}`, title: one.name, titleLanguage: one.textLanguage, text: groupPlanningTexts(language).waits(one.waiting) })),
  ]
  return { organisation, roles, plans, day, taking, waiting, now }
}

export default function Screen() {
  const { organisation, roles, plans, day, taking, waiting, now } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = planningTexts(language)
  return (
    <Page title={organisation.name} intro={plans ? texts.homeIntro : texts.homeHostIntro}
      actions={plans && <LinkButton to={`/manage/${organisation.slug}/activities/new`}>{texts.newActivity}</LinkButton>}>
      <WorkplaceTabs slug={organisation.slug} roles={roles} current="activities" />
      {plans && <p><LinkButton kind="plain" to={`/manage/${organisation.slug}/export`}>{exportTexts(language).link}</LinkButton></p>}
      <AttendanceToTake activities={taking} slug={organisation.slug} now={now} />
      <WorkdayScreen {...day} waiting={waiting} slug={organisation.slug} mayPlan={plans} now={now} />
    </Page>
  )
}
