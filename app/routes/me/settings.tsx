import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { errorText, identityTexts } from '#app/domain/identity/messages.ts'
import { saveSettings } from '#app/domain/people/commands.server.ts'
import { peopleTexts } from '#app/domain/people/messages.ts'
import { settingsOf } from '#app/domain/people/queries.server.ts'
import { ownSettings } from '#app/domain/people/schema.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Checkbox, Choice, ErrorSummary, Field, Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const settings = (await lean(actor, (sql) => settingsOf(sql, person.id))) ?? notFound()
  return { language, settings, saved: new URL(args.request.url).searchParams.has('saved') }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person } = await requirePerson(args)
  const read = await readForm(args.request, ownSettings)
  if (!read.ok) return data({ errors: read.errors, values: read.values }, { status: 422 })
  await lean(actor, (sql) => saveSettings(sql, person.id, read.value))
  // ?lang= makes this browser follow the choice, whatever it was set to before.
  return seeOther(`/me/settings?saved&lang=${read.value.language}`)
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: `${peopleTexts(loaded?.language ?? 'nb').title} · Samkraft` }]

export default function Settings() {
  const { settings, saved } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const language = useLanguage()
  const texts = peopleTexts(language)
  const nameError = errorText(identityTexts(language), answered?.errors.name, 'name_missing')
  const typed = answered?.values
  return (
    <Page title={texts.title} back={{ to: '/me', text: texts.back }}>
      {saved && !answered && <Notice kind="done"><p>{texts.saved}</p></Notice>}
      <ErrorSummary errors={nameError ? [{ name: 'name', text: nameError }] : []} />
      <Form>
        <Field name="name" label={texts.name} hint={texts.nameHint} error={nameError} defaultValue={typed?.name ?? settings.name} autoComplete="given-name" maxLength={80} required />
        <Choice legend={texts.language} hint={texts.languageHint} name="language" value={typed?.language ?? settings.language}
          options={[{ value: 'nb', label: <span lang="nb">Norsk bokmål</span> }, { value: 'sv', label: <span lang="sv">Svenska</span> }, { value: 'en', label: <span lang="en">English</span> }]} />
        <Checkbox name="openTitles" label={texts.openTitles} hint={texts.openTitlesHint} defaultChecked={typed ? typed.openTitles === 'on' : settings.openTitles} />
        <p className="text-soft">{texts.email(settings.email)}</p>
        <div><Button wide>{texts.save}</Button></div>
      </Form>
      <p><LinkButton to="/me/notifications" kind="plain">{texts.notifications}</LinkButton></p>
    </Page>
  )
}
