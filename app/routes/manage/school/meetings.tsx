import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { setMeetings } from '#app/domain/companions/school/teaching/commands.server.ts'
import { teachingTexts } from '#app/domain/companions/school/teaching/messages.ts'
import { courseAtWork, meetingChoices, moduleAtWork } from '#app/domain/companions/school/teaching/queries.server.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { sayWhen } from '#app/platform/time.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/card.tsx'
import { Checkbox, Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { When } from '#app/ui/when.tsx'
import { idsTicked } from './course-form.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

/** Which of what the organisation has published belongs to a module. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, organisation, language } = await requireMember(args, args.params.org, 'coordinator')
  const { course: id, module: moduleId } = args.params
  if (!isId(id) || !isId(moduleId)) return notFound()
  const now = new Date()
  return lean(actor, async (sql) => {
    if (!(await courseAtWork(sql, organisation.id, id, language)) || !(await moduleAtWork(sql, id, moduleId))) return notFound()
    return { title: teachingTexts(language).meetings, slug: organisation.slug, back: `/manage/${organisation.slug}/school/${id}/modules/${moduleId}`, choices: await meetingChoices(sql, organisation.id, moduleId, { language, now }), now }
  })
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person, organisation, language } = await requireMember(args, args.params.org, 'coordinator')
  const { course: id, module: moduleId } = args.params
  if (!isId(id) || !isId(moduleId)) return notFound()
  const { values } = await readForm(args.request, z.looseObject({}))
  return lean(actor, async (sql) => {
    if (!(await courseAtWork(sql, organisation.id, id, language)) || !(await moduleAtWork(sql, id, moduleId))) return notFound()
    await setMeetings(sql, { organisationId: organisation.id, personId: person.id, now: new Date() }, moduleId, idsTicked(values, 'meet.').filter(isId))
    return seeOther(`/manage/${organisation.slug}/school/${id}/modules/${moduleId}?done=saved`)
  })
}

export default function Meetings() {
  const { title, slug, back, choices, now } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = teachingTexts(language)
  return (
    <Page title={title} intro={texts.meetingsHint} back={{ to: back, text: texts.modules }}>
      {choices.length === 0 ? <EmptyState title={texts.meetingsNone} action={<LinkButton to={`/manage/${slug}/activities/new`}>{texts.newActivity}</LinkButton>} /> : (
        <Form>
          <div className="flex flex-col gap-2">
            {choices.map((one) => <Checkbox key={one.id} name={`meet.${one.id}`} defaultChecked={one.chosen} label={one.title} hint={<When text={sayWhen(one.startsAt, one.endsAt, one.zone, language, now, { allDay: one.allDay })} />} />)}
          </div>
          <ActionBar><Button>{texts.meetingsSave}</Button></ActionBar>
        </Form>
      )}
    </Page>
  )
}
