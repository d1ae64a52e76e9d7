import { type ActionFunctionArgs, data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { visit } from '#app/domain/identity/gate.server.ts'
import { mailsAreOn, turnMails } from '#app/domain/notifications/settings/commands.server.ts'
import { settingsTexts } from '#app/domain/notifications/settings/messages.ts'
import { readUnsubscribeToken } from '#app/domain/notifications/settings/unsubscribe.server.ts'
import { person } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

/**
 * Turns off one kind of mail, also signed out: the address proves whose. Looking changes nothing; mail programs post
 * here by themselves when their own button is pressed (RFC 8058), without an origin and without cookies.
 */
export async function loader(args: LoaderFunctionArgs) {
  const { language } = await visit(args)
  const asked = readUnsubscribeToken(args.params.token) ?? notFound()
  const done = new URL(args.request.url).searchParams.has('done')
  const on = await lean(person(asked.personId), (sql) => mailsAreOn(sql, asked.personId, asked.kind))
  return data({ language, kind: asked.kind, on, done }, { headers: { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' } })
}
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export async function action(args: ActionFunctionArgs) {
  await visit(args)
  const { kind, personId } = readUnsubscribeToken(args.params.token) ?? notFound()
  const { values } = await readForm(args.request, z.unknown())
  await lean(person(personId), (sql) => turnMails(sql, { personId, kind, on: values.do === 'on', now: new Date() }))
  // A mail program is not to be sent elsewhere; its answer is this page.
  return values['List-Unsubscribe'] ? null : seeOther(`/unsubscribe/${args.params.token}?done`)
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: `${titleOf(loaded?.kind ?? 'reminders', loaded?.language ?? 'nb')} · Samkraft` }]

const titleOf = (kind: 'reminders' | 'digest', language: Parameters<typeof settingsTexts>[0]) => settingsTexts(language)[kind === 'digest' ? 'turnOffDigest' : 'turnOffReminders']

export default function Unsubscribe() {
  const { kind, on, done } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = settingsTexts(language)
  return (
    <Page title={titleOf(kind, language)}>
      {!on && <Notice kind="done"><p>{texts.turnedOff}</p></Notice>}
      {on && done && <Notice kind="done"><p>{texts.turnedOn}</p></Notice>}
      {on && !done && <p className="max-w-text text-lg">{kind === 'digest' ? texts.turnOffDigestText : texts.turnOffRemindersText}</p>}
      <Form className="flex flex-col items-start gap-3">
        {on
          ? <Button wide kind={done ? 'quiet' : 'primary'} name="do" value="off">{texts.turnOff}</Button>
          : <Button wide kind="quiet" name="do" value="on">{texts.turnOn}</Button>}
      </Form>
      <p><LinkButton to="/me/notifications" kind="plain">{texts.allSettings}</LinkButton></p>
    </Page>
  )
}
