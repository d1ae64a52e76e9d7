import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { leaveVolunteering, pauseVolunteering, resumeVolunteering } from '#app/domain/companions/volunteering/commands.server.ts'
import { MyStory } from '#app/domain/companions/volunteering/components/my-story.tsx'
import { volunteeringTexts } from '#app/domain/companions/volunteering/messages.ts'
import { myStoryWith, stepsOf } from '#app/domain/companions/volunteering/queries.server.ts'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { peopleTexts } from '#app/domain/people/messages.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${volunteeringTexts(data.language).mineTitle} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const now = new Date()
  const found = await lean(actor, async (sql) => {
    const story = await myStoryWith(sql, { personId: person.id, slug: args.params.org ?? '' }, { now, language })
    return story && { story, steps: await stepsOf(sql, { volunteerId: story.id, organisationId: story.organisation.id }) }
  })
  if (!found) return notFound()
  const asked = new URL(args.request.url).searchParams
  const { state } = found.story
  const wanted = asked.get('do')
  return { ...found, language, now, doing: wanted === 'pause' && state !== 'left' && state !== 'paused' ? 'pause' as const : wanted === 'leave' && state !== 'left' ? 'leave' as const : null, done: asked.get('done') }
}

const intents = z.object({ intent: z.enum(['pause', 'resume', 'leave']) })

export async function action(args: ActionFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const now = new Date()
  const story = await lean(actor, (sql) => myStoryWith(sql, { personId: person.id, slug: args.params.org ?? '' }, { now, language }))
  if (!story) return notFound()
  const here = `/me/volunteering/${story.organisation.slug}`
  const read = await readForm(args.request, intents)
  if (!read.ok) return seeOther(here)
  const { intent } = read.value
  const work = { pause: pauseVolunteering, resume: resumeVolunteering, leave: leaveVolunteering }[intent]
  const done = await lean(actor, (sql) => work(sql, { organisationId: story.organisation.id, personId: person.id, now }))
  return seeOther(done ? `${here}?done=${{ pause: 'paused', resume: 'resumed', leave: 'left' }[intent]}` : here)
}

/** One's own way with one organisation. */
export default function Story() {
  const { story, steps, doing, done, now } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = volunteeringTexts(language)
  const here = `/me/volunteering/${story.organisation.slug}`
  if (doing) {
    return (
      <Page title={texts[`${doing}Title`]} intro={doing === 'leave' ? texts.leaveText(story.organisation.name) : texts.pauseText} back={{ to: here, text: texts.mineAt(story.organisation.name) }}>
        {story.state === 'active' && <Notice>{doing === 'leave' ? texts.leavePairing : texts.pauseActive}</Notice>}
        <Form action={here}>
          <input type="hidden" name="intent" value={doing} />
          <ActionBar><Button kind={doing === 'leave' ? 'danger' : 'primary'}>{texts[`${doing}Now`]}</Button><LinkButton kind="quiet" to={here}>{texts.keep}</LinkButton></ActionBar>
        </Form>
      </Page>
    )
  }
  const said = done === 'sent' || done === 'saved' || done === 'paused' || done === 'resumed' || done === 'left' ? texts[`done_${done}`] : null
  return (
    <Page title={texts.mineAt(story.organisation.name)} back={{ to: '/me', text: peopleTexts(language).back }}>
      {said && <Notice kind="done" title={said} />}
      <MyStory story={story} steps={steps} now={now} />
    </Page>
  )
}
