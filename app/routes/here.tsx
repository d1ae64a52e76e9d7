import { type ActionFunctionArgs, data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { randomUUID } from 'node:crypto'
import { walkInId } from '#app/domain/activities/attendance/commands.server.ts'
import { arrive, knock } from '#app/domain/activities/attendance/door/commands.server.ts'
import { type AtDoor, atDoor, isHere } from '#app/domain/activities/attendance/door/queries.server.ts'
import { doorIsOpen } from '#app/domain/activities/attendance/door/rules.ts'
import { activityOfToken } from '#app/domain/activities/attendance/door/token.server.ts'
import { attendanceTexts } from '#app/domain/activities/attendance/messages.ts'
import { walkInSchema } from '#app/domain/activities/attendance/schema.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { system } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import type { Language } from '#app/platform/language.ts'
import { z } from 'zod'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { ErrorSummary, Field, Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

/** Where the code at the door leads. Looking changes nothing; the button says that one is here. */
async function standingAt(token: string | undefined, language: Language): Promise<AtDoor> {
  const activityId = activityOfToken(token)
  return (activityId && (await lean(system('door'), (sql) => atDoor(sql, activityId, language)))) || notFound()
}

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await visit(args)
  const activity = await standingAt(args.params.token, language)
  const done = new URL(args.request.url).searchParams.get('done') === 'name'
  const here = person !== null && (await lean(actor, (sql) => isHere(sql, activity.id, person.id)))
  return data(
    {
      language, title: activity.title, titleLanguage: activity.titleLanguage, open: doorIsOpen(activity, new Date()), name: person?.name ?? null,
      here, done, token: args.params.token, who: randomUUID(),
    },
    { headers: { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' } },
  )
}
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export async function action(args: ActionFunctionArgs) {
  const { actor, person, language } = await visit(args)
  const activity = await standingAt(args.params.token, language)
  const sent = await readForm(args.request, z.looseObject({}))
  const address = `/here/${args.params.token}`
  const now = new Date()
  if (!doorIsOpen(activity, now)) return seeOther(address)
  if (person) {
    await lean(actor, (sql) => arrive(sql, { activityId: activity.id, personId: person.id, key: randomUUID(), now }))
    return seeOther(address)
  }
  const read = check(walkInSchema, { firstName: '', ...sent.values })
  const answer = (status: number, more: { error?: 'name_missing' | 'name_too_long'; busy?: boolean }) => data({ values: read.values, ...more }, status)
  if (!read.ok) return answer(422, { error: read.errors.firstName === 'name_too_long' ? 'name_too_long' : 'name_missing' })
  const { id: activityId, organisationId } = activity
  const { firstName } = read.value
  const heard = await lean(system('door'), (sql) => knock(sql, { who: walkInId(read.value.who, firstName), firstName, activityId, organisationId, network: args.context.network, now }))
  if (!heard.ok) return answer(429, { busy: true })
  return seeOther(`${address}?done=name`)
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${attendanceTexts(loaded?.language ?? 'nb').hereTitle} · Samkraft` }, { name: 'robots', content: 'noindex' },
]

export default function Here() {
  const { title, titleLanguage, open, name, here, done, token, who } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const language = useLanguage()
  const texts = attendanceTexts(language)
  const over = <span lang={titleLanguage === language ? undefined : titleLanguage}>{title}</span>
  if (here || done) return <Page title={here ? texts.hereDone(name ?? '') : texts.hereDoneWalkIn} over={over}><Notice kind="done" title={texts.hereDoneText} /></Page>
  if (!open) return <Page title={texts.hereClosed} over={over}><p className="max-w-text text-lg">{texts.hereClosedText}</p></Page>
  if (name !== null) {
    return (
      <Page title={texts.hereTitle} over={over}>
        <Form className="flex flex-col gap-4">
          <div><Button wide>{texts.hereButton}</Button></div>
          <p className="max-w-text text-soft">{texts.hereSignedIn}</p>
        </Form>
      </Page>
    )
  }
  const error: string | undefined = answered?.error && texts[answered.error as 'name_missing' | 'name_too_long']
  return (
    <Page title={texts.hereTitle} over={over}>
      <ErrorSummary errors={error ? [{ name: 'firstName', text: error }] : []} />
      {answered?.busy && <Notice kind="warning" title={texts.hereBusy}><p>{texts.hereBusyText}</p></Notice>}
      <Form>
        <input type="hidden" name="who" value={answered?.values.who ?? who} />
        <Field name="firstName" label={texts.hereName} hint={texts.hereNameHint} maxLength={40} autoComplete="given-name" autoCapitalize="words" defaultValue={answered?.values.firstName ?? ''} error={error} />
        <div><Button wide>{texts.hereButton}</Button></div>
      </Form>
      <p><LinkButton kind="plain" to={`/sign-in?to=${encodeURIComponent(`/here/${token}`)}`}>{texts.hereSignIn}</LinkButton></p>
    </Page>
  )
}
