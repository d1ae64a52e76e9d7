import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { joinAsked } from '#app/domain/activities/series/sign-ups/commands.server.ts'
import { askToSignIn, confirmCode } from '#app/domain/identity/commands.server.ts'
import { askedWith, askingBrowser, deviceOf, letIn, visit } from '#app/domain/identity/gate.server.ts'
import { errorText, identityTexts } from '#app/domain/identity/messages.ts'
import { lastAskedHere, slugOf } from '#app/domain/identity/queries.server.ts'
import { safePath } from '#app/domain/identity/rules.ts'
import { email } from '#app/domain/identity/schema.ts'
import { env } from '#app/platform/env.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { ErrorSummary, Field, Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { language } = await visit(args)
  const asked = await lastAskedHere(askedWith(args.request), language, new Date())
  const parameters = new URL(args.request.url).searchParams
  // "Elsewhere": the mail was asked for in another browser.
  const here = parameters.has('elsewhere') ? null : asked
  const { DEMO, RESEND_API_KEY } = env()
  return { language, mailbox: DEMO && !RESEND_API_KEY, to: safePath(parameters.get('to'), ''), asked: here && { email: here.email, live: here.live, title: here.joining?.title ?? null } }
}

const form = z.object({
  email: z.union([z.literal(''), email]).default(''),
  code: z.string().default(''),
  again: z.string().optional(),
  to: z.string().default(''),
})

export async function action(args: ActionFunctionArgs) {
  const { request, context } = args
  const { language } = await visit(args)
  const now = new Date()
  const read = await readForm(request, form)
  if (!read.ok) return data({ errors: read.errors, values: read.values, busy: false }, { status: 422 })
  const { code, again } = read.value
  const to = safePath(read.value.to, '')
  const browserSecret = askedWith(request)
  const asked = await lastAskedHere(browserSecret, language, now)
  const refuse = (errors: Record<string, string>, status = 422, busy = false) => data({ errors, values: read.values, busy }, { status })

  if (again) {
    if (!asked) return seeOther('/sign-in')
    const browser = askingBrowser(request)
    const sent = await askToSignIn({
      email: asked.email, name: asked.name ?? undefined, activityId: asked.activityId ?? undefined, wholeSeries: asked.wholeSeries, language, to: to || undefined,
      device: deviceOf(request), browserSecret: browser.secret, network: context.network, now,
    })
    if (!sent.ok) return refuse({}, 429, true)
    return seeOther(`/sign-in/code${to && `?to=${encodeURIComponent(to)}`}`, browser.cookies)
  }

  const address = read.value.email || asked?.email
  if (!address) return refuse({ email: 'email_missing', ...(code ? {} : { code: 'code_missing' }) })
  if (!code.trim()) return refuse({ code: 'code_missing' })
  const confirmed = await confirmCode({ email: address, code, browserSecret, network: context.network, now }, (sql, joining) => joinAsked(sql, { ...joining, now }))
  if (!confirmed.ok) return refuse({ code: confirmed.reason === 'too-many' ? 'code_too_many' : 'code_wrong' })
  const series = confirmed.result?.series
  const slug = confirmed.activityId && (await slugOf(confirmed.activityId))
  const joined = series ? `/series/${series}#join` : slug && `/activities/${slug}#join`
  return seeOther(joined || safePath(to), await letIn(request, confirmed.personId, { strong: false, now }))
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: `${identityTexts(loaded?.language ?? 'nb').codeTitle} · Samkraft` }]

export default function Code() {
  const { asked, to, mailbox } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const texts = identityTexts(useLanguage())
  const errors = {
    email: errorText(texts, answered?.errors.email, 'email_invalid'),
    code: errorText(texts, answered?.errors.code, 'code_wrong'),
  }
  const back = to && `?to=${encodeURIComponent(to)}`
  const intro = !asked ? texts.codeElsewhere : asked.title ? texts.sentToJoin(asked.email, asked.title) : texts.sentTo(asked.email)
  return (
    <Page title={texts.codeTitle} intro={intro}>
      {answered?.busy && <Notice kind="warning" title={texts.networkBusyTitle}><p>{texts.networkBusy}</p></Notice>}
      {asked && !asked.live && <Notice kind="warning"><p>{texts.codeTooOld}</p></Notice>}
      {mailbox && <Notice><p>{texts.demoMail} <a href="/mailbox" target="_blank" rel="noopener" className="link inline-flex min-h-11 items-center">{texts.demoMailbox}</a></p></Notice>}
      <ErrorSummary errors={(['email', 'code'] as const).flatMap((name) => (errors[name] ? [{ name, text: errors[name] }] : []))} />
      <Form>
        <input type="hidden" name="to" value={answered?.values.to ?? to} />
        {!asked && (
          <Field name="email" type="email" label={texts.email} error={errors.email} defaultValue={answered?.values.email}
            autoComplete="email" inputMode="email" autoCapitalize="none" spellCheck={false} maxLength={254} required />
        )}
        <Field name="code" label={texts.code} hint={texts.codeHint} error={errors.code} defaultValue={answered?.values.code} private
          autoComplete="one-time-code" inputMode="numeric" maxLength={20} spellCheck={false} className="max-w-48 text-2xl tracking-widest" required />
        <div><Button wide>{asked?.title ? texts.useCodeJoin : texts.useCode}</Button></div>
      </Form>
      <section className="flex max-w-text flex-col gap-3">
        <h2 className="text-xl">{texts.nothingCame}</h2>
        <p>{texts.nothingCameText}</p>
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
          {asked && (
            <Form>
              <input type="hidden" name="to" value={answered?.values.to ?? to} />
              <Button kind="quiet" name="again" value="1">{texts.sendAgain}</Button>
            </Form>
          )}
          <LinkButton to={`/sign-in${back}`} kind="plain">{texts.otherAddress}</LinkButton>
        </div>
      </section>
    </Page>
  )
}
