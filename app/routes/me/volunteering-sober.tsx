import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { saySober } from '#app/domain/companions/requirements/commands.server.ts'
import { requirementTexts } from '#app/domain/companions/requirements/messages.ts'
import { volunteeringTexts } from '#app/domain/companions/volunteering/messages.ts'
import { myStoryWith } from '#app/domain/companions/volunteering/queries.server.ts'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${requirementTexts(data.language).soberTitle} · Samkraft` }]

async function asked(args: LoaderFunctionArgs | ActionFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const now = new Date()
  const story = await lean(actor, (sql) => myStoryWith(sql, { personId: person.id, slug: args.params.org ?? '' }, { now, language }))
  if (!story || story.state === 'left' || story.asked.soberMonths === 0) return notFound()
  return { actor, person, language, now, story }
}

export async function loader(args: LoaderFunctionArgs) {
  const { language, story } = await asked(args)
  return { language, organisation: story.organisation, months: story.asked.soberMonths, said: story.marks.some((mark) => mark.what === 'sober') }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person, language, now, story } = await asked(args)
  const { organisation } = story
  const read = await readForm(args.request, z.object({ sober: z.enum(['yes', 'no']) }))
  if (read.ok) await lean(actor, (sql) => saySober(sql, { organisationId: organisation.id, personId: person.id, slug: organisation.slug, sober: read.value.sober === 'yes', language, now }))
  return seeOther(`/me/volunteering/${organisation.slug}?done=saved`)
}

/** Sober time is one's own to say, and to take back. */
export default function Sober() {
  const { organisation, months, said } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = requirementTexts(language)
  const here = `/me/volunteering/${organisation.slug}`
  return (
    <Page title={texts.soberTitle} intro={texts.soberText(organisation.name, texts.months(months))} back={{ to: here, text: volunteeringTexts(language).mineAt(organisation.name) }}>
      <Form action={`${here}/sober`}>
        <ActionBar>{said ? <Button kind="quiet" name="sober" value="no">{texts.soberBack}</Button> : <Button name="sober" value="yes">{texts.soberYes}</Button>}<LinkButton kind="plain" to={here}>{volunteeringTexts(language).keep}</LinkButton></ActionBar>
      </Form>
    </Page>
  )
}
