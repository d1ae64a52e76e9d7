import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { groupBySlug } from '#app/domain/groups/finding/queries.server.ts'
import { joinGroup } from '#app/domain/groups/membership/commands.server.ts'
import { standingIn } from '#app/domain/groups/membership/queries.server.ts'
import { groupTexts } from '#app/domain/groups/messages.ts'
import { comesInAs, firstNameOf, isLive } from '#app/domain/groups/rules.ts'
import { joinForm } from '#app/domain/groups/schema.ts'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { Button } from '#app/ui/button.tsx'
import { ErrorSummary, Field, Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'

/** Asks the one thing that coming in needs: what to be called. Strangers sign in first and come back here. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const found = await lean(actor, async (sql) => {
    const group = await groupBySlug(sql, args.params.slug ?? '', language)
    return group && { group, standing: await standingIn(sql, group.id, person.id) }
  })
  if (!found) return notFound()
  const { group, standing } = found
  const { member } = standing
  // Nothing to ask here: the group's own page says how it stands.
  if (!isLive(group) || standing.host || (member && member.state !== 'left')) throw seeOther(`/groups/${group.slug}`)
  return {
    language, slug: group.slug, name: group.text.name, nameLanguage: group.text.language, firstTime: group.text.firstTime,
    asks: comesInAs(group.wayIn, member) === 'asked', called: member?.called ?? firstNameOf(person.name),
  }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const group = await lean(actor, (sql) => groupBySlug(sql, args.params.slug ?? '', language))
  if (!group) return notFound()
  const read = await readForm(args.request, joinForm)
  if (!read.ok) return data({ values: read.values, errors: read.errors }, 422)
  const joined = await lean(actor, (sql) => joinGroup(sql, { groupId: group.id, personId: person.id, called: read.value.called, now: new Date() }))
  return seeOther(`/groups/${group.slug}${joined.ok ? `?done=${joined.state === 'asked' ? 'asked' : 'joined'}` : ''}`)
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: `${groupTexts(loaded?.language ?? 'nb').joinTitle} · Samkraft` }, { name: 'robots', content: 'noindex' }]

export default function Join() {
  const { slug, name, nameLanguage, firstTime, asks, called } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const language = useLanguage()
  const texts = groupTexts(language)
  const key = answered?.errors.called
  const error = key === 'called_long' ? texts.called_long : key ? texts.called_missing : undefined
  return (
    <Page back={{ to: `/groups/${slug}`, text: name }} title={name} titleLang={nameLanguage === language ? undefined : nameLanguage} intro={asks ? texts.joinRequest : texts.joinOpen}>
      {error && <ErrorSummary errors={[{ name: 'called', text: error }]} />}
      <Form action={`/groups/${slug}/join`}>
        <Field label={texts.called} hint={texts.calledHint} name="called" defaultValue={answered?.values.called ?? called} error={error} maxLength={40} autoComplete="given-name" required />
        <div><Button wide>{asks ? texts.ask : texts.join}</Button></div>
      </Form>
      {firstTime && (
        <section className="flex max-w-text flex-col gap-2">
          <h2 className="text-xl">{texts.firstTime}</h2>
          <p className="whitespace-pre-line" lang={nameLanguage === language ? undefined : nameLanguage}>{firstTime}</p>
        </section>
      )}
    </Page>
  )
}
