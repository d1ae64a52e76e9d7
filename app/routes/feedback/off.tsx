import { type ActionFunctionArgs, data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { chooseSilence } from '#app/domain/activities/feedback/commands.server.ts'
import { feedbackTexts } from '#app/domain/activities/feedback/messages.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { system } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { privately, requestOf } from './request.server.ts'

/** Not to be asked any more, from the mail that asked, also signed out. A mail program may post here by itself (RFC 8058). */
export async function loader(args: LoaderFunctionArgs) {
  const { language } = await visit(args)
  const { silent, token, answered } = await requestOf(args.params.token, language)
  return data({ language, silent, token, answered }, { headers: privately })
}
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export async function action(args: ActionFunctionArgs) {
  const { language } = await visit(args)
  const { personId, token } = await requestOf(args.params.token, language)
  const { values } = await readForm(args.request, z.unknown())
  await lean(system('feedback'), (sql) => chooseSilence(sql, { personId, silent: values.ask !== 'again', now: new Date() }))
  // A mail program is not to be sent elsewhere; its answer is this page.
  return values['List-Unsubscribe'] ? null : seeOther(`/feedback/${token}/off`)
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: `${feedbackTexts(loaded?.language ?? 'nb').offTitle} · Samkraft` }, { name: 'robots', content: 'noindex' }]

export default function Off() {
  const { silent, token, answered } = useLoaderData<typeof loader>()
  const texts = feedbackTexts(useLanguage())
  return (
    <Page title={texts.offTitle}>
      {silent ? <Notice kind="done" title={texts.offDone} /> : <p className="max-w-text text-lg">{texts.offText}</p>}
      <Form className="flex flex-wrap items-center gap-x-6 gap-y-3">
        {silent ? <Button kind="quiet" name="ask" value="again">{texts.on}</Button> : <Button>{texts.off}</Button>}
        {!answered && <LinkButton kind="plain" to={`/feedback/${token}`}>{texts.toAnswer}</LinkButton>}
      </Form>
    </Page>
  )
}
