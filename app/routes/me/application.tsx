import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { answerOffer, withdrawApplication } from '#app/domain/openings/applying/commands.server.ts'
import { MyApplicationStory } from '#app/domain/openings/applying/components/my-application.tsx'
import { applyingTexts } from '#app/domain/openings/applying/messages.ts'
import { myApplication } from '#app/domain/openings/applying/queries.server.ts'
import { mayWithdraw } from '#app/domain/openings/rules.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.application.opening.title ?? ''} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const { id } = args.params
  const application = isId(id) ? await lean(actor, (sql) => myApplication(sql, id, person.id, language)) : null
  if (!application) return notFound()
  const asked = new URL(args.request.url).searchParams
  return { application, withdrawing: asked.get('do') === 'withdraw' && mayWithdraw(application.state), done: asked.get('done'), refused: asked.get('refused'), now: new Date() }
}

const intents = z.object({ intent: z.enum(['withdraw', 'yes', 'no']) })

export async function action(args: ActionFunctionArgs) {
  const { actor, person } = await requirePerson(args)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const read = await readForm(args.request, intents)
  const here = `/me/applications/${id}`
  if (!read.ok) return seeOther(here)
  const asked = { applicationId: id, personId: person.id, now: new Date() }
  const { intent } = read.value
  const result = await lean(actor, async (sql) => (intent === 'withdraw' ? await withdrawApplication(sql, asked) : await answerOffer(sql, { ...asked, yes: intent === 'yes' })))
  if (!result.ok) return result.reason === 'not_found' ? notFound() : seeOther(`${here}?refused=${result.reason}`)
  return seeOther(`${here}?done=${{ withdraw: 'withdrawn', yes: 'accepted', no: 'turned_down' }[intent]}`)
}

export default function Application() {
  const { application, withdrawing, done, refused, now } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = applyingTexts(language)
  const { opening, organisation, state } = application
  const here = `/me/applications/${application.id}`
  if (withdrawing) {
    return (
      <Page title={texts.withdrawTitle} intro={texts.withdrawText(organisation.name)} back={{ to: here, text: opening.title }}>
        {state === 'accepted' && <Notice>{texts.withdrawPlace}</Notice>}
        <Form action={here}>
          <input type="hidden" name="intent" value="withdraw" />
          <ActionBar><Button kind="danger">{texts.withdrawNow}</Button><LinkButton kind="quiet" to={here}>{texts.keep}</LinkButton></ActionBar>
        </Form>
      </Page>
    )
  }
  const said = (kind: 'done' | 'refused', key: string | null) => (key ? (texts as unknown as Record<string, string>)[`${kind}_${key}`] : undefined)
  return (
    <Page title={opening.title} titleLang={opening.textLanguage === language ? undefined : opening.textLanguage} over={organisation.name} back={{ to: '/me/applications', text: texts.mineTitle }}>
      {said('done', done) && <Notice kind="done" title={said('done', done)} />}
      {said('refused', refused) && <Notice kind="warning" title={said('refused', refused)} />}
      <MyApplicationStory application={application} now={now} />
    </Page>
  )
}
