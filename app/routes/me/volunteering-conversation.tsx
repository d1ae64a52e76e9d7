import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { bookConversation, callOffConversation } from '#app/domain/companions/conversations/commands.server.ts'
import { ChooseTime } from '#app/domain/companions/conversations/components/choose-time.tsx'
import { conversationTexts } from '#app/domain/companions/conversations/messages.ts'
import { freeTimes } from '#app/domain/companions/conversations/queries.server.ts'
import { volunteeringTexts } from '#app/domain/companions/volunteering/messages.ts'
import { myStoryWith } from '#app/domain/companions/volunteering/queries.server.ts'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { sayWhen } from '#app/platform/time.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/card.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { When } from '#app/ui/when.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${conversationTexts(data.language).title} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const now = new Date()
  const found = await lean(actor, async (sql) => {
    const story = await myStoryWith(sql, { personId: person.id, slug: args.params.org ?? '' }, { now, language })
    return story && { story, times: story.state === 'talking' ? await freeTimes(sql, { organisationId: story.organisation.id, personId: person.id, now }) : [] }
  })
  if (!found) return notFound()
  const { story, times } = found
  // Nothing to choose here: the story says why.
  if (story.state !== 'talking' || story.waits.what === 'decide') throw seeOther(`/me/volunteering/${story.organisation.slug}`)
  const asked = new URL(args.request.url).searchParams
  return { language, now, organisation: story.organisation, conversation: story.conversation, times, cancelling: asked.get('do') === 'cancel' && story.conversation !== null, done: asked.get('done'), refused: asked.get('refused') }
}

const form = z.object({ intent: z.enum(['book', 'cancel']), time: z.string().default('') })

export async function action(args: ActionFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const now = new Date()
  const story = await lean(actor, (sql) => myStoryWith(sql, { personId: person.id, slug: args.params.org ?? '' }, { now, language }))
  if (!story) return notFound()
  const here = `/me/volunteering/${story.organisation.slug}/conversation`
  const read = await readForm(args.request, form)
  if (!read.ok) return seeOther(here)
  const { intent, time } = read.value
  if (intent === 'cancel') {
    await lean(actor, (sql) => callOffConversation(sql, { volunteerId: story.id, by: person.id, now }))
    return seeOther(`${here}?done=cancelled`)
  }
  if (!isId(time)) return seeOther(here)
  const booked = await lean(actor, (sql) => bookConversation(sql, { organisationId: story.organisation.id, personId: person.id, timeId: time, now }))
  return seeOther(booked.ok ? `${here}?done=${booked.moved ? 'moved' : 'booked'}` : `${here}?refused=${booked.reason}`)
}

/** Agreeing on a talk: choosing a time, another one, or none after all. */
export default function Conversation() {
  const { organisation, conversation, times, cancelling, done, refused, now } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = conversationTexts(language)
  const story = `/me/volunteering/${organisation.slug}`
  const here = `${story}/conversation`
  if (cancelling) {
    return (
      <Page title={texts.cancelTitle} intro={texts.cancelIntro} back={{ to: here, text: texts.title }}>
        <Form action={here}><input type="hidden" name="intent" value="cancel" /><ActionBar><Button kind="danger">{texts.cancelNow}</Button><LinkButton kind="quiet" to={here}>{texts.keep}</LinkButton></ActionBar></Form>
      </Page>
    )
  }
  return (
    <Page title={texts.title} intro={conversation ? undefined : texts.intro(organisation.name)} back={{ to: story, text: volunteeringTexts(language).mineAt(organisation.name) }}>
      {(done === 'booked' || done === 'moved' || done === 'cancelled') && <Notice kind="done" title={texts[`done_${done}`]} />}
      {(refused === 'taken' || refused === 'moved') && <Notice kind="warning" title={texts[`refused_${refused}`]} />}
      {conversation && (
        <>
          <DefinitionList items={[{ term: texts.agreed, detail: <><strong><When text={sayWhen(conversation.startsAt, conversation.endsAt, conversation.zone, language, now)} /></strong><br />{conversation.place}{conversation.name && <><br />{texts.with(conversation.name.split(' ')[0]!)}</>}</> }]} />
          <p><LinkButton kind="plain" to={`${here}?do=cancel`}>{texts.cancel}</LinkButton></p>
          {times.length > 0 && <h2 className="text-2xl">{texts.move}</h2>}
        </>
      )}
      {(times.length > 0 || !conversation) && <ChooseTime times={times} action={here} now={now} />}
    </Page>
  )
}
