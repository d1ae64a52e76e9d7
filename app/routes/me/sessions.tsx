import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { letOut, requirePerson } from '#app/domain/identity/gate.server.ts'
import { identityTexts } from '#app/domain/identity/messages.ts'
import { revokeOtherSessions, revokeSession } from '#app/domain/identity/sessions/commands.server.ts'
import { sessionsOf } from '#app/domain/identity/sessions/queries.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { sayDay, sayTime } from '#app/platform/time.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { person, language } = await requirePerson(args)
  const now = new Date()
  const say = (at: Date) => `${sayDay(at, zone, language, now)} ${sayTime(at, zone, language)}`
  const sessions = (await sessionsOf(person.id)).map((session) => ({
    id: session.id, device: session.device, strong: session.strong, here: session.id === person.sessionId,
    lastSeen: say(session.lastSeen), since: say(session.since),
  }))
  const done = new URL(args.request.url).searchParams.get('done')
  return { language, done: done === 'one' || done === 'others' ? done : null, sessions: [...sessions.filter(({ here }) => here), ...sessions.filter(({ here }) => !here)] }
}
const zone = 'Europe/Oslo'

export async function action(args: ActionFunctionArgs) {
  const { person } = await requirePerson(args)
  const form = await readForm(args.request, z.object({ session: z.string().optional(), others: z.string().optional() }))
  if (!form.ok) return notFound()
  if (form.value.others) {
    await revokeOtherSessions(person.id, person.sessionId)
    return seeOther('/me/sessions?done=others')
  }
  if (form.value.session === person.sessionId) return seeOther('/', await letOut(args.request))
  if (!form.value.session || !(await revokeSession(person.id, form.value.session))) return notFound()
  return seeOther('/me/sessions?done=one')
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${identityTexts(data?.language ?? 'nb').sessionsTitle} · Samkraft` }]

export default function Sessions() {
  const { sessions, done } = useLoaderData<typeof loader>()
  const texts = identityTexts(useLanguage())
  const others = sessions.filter(({ here }) => !here)
  return (
    <Page title={texts.sessionsTitle} intro={texts.sessionsIntro} back={{ to: '/me', text: texts.myPage }}>
      {done && <Notice kind="done"><p>{done === 'one' ? texts.signedOutThere : texts.signedOutOthers}</p></Notice>}
      <ul className="flex max-w-text flex-col gap-4">
        {sessions.map((session) => (
          <li key={session.id}>
            <Card title={session.device || texts.unknownDevice}>
              {session.here && <p className="font-bold">{texts.thisBrowser}</p>}
              <p>
                {!session.here && <>{texts.lastSeen(session.lastSeen)}<br /></>}
                <span className="text-soft">{texts.begun(session.since)}{session.strong && <> · {texts.withPasskey}</>}</span>
              </p>
              <Form>
                <div><Button kind={session.here ? 'plain' : 'quiet'} name="session" value={session.id}>{session.here ? texts.signOutHere : texts.signOutThere}</Button></div>
              </Form>
            </Card>
          </li>
        ))}
      </ul>
      {others.length === 0 ? <p>{texts.onlyHere}</p> : <Form><div><Button kind="danger" name="others" value="1">{texts.signOutOthers}</Button></div></Form>}
    </Page>
  )
}
