import { type ActionFunctionArgs, data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { closed } from '#app/domain/activities/sign-ups/rules.ts'
import { invitationOfToken } from '#app/domain/activities/together/answer.server.ts'
import { comeAlong, stayAway } from '#app/domain/activities/together/joining/commands.server.ts'
import { togetherTexts } from '#app/domain/activities/together/messages.ts'
import { invitationOf } from '#app/domain/activities/together/queries.server.ts'
import { type GateArgs, visit } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { sayWhen } from '#app/platform/time.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/card.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { When } from '#app/ui/when.tsx'

/** Somebody asks somebody along. Looking changes nothing; saying yes takes a sign-in, so that we know who comes. */
async function opened(args: GateArgs, now: Date) {
  const visiting = await visit(args)
  const id = invitationOfToken(args.params?.token)
  const invitation = id && (await lean(visiting.actor, (sql) => invitationOf(sql, id, visiting.language, now)))
  return invitation ? { ...visiting, invitation } : notFound()
}

export async function loader(args: LoaderFunctionArgs) {
  const now = new Date()
  const { invitation, person, language } = await opened(args, now)
  const parameters = new URL(args.request.url).searchParams
  const choose = <T extends string>(name: string, values: readonly T[]) => values.find((value) => value === parameters.get(name)) ?? null
  const { title, titleLanguage, area, startsAt, endsAt, zone, allDay, slug, inviterName } = invitation
  const mine = person !== null && invitation.invitedId === person.id
  const open = invitation.open && !closed(invitation, now)
  return data(
    {
      language, token: args.params.token ?? '', inviterName, open,
      // Whoever comes too late learns no more than that.
      activity: open || mine ? { slug, title, titleLanguage, where: area, when: sayWhen(startsAt, endsAt, zone, language, now, { allDay }) } : null,
      own: person?.id === invitation.inviterId, signedIn: person !== null,
      done: choose('done', ['joined', 'waiting', 'no']), refused: choose('refused', ['paired', 'not-open']),
    },
    { headers: { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' } },
  )
}
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export async function action(args: ActionFunctionArgs) {
  const now = new Date()
  const { invitation, actor, person } = await opened(args, now)
  const here = `/together/${args.params.token}`
  const read = await readForm(args.request, z.object({ answer: z.enum(['yes', 'no']) }))
  if (!read.ok) return seeOther(here)
  if (read.value.answer === 'no') {
    await lean(actor, (sql) => stayAway(sql, { invitationId: invitation.id, now }))
    return seeOther(`${here}?done=no`)
  }
  if (!person) return seeOther(`/sign-in?to=${encodeURIComponent(here)}`)
  const answered = await lean(actor, (sql) => comeAlong(sql, { invitationId: invitation.id, person, now }))
  if (!answered.ok) return seeOther(answered.reason === 'paired' || answered.reason === 'not-open' ? `${here}?refused=${answered.reason}` : here)
  return seeOther(`${here}?done=${answered.state === 'joined' ? 'joined' : 'waiting'}`)
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: loaded ? `${togetherTexts(loaded.language).askTitle(loaded.inviterName)} · Samkraft` : 'Samkraft' }, { name: 'robots', content: 'noindex' },
]

export default function Invited() {
  const { token, inviterName, open, activity, own, signedIn, done, refused } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = togetherTexts(language)
  const gone = !open && !done
  return (
    <Page title={gone ? texts.goneTitle : texts.askTitle(inviterName)}>
      {done && <Notice kind="done" title={{ joined: texts.doneJoined, waiting: texts.doneWaiting, no: texts.declined }[done]} />}
      {refused && <Notice kind="warning"><p>{refused === 'paired' ? texts.pairedText : texts.notOpenText}</p></Notice>}
      {activity && (
        <div className="max-w-text">
          <p className="text-xl font-bold" lang={activity.titleLanguage === language ? undefined : activity.titleLanguage}>{activity.title}</p>
          <DefinitionList items={[{ term: texts.when, detail: <When text={activity.when} /> }, ...(activity.where ? [{ term: texts.where, detail: activity.where }] : [])]} />
        </div>
      )}
      {gone && <p className="max-w-text">{texts.goneText}</p>}
      {open && !done && (own
        ? <Notice><p>{texts.ownText}</p></Notice>
        : (
          <Form className="flex flex-col items-start gap-4">
            <p className="max-w-text">{texts.askText(inviterName)}</p>
            {signedIn
              ? <Button name="answer" value="yes" wide>{texts.askYes(inviterName)}</Button>
              : <><p className="max-w-text">{texts.askSignInText}</p><LinkButton to={`/sign-in?to=${encodeURIComponent(`/together/${token}`)}`} wide>{texts.askSignIn}</LinkButton></>}
            <Button name="answer" value="no" kind="plain">{texts.askNo}</Button>
          </Form>
        ))}
      {activity && done !== 'no' && <p><LinkButton to={`/activities/${activity.slug}`} kind="plain">{texts.seeActivity}</LinkButton></p>}
    </Page>
  )
}
