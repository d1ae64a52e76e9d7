import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { askToSignIn } from '#app/domain/identity/commands.server.ts'
import { askingBrowser, deviceOf, visit } from '#app/domain/identity/gate.server.ts'
import { errorText, identityTexts } from '#app/domain/identity/messages.ts'
import { demoPeople } from '#app/domain/identity/queries.server.ts'
import { safePath } from '#app/domain/identity/rules.ts'
import { email } from '#app/domain/identity/schema.ts'
import { env } from '#app/platform/env.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { ErrorSummary, Field, Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Island } from '#app/ui/island.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PasskeyButton } from '#app/domain/identity/components/passkey-button.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { person, language } = await visit(args)
  const to = safePath(new URL(args.request.url).searchParams.get('to'), '')
  return { language, to, signedInAs: person?.name ?? null, demo: env().DEMO ? await demoPeople() : [] }
}

export async function action(args: ActionFunctionArgs) {
  const { language } = await visit(args)
  const form = await readForm(args.request, z.object({ email, to: z.string().default('') }))
  if (!form.ok) return data({ errors: form.errors, values: form.values, busy: false }, { status: 422 })
  const to = safePath(form.value.to, '')
  const browser = askingBrowser(args.request)
  const asked = await askToSignIn({
    email: form.value.email, language, to: to || undefined, device: deviceOf(args.request),
    browserSecret: browser.secret, network: args.context.network, now: new Date(),
  })
  if (!asked.ok) return data({ errors: {}, values: form.values, busy: true }, { status: 429 })
  return seeOther(`/sign-in/code${to && `?to=${encodeURIComponent(to)}`}`, browser.cookies)
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: `${identityTexts(loaded?.language ?? 'nb').signIn} · Samkraft` }]

export default function SignIn() {
  const { to, signedInAs, demo } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const texts = identityTexts(useLanguage())
  const wrong = errorText(texts, answered?.errors.email, 'email_invalid')
  const kept = answered?.values ?? {}
  // A handful needs no folding.
  const others = demo.length > 6 ? demo.filter((person) => !person.telling) : []
  const demoButton = (person: (typeof demo)[number]) => (
    <button key={person.id} name="person" value={person.id} className="cut-small settle flex min-h-12 cursor-pointer flex-col border-2 border-edge bg-sheet px-4 py-2 text-left hover:border-ink hover:bg-bark">
      <span className="font-bold">{person.name}</span>
      {person.works.map((work) => (
        <span key={work.organisation} className="text-soft">{work.organisation}: {work.roles.map((role) => texts[`role_${role}`]).join(', ')}</span>
      ))}
      {person.works.length === 0 && <span className="text-soft">{texts.demoVisitor}</span>}
    </button>
  )
  const demoList = demo.length > 0 && (
    <Card title={texts.demoTitle}>
      <p>{texts.demoText}</p>
      <Form action="/sign-in/demo" className="flex flex-col gap-2">
        <input type="hidden" name="to" value={kept.to ?? to} />
        {demo.filter((person) => !others.includes(person)).map(demoButton)}
        {others.length > 0 && (
          <details>
            <summary className="inline-flex min-h-11 items-center font-bold underline decoration-berry-deep decoration-2 underline-offset-4">{texts.demoMore(others.length)}</summary>
            <div className="flex flex-col gap-2 pt-2">{others.map(demoButton)}</div>
          </details>
        )}
      </Form>
    </Card>
  )
  return (
    <Page title={texts.signIn} intro={texts.signInIntro} aside={demoList || undefined}>
      {signedInAs && (
        <Notice title={texts.alreadyIn(signedInAs)}>
          <div className="flex flex-wrap gap-3">
            <LinkButton to="/me" kind="quiet">{texts.toMyPage}</LinkButton>
            <Form action="/sign-out"><Button kind="plain">{texts.signOut}</Button><Island name="forget" /></Form>
          </div>
        </Notice>
      )}
      {answered?.busy && <Notice kind="warning" title={texts.networkBusyTitle}><p>{texts.networkBusy}</p></Notice>}
      {wrong && <ErrorSummary errors={[{ name: 'email', text: wrong }]} />}
      <Form action="/sign-in">
        <input type="hidden" name="to" value={kept.to ?? to} />
        <Field name="email" type="email" label={texts.email} hint={texts.emailHint} error={wrong} defaultValue={kept.email}
          autoComplete="username webauthn" inputMode="email" autoCapitalize="none" spellCheck={false} maxLength={254} required />
        <div><Button wide>{texts.send}</Button></div>
      </Form>
      <PasskeyButton step="show" title={texts.orPasskey} button={texts.passkeySignIn} to={kept.to ?? to} fills />
    </Page>
  )
}
