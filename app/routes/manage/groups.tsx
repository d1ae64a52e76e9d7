import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { WorkplaceTabs } from '#app/domain/activities/planning/components/workplace-tabs.tsx'
import { mayPlan } from '#app/domain/activities/planning/policy.ts'
import { groupPlanningTexts } from '#app/domain/groups/planning/messages.ts'
import { managedGroups } from '#app/domain/groups/planning/queries.server.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState, Tag } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

/** The organisation's groups: all of them for those who plan, one's own for hosts, who may be anybody of the house. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, organisation, roles, language } = await requireMember(args, args.params.org)
  const groups = await lean(actor, (sql) => managedGroups(sql, organisation.id, language))
  return { title: groupPlanningTexts(language).groups, organisation, roles, plans: mayPlan(roles), groups }
}

export default function Screen() {
  const { organisation, roles, plans, groups } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = groupPlanningTexts(language)
  const base = `/manage/${organisation.slug}/groups`
  const add = <LinkButton to={`${base}/new`}>{texts.newGroup}</LinkButton>
  return (
    <Page title={texts.groups} intro={texts.intro} over={organisation.name} actions={plans && groups.length > 0 && add}>
      <WorkplaceTabs slug={organisation.slug} roles={roles} current="groups" />
      {groups.length === 0 ? <EmptyState title={plans ? texts.none : texts.noneHosting} action={plans && add}>{plans && <p>{texts.noneText}</p>}</EmptyState> : (
        <ul className="flex flex-col gap-3">
          {groups.map((group) => (
            <li key={group.id} className="cut settle relative flex flex-col gap-1 border border-line bg-sheet p-4 shadow-note has-[a:hover]:border-ink">
              <h2 className="text-lg"><a href={`${base}/${group.id}`} lang={group.textLanguage === language ? undefined : group.textLanguage} className="after:absolute after:inset-0">{group.name}</a></h2>
              <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-soft">
                <Tag tone={group.closedAt ? 'plain' : group.publishedAt ? 'done' : 'berry'}>{group.closedAt ? texts.state_closed : group.publishedAt ? texts.state_live : texts.state_draft}</Tag>
                <span>{group.hosts.length > 0 ? group.hosts.join(', ') : texts.noHost}</span>
                {group.waiting > 0 && <Tag tone="berry">{texts.waits(group.waiting)}</Tag>}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}
