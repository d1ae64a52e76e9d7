import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { workers } from '#app/domain/activities/planning/policy.ts'
import { handleReports } from '#app/domain/groups/board/commands.server.ts'
import { emergencyNumber, openReports } from '#app/domain/groups/board/queries.server.ts'
import { comingMeetings } from '#app/domain/groups/finding/queries.server.ts'
import { answerRequest, askToHost, endHosting, nameHost, takeOut } from '#app/domain/groups/hosting/commands.server.ts'
import { hostChoices, hostsOfGroup, placesIn } from '#app/domain/groups/hosting/queries.server.ts'
import { closeGroup, publishGroup, reopenGroup } from '#app/domain/groups/planning/commands.server.ts'
import { Hosts } from '#app/domain/groups/planning/components/group-hosts.tsx'
import { Confirm, GroupActions, MeetingList, Places, Reports } from '#app/domain/groups/planning/components/group-workpiece.tsx'
import { groupPlanningTexts, saidBy } from '#app/domain/groups/planning/messages.ts'
import { groupPiece } from '#app/domain/groups/planning/queries.server.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { email } from '#app/domain/identity/schema.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { Tag } from '#app/ui/card.tsx'
import { ErrorSummary } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

/** One group as those who run it see it. Anybody of the house may host; for who neither hosts nor plans there is no such page. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, organisation, roles, person, language } = await requireMember(args, args.params.org)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const asked = new URL(args.request.url).searchParams
  const now = new Date()
  return lean(actor, async (sql) => {
    const group = await groupPiece(sql, organisation.id, id)
    if (!group?.plans) return notFound()
    const places = group.leads ? await placesIn(sql, id) : null
    const doing = asked.get('do')
    const place = places?.find((one) => one.id === asked.get('place') && one.state !== 'asked')
    if (doing && !(doing === 'close' ? !group.closedAt : doing === 'take-out' && place)) return notFound()
    return {
      title: (group.texts[language] ?? group.texts[group.language])?.name ?? '', titleLanguage: group.texts[language] ? language : group.language,
      organisation, group, places, doing: doing as 'close' | 'take-out' | null, place,
      works: roles.some((role) => (workers as readonly string[]).includes(role)),
      reports: group.leads ? await openReports(sql, id) : [], number: await emergencyNumber(sql, organisation.country),
      hosts: await hostsOfGroup(sql, id, person.id), choices: await hostChoices(sql, id, organisation.id), meetings: await comingMeetings(sql, id, { language, now }),
      now, done: asked.get('done'), refused: asked.get('refused'),
    }
  })
}

const intents = z.looseObject({ intent: z.enum(['publish', 'close', 'reopen', 'name-host', 'ask-host', 'end-hosting', 'yes', 'no', 'take-out', 'handle', 'handle-hide']) })
const oneEmail = z.object({ email })

export async function action(args: ActionFunctionArgs) {
  const { actor, organisation, person } = await requireMember(args, args.params.org)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const read = await readForm(args.request, intents)
  if (!read.ok) return notFound()
  const { values } = read
  const now = new Date()
  const here = `/manage/${organisation.slug}/groups/${id}`
  const done = (what: string) => redirect(`${here}?done=${what}`, 303)
  const wrong = (errors: Record<string, string>) => data({ values, errors }, 422)
  return lean(actor, async (sql) => {
    const group = await groupPiece(sql, organisation.id, id)
    if (!group?.plans) return notFound()
    const planner = { organisationId: organisation.id, personId: person.id, now }
    const leading = { ...planner, groupId: id }
    const one = (name: string) => (isId(values[name]) ? values[name] : notFound())
    const lived = (outcome: { ok: true } | { ok: false; reason: string }, what: string) => (outcome.ok ? done(what) : redirect(`${here}?refused=${outcome.reason}`, 303))
    switch (read.value.intent) {
      case 'publish': return lived(await publishGroup(sql, planner, id), 'published')
      case 'close': return lived(await closeGroup(sql, planner, id), 'closed')
      case 'reopen': return lived(await reopenGroup(sql, planner, id), 'reopened')
      case 'name-host': return isId(values.host) ? lived(await nameHost(sql, leading, values.host), 'named') : wrong({ host: 'host_missing' })
      case 'ask-host': {
        const form = check(oneEmail, values)
        if (!form.ok) return wrong(form.errors)
        await askToHost(sql, leading, form.value.email)
        return done('asked')
      }
      case 'end-hosting': await endHosting(sql, leading, one('host')); return done('ended')
    }
    // What follows is for those who answer for the group; for planners it is not there.
    if (!group.leads) return notFound()
    switch (read.value.intent) {
      case 'yes':
      case 'no': return (await answerRequest(sql, leading, { placeId: one('place'), yes: read.value.intent === 'yes' })) ? done(read.value.intent) : redirect(here, 303)
      case 'take-out': return (await takeOut(sql, leading, one('place'))) ? done('out') : redirect(here, 303)
      case 'handle':
      case 'handle-hide': return (await handleReports(sql, leading, { reportId: one('report'), hide: read.value.intent === 'handle-hide' })) ? done('handled') : redirect(here, 303)
    }
  })
}

export default function Screen() {
  const { title, titleLanguage, organisation, group, places, doing, place, works, reports, number, hosts, choices, meetings, now, done, refused } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const language = useLanguage()
  const texts = groupPlanningTexts(language)
  const base = `/manage/${organisation.slug}/groups/${group.id}`
  if (doing) {
    const draft = !group.publishedAt
    return (
      <Page title={doing === 'close' ? (draft ? `${texts.discard}?` : texts.closeTitle) : texts.takeOutTitle(place!.called)} back={{ to: base, text: title }}>
        {doing === 'close' ? <Confirm text={draft ? texts.closeDraftText : texts.closeText} intent="close" yes={draft ? texts.discardYes : texts.closeYes} back={base} />
          : <Confirm text={texts.takeOutText} intent="take-out" more={{ place: place!.id }} yes={texts.takeOutYes} back={base} />}
      </Page>
    )
  }
  const errors = Object.fromEntries(Object.entries(answered?.errors ?? {}).map(([name, key]) => [name, saidBy(texts, '', key) ?? texts.invalid]))
  const shared = { zone: organisation.zone, now }
  const [said, no] = [saidBy(texts, 'done_', done), saidBy(texts, 'refused_', refused)]
  return (
    <Page title={title} titleLang={titleLanguage === language ? undefined : titleLanguage} back={works ? { to: `/manage/${organisation.slug}/groups`, text: texts.groups } : { to: `/groups/${group.slug}`, text: title }}
      over={<Tag tone={group.closedAt ? 'plain' : group.publishedAt ? 'done' : 'berry'}>{group.closedAt ? texts.state_closed : group.publishedAt ? texts.state_live : texts.state_draft}</Tag>}>
      <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
      {said && !answered && <Notice kind="done" title={said} />}
      {no && !answered && <Notice kind="warning" title={no} />}
      <Reports reports={reports} number={number} {...shared} />
      {!group.publishedAt && <GroupActions group={group} base={base} />}
      {places && group.publishedAt && <Places places={places} group={group} {...shared} />}
      <Hosts hosts={hosts} choices={choices} edits={!group.closedAt} now={now} values={answered?.values} errors={errors} />
      {!group.closedAt && <MeetingList meetings={meetings} now={now} base={base} />}
      {group.publishedAt && <GroupActions group={group} base={base} />}
      {!places && group.publishedAt && <p className="max-w-text text-soft">{texts.membersOnly}</p>}
    </Page>
  )
}
