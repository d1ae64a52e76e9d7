import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { JoinBox } from '#app/domain/activities/finding/components/join-box.tsx'
import { activityBySlug } from '#app/domain/activities/finding/queries.server.ts'
import { roomIn } from '#app/domain/activities/finding/rules.ts'
import { chooseVisible, joinActivity } from '#app/domain/activities/sign-ups/commands.server.ts'
import { signUpTexts } from '#app/domain/activities/sign-ups/messages.ts'
import { mySignUp } from '#app/domain/activities/sign-ups/queries.server.ts'
import { askToSignIn } from '#app/domain/identity/commands.server.ts'
import { askingBrowser, deviceOf, visit } from '#app/domain/identity/gate.server.ts'
import { errorText, identityTexts } from '#app/domain/identity/messages.ts'
import { email, personName } from '#app/domain/identity/schema.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { sayWhen } from '#app/platform/time.ts'
import { ErrorSummary } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Page } from '#app/ui/layout.tsx'
import { When } from '#app/ui/when.tsx'
import { Notice } from '#app/ui/notice.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await visit(args)
  const now = new Date()
  const found = await lean(actor, async (sql) => {
    const activity = await activityBySlug(sql, args.params.slug ?? '', language)
    return activity && { activity, mine: person && (await mySignUp(sql, activity.id, person.id)) }
  })
  if (!found) return notFound()
  const { activity, mine } = found
  const room = roomIn(activity, now)
  // Nothing to ask here: the activity's own page says why, or that it is done.
  if (['cancelled', 'over', 'begun'].includes(room.state) || (mine && mine.state !== 'left')) throw seeOther(`/activities/${activity.slug}`)
  return {
    language, room, mine,
    slug: activity.slug,
    title: activity.text.title,
    titleLanguage: activity.text.language,
    when: sayWhen(activity.startsAt, activity.endsAt, activity.zone, language, now, { allDay: activity.allDay }),
    person: person && { name: person.name },
  }
}

const stranger = z.object({ name: personName, email })
const signedIn = z.object({ visible: z.enum(['yes', 'no']).optional() })

export async function action(args: ActionFunctionArgs) {
  const { request, params, context } = args
  const { actor, person, language } = await visit(args)
  const now = new Date()
  const activity = await lean(actor, (sql) => activityBySlug(sql, params.slug ?? '', language))
  if (!activity) return notFound()
  const page = `/activities/${activity.slug}`

  if (person) {
    const read = await readForm(request, signedIn)
    const visible = read.value?.visible
    await lean(actor, async (sql) => {
      // Showing or hiding one's name is not joining, also when one has left in another window.
      if (visible) await chooseVisible(sql, { activityId: activity.id, personId: person.id, visible: visible === 'yes' })
      else await joinActivity(sql, { activityId: activity.id, personId: person.id, now })
    })
    return seeOther(`${page}#join`)
  }

  if (['cancelled', 'over', 'begun'].includes(roomIn(activity, now).state)) return seeOther(page)
  const read = await readForm(request, stranger)
  if (!read.ok) return data({ errors: read.errors, values: read.values, busy: false }, { status: 422 })
  const browser = askingBrowser(request)
  const asked = await askToSignIn({
    ...read.value, language, activityId: activity.id, device: deviceOf(request), browserSecret: browser.secret, network: context.network, now,
  })
  if (!asked.ok) return data({ errors: {}, values: read.values, busy: true }, { status: 429 })
  return seeOther('/sign-in/code', browser.cookies)
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${signUpTexts(loaded?.language ?? 'nb').joinTitle} · Samkraft` }, { name: 'robots', content: 'noindex' },
]

export default function Join() {
  const { slug, title, titleLanguage, when, room, mine, person } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const language = useLanguage()
  const texts = signUpTexts(language)
  const words = identityTexts(language)
  const errors = {
    name: errorText(words, answered?.errors.name, 'name_missing'),
    email: errorText(words, answered?.errors.email, 'email_invalid'),
  }
  return (
    <Page title={title} titleLang={titleLanguage === language ? undefined : titleLanguage} intro={<When text={when} />} back={{ to: `/activities/${slug}`, text: texts.backToActivity }}>
      {answered?.busy && <Notice kind="warning" title={texts.busyTitle}><p>{texts.busyText}</p></Notice>}
      <ErrorSummary errors={(['name', 'email'] as const).flatMap((name) => (errors[name] ? [{ name, text: errors[name] }] : []))} />
      <JoinBox slug={slug} room={room} language={language} person={person} mine={mine} others={[]} values={answered?.values}
        errors={{ ...(errors.name ? { name: errors.name } : {}), ...(errors.email ? { email: errors.email } : {}) }} />
    </Page>
  )
}
