import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { activityBySlug } from '#app/domain/activities/finding/queries.server.ts'
import { answerSeat, askForSeat, giveUpSeat, postRide, type Riding, withdrawRide } from '#app/domain/activities/rides/commands.server.ts'
import { RidesScreen } from '#app/domain/activities/rides/components/rides-screen.tsx'
import { rideTexts } from '#app/domain/activities/rides/messages.ts'
import { ridesOf } from '#app/domain/activities/rides/queries.server.ts'
import { answerSchema, askSchema, needSchema, offerSchema } from '#app/domain/activities/rides/schema.ts'
import { mySignUp } from '#app/domain/activities/sign-ups/queries.server.ts'
import { closed } from '#app/domain/activities/sign-ups/rules.ts'
import { type GateArgs, requirePerson } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean, type Sql } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { sayWhen } from '#app/platform/time.ts'
import { useLanguage } from '#app/ui/frame.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { When } from '#app/ui/when.tsx'

/** For those who come; for others there is no such page. */
async function opened(args: GateArgs) {
  const visiting = await requirePerson(args)
  const { actor, person, language } = visiting
  const found = await lean(actor, async (sql) => {
    const activity = await activityBySlug(sql, args.params?.slug ?? '', language)
    const mine = activity && (await mySignUp(sql, activity.id, person.id))
    return activity && mine?.state === 'joined' ? { activity, rides: await ridesOf(sql, activity.id, person.id) } : null
  })
  return found ? { ...visiting, ...found } : notFound()
}

export async function loader(args: LoaderFunctionArgs) {
  const now = new Date()
  const { activity, rides, language } = await opened(args)
  const refused = new URL(args.request.url).searchParams.get('refused')
  return {
    language, rides,
    slug: activity.slug, title: activity.text.title, titleLanguage: activity.text.language,
    when: sayWhen(activity.startsAt, activity.endsAt, activity.zone, language, now, { allDay: activity.allDay }),
    closed: closed(activity, now) !== null,
    refused: (['full', 'already'] as const).find((reason) => reason === refused) ?? null,
  }
}

const intents = z.looseObject({ intent: z.enum(['post', 'withdraw', 'ask', 'answer', 'give-up']) })

export async function action(args: ActionFunctionArgs) {
  const now = new Date()
  const { activity, actor, person } = await opened(args)
  const here = `/activities/${activity.slug}/rides`
  const read = await readForm(args.request, intents)
  if (!read.ok) return seeOther(here)
  const { values } = read
  const refuse = (errors: Record<string, string>) => data({ values, errors }, { status: 422 })
  const about = { activityId: activity.id, now }
  const done = async (work: (sql: Sql) => Promise<Riding | void>) => {
    const result = await lean(actor, work)
    return seeOther(!result || result.ok || result.reason === 'not-found' || result.reason === 'closed' ? here : `${here}?refused=${result.reason}`)
  }
  switch (read.value.intent) {
    case 'post': {
      const offered = values.kind === 'offer' ? check(offerSchema, values) : null
      const needed = offered ? null : check(needSchema, values)
      const posted = offered?.value ?? (needed?.value && { ...needed.value, seats: null })
      if (!posted) return refuse((offered ?? needed)?.errors ?? {})
      return done((sql) => postRide(sql, { ...about, person, ...posted }))
    }
    case 'withdraw':
      return done((sql) => withdrawRide(sql, { ...about, personId: person.id }))
    case 'ask': {
      const asked = check(askSchema, values)
      if (!asked.ok) return asked.errors.ride ? seeOther(here) : refuse(asked.errors)
      return done((sql) => askForSeat(sql, { ...about, person, rideId: asked.value.ride, place: asked.value.place, phone: asked.value.phone }))
    }
    case 'answer': {
      const answered = check(answerSchema, values)
      if (!answered.ok) return answered.errors.seat || answered.errors.yes ? seeOther(here) : refuse(answered.errors)
      const { seat, yes, place, phone } = answered.value
      return done((sql) => answerSeat(sql, { ...about, personId: person.id, seatId: seat, yes: yes === 'yes', place, phone }))
    }
    case 'give-up': {
      const { seat } = values
      return isId(seat) ? done((sql) => giveUpSeat(sql, { ...about, personId: person.id, seatId: seat })) : seeOther(here)
    }
  }
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${rideTexts(loaded?.language ?? 'nb').title} · Samkraft` }, { name: 'robots', content: 'noindex' },
]

export default function Rides() {
  const { slug, title, titleLanguage, when, closed, rides, refused } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const language = useLanguage()
  const texts = rideTexts(language)
  return (
    <Page title={texts.title} intro={texts.intro} back={{ to: `/activities/${slug}`, text: texts.back }}>
      <p className="max-w-text text-lg"><strong lang={titleLanguage === language ? undefined : titleLanguage}>{title}</strong><br /><When text={when} /></p>
      {closed
        ? <Notice><p>{texts.closedText}</p></Notice>
        : <RidesScreen rides={rides} values={answered?.values ?? {}} errors={(answered?.errors ?? {}) as Record<string, string>} refused={refused} />}
    </Page>
  )
}
