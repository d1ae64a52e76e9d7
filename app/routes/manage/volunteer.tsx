import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { callOffConversation, moveConversation } from '#app/domain/companions/conversations/commands.server.ts'
import { sayTimeErrors } from '#app/domain/companions/conversations/messages.ts'
import { moveTimeForm } from '#app/domain/companions/conversations/schema.ts'
import { mark, spokenWith } from '#app/domain/companions/requirements/commands.server.ts'
import { kinds } from '#app/domain/companions/schema.ts'
import { moveVolunteer, setVolunteer } from '#app/domain/companions/volunteering/commands.server.ts'
import { VolunteerScreen } from '#app/domain/companions/volunteering/components/volunteer-screen.tsx'
import { volunteeringTexts } from '#app/domain/companions/volunteering/messages.ts'
import { stepsOf, volunteerStory } from '#app/domain/companions/volunteering/queries.server.ts'
import { coordinatorSteps } from '#app/domain/companions/volunteering/rules.ts'
import { moveForm } from '#app/domain/companions/volunteering/schema.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { localTime } from '#app/platform/time.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.story.person.name ?? ''} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { organisation, person, actor, language } = await requireMember(args, args.params.org, 'coordinator')
  const { id } = args.params
  if (!isId(id)) return notFound()
  const now = new Date()
  const found = await lean(actor, async (sql) => {
    const story = await volunteerStory(sql, { organisationId: organisation.id, id, personId: person.id }, { now, language })
    return story && { story, steps: await stepsOf(sql, { volunteerId: id, organisationId: organisation.id }) }
  })
  if (!found) return notFound()
  const asked = new URL(args.request.url).searchParams
  const { story } = found
  const wanted = asked.get('do')
  const talk = story.waits.what === 'conversation' ? (['move-talk', 'cancel-talk'] as const).find((one) => one === wanted) : undefined
  const doing = talk ?? (wanted === 'set' && story.state !== 'left' ? 'set' as const : coordinatorSteps(story.state).find((step) => step === wanted) ?? null)
  const at = story.conversation && localTime(story.conversation.startsAt, story.conversation.zone)
  const two = (value: number) => String(value).padStart(2, '0')
  const talkValues = doing === 'move-talk' && at && story.conversation
    ? { day: `${at.year}-${two(at.month)}-${two(at.day)}`, clock: `${two(at.hour)}:${two(at.minute)}`, minutes: String(Math.round((+story.conversation.endsAt - +story.conversation.startsAt) / 60_000)), place: story.conversation.place }
    : {}
  return { ...found, language, now, slug: organisation.slug, doing, values: talkValues as Record<string, string>, done: asked.get('done'), refused: asked.get('refused') }
}

const setForm = z.looseObject({ capacity: z.string().trim().regex(/^([1-9]|1\d|20)$/, 'capacity_wrong') })
const markForm = z.object({ what: z.enum(['age', 'certificate-asked', 'certificate-shown', 'spoken']), reference: z.string().default('') })

export async function action(args: ActionFunctionArgs) {
  const { organisation, person, actor, language } = await requireMember(args, args.params.org, 'coordinator')
  const { id } = args.params
  if (!isId(id)) return notFound()
  const now = new Date()
  const here = `/manage/${organisation.slug}/volunteers/${id}`
  const { values } = await readForm(args.request, z.looseObject({}))
  const about = { organisationId: organisation.id, volunteerId: id }
  const wrong = (errors: Record<string, string>, status = 422) => data({ values, errors }, status)
  return lean(actor, async (sql) => {
    const story = await volunteerStory(sql, { organisationId: organisation.id, id, personId: person.id }, { now, language })
    if (!story) return notFound()
    switch (values.intent) {
      case 'step': {
        const read = check(moveForm, values)
        if (!read.ok) return 'step' in read.errors ? seeOther(here) : wrong(read.errors)
        const moved = await moveVolunteer(sql, { ...about, personId: person.id, ...read.value, language, now })
        return moved.ok ? seeOther(`${here}?done=moved`) : moved.reason === 'not_found' ? notFound() : seeOther(`${here}?refused=${moved.reason}`)
      }
      case 'set': {
        const read = check(setForm, values)
        const chosen = kinds.filter((kind) => values[`kinds.${kind}`] === 'on')
        if (!read.ok || chosen.length === 0) return wrong({ ...read.errors, ...(chosen.length === 0 ? { kinds: 'kinds_missing' } : {}) })
        const set = await setVolunteer(sql, { ...about, personId: person.id, kinds: chosen, capacity: Number(read.value.capacity), language, now })
        return set.ok ? seeOther(`${here}?done=set`) : set.reason === 'not_complete' ? wrong({ kinds: 'kinds_incomplete' }) : notFound()
      }
      case 'mark':
      case 'unmark': {
        const read = check(markForm, values)
        if (!read.ok) return seeOther(here)
        const { what, reference } = read.value
        if (what === 'spoken') {
          if (isId(reference)) await spokenWith(sql, { ...about, referenceId: reference, by: person.id, now })
        } else await mark(sql, { ...about, what, kind: what === 'age' ? null : story.asked.certificate?.kind ?? null, by: person.id, marked: values.intent === 'mark', now })
        return seeOther(`${here}?done=marked#checklist`)
      }
      case 'move-talk': {
        const read = check(moveTimeForm, values)
        if (!read.ok) return wrong(read.errors)
        const moved = await moveConversation(sql, { ...about, wanted: read.value, now })
        if (moved.ok) return seeOther(`${here}?done=talk`)
        return moved.reason === 'gone' ? seeOther(`${here}?refused=moved`) : wrong({ [moved.reason === 'day_unreadable' ? 'day' : 'clock']: moved.reason })
      }
      case 'cancel-talk': {
        await callOffConversation(sql, { volunteerId: id, by: person.id, now })
        return seeOther(`${here}?done=talk`)
      }
      default: return seeOther(here)
    }
  })
}

/** One volunteer, for coordinators. */
export default function Volunteer() {
  const { story, steps, slug, doing, values, done, refused, now } = useLoaderData<typeof loader>()
  const answered = useActionData<{ values: Record<string, string>; errors: Record<string, string> }>()
  const language = useLanguage()
  const texts = volunteeringTexts(language)
  const say = (field: string, key: string) =>
    key === 'message_missing' || key === 'message_long' || key === 'capacity_wrong' || key === 'kinds_missing' || key === 'kinds_incomplete' ? texts[key] : field === 'capacity' ? texts.capacity_wrong : field === 'message' ? texts.message_long : sayTimeErrors(language, { [field]: key })[field]!
  const errors = Object.fromEntries(Object.entries(answered?.errors ?? {}).map(([field, key]) => [field, say(field, key)]))
  const said = done === 'moved' || done === 'set' || done === 'marked' || done === 'talk' ? texts[`done_${done}`] : null
  return (
    <Page title={story.person.name ?? texts.someone} back={{ to: `/manage/${slug}/volunteers`, text: texts.listTitle }}>
      {said && !answered && <Notice kind="done" title={said} />}
      {(refused === 'moved' || refused === 'not_complete') && <Notice kind="warning" title={texts[`refused_${refused}`]} />}
      <VolunteerScreen slug={slug} story={story} steps={steps} doing={doing} values={answered?.values ?? values} errors={errors} now={now} />
    </Page>
  )
}
