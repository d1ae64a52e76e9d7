import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { mayPlan } from '#app/domain/activities/planning/policy.ts'
import { setMeetings } from '#app/domain/groups/planning/commands.server.ts'
import { groupPlanningTexts } from '#app/domain/groups/planning/messages.ts'
import { groupPiece, meetingChoices } from '#app/domain/groups/planning/queries.server.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { sayWhen } from '#app/platform/time.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/card.tsx'
import { Checkbox, Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { When } from '#app/ui/when.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

/** Which of what the organisation plans are the group's meetings. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, organisation, roles, language } = await requireMember(args, args.params.org)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const now = new Date()
  const [group, choices] = await lean(actor, async (sql) => [await groupPiece(sql, organisation.id, id), await meetingChoices(sql, id, organisation.id, { language, now })] as const)
  if (!group?.plans) return notFound()
  return {
    title: groupPlanningTexts(language).meetingsEdit, slug: organisation.slug, id, now, plans: mayPlan(roles),
    choices: [...choices].sort((a, b) => Number(b.chosen) - Number(a.chosen) || a.startsAt.getTime() - b.startsAt.getTime()),
  }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, organisation, person } = await requireMember(args, args.params.org)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const { values } = await readForm(args.request, z.looseObject({}))
  const chosen = Object.keys(values).filter((name) => name.startsWith('meet-')).map((name) => name.slice('meet-'.length)).filter(isId)
  return lean(actor, async (sql) => {
    if (!(await groupPiece(sql, organisation.id, id))?.plans) return notFound()
    await setMeetings(sql, { organisationId: organisation.id, personId: person.id, now: new Date() }, id, chosen)
    return redirect(`/manage/${organisation.slug}/groups/${id}?done=saved`, 303)
  })
}

export default function Screen() {
  const { slug, id, choices, plans, now } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = groupPlanningTexts(language)
  return (
    <Page title={texts.meetingsEdit} intro={texts.meetingsHint} back={{ to: `/manage/${slug}/groups/${id}`, text: texts.groups }}>
      {choices.length === 0 ? <EmptyState title={texts.meetingsNone} action={plans && <LinkButton to={`/manage/${slug}/activities/new`}>{texts.newActivity}</LinkButton>} /> : (
        <Form>
          <div className="flex flex-col gap-2">
            {choices.map((choice) => (
              <Checkbox key={choice.id} name={`meet-${choice.id}`} defaultChecked={choice.chosen} label={choice.kind === 'series' ? `${choice.title} (${texts.aSeries})` : choice.title}
                hint={<When text={sayWhen(choice.startsAt, choice.endsAt, choice.zone, language, now, { allDay: choice.allDay })} />} />
            ))}
          </div>
          <ActionBar><Button>{texts.meetingsSave}</Button></ActionBar>
        </Form>
      )}
    </Page>
  )
}
