import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { mayPlan, workers } from '#app/domain/activities/planning/policy.ts'
import { type Member, requireMember } from '#app/domain/identity/gate.server.ts'
import { declineRest } from '#app/domain/openings/applying/commands.server.ts'
import { answerableTogether, Applicants } from '#app/domain/openings/applying/components/applicants.tsx'
import { applyingTexts } from '#app/domain/openings/applying/messages.ts'
import { applicantsOf } from '#app/domain/openings/applying/queries.server.ts'
import { messageLimit } from '#app/domain/openings/applying/schema.ts'
import { closeOpening, discardOpening, publishOpening } from '#app/domain/openings/planning/commands.server.ts'
import { ConfirmOpening, OpeningWork } from '#app/domain/openings/planning/components/opening-work.tsx'
import { hires, openingDeeds, openingPlanned } from '#app/domain/openings/planning/queries.server.ts'
import { wordsFor } from '#app/domain/openings/planning/rules.ts'
import { freePlaces, standingOf } from '#app/domain/openings/rules.ts'
import { isId } from '#app/platform/actor.ts'
import { lean, type Sql } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { ErrorSummary, Form, TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

/** For those who plan in its organisation, and for its contact person; for others there is no such page. */
async function opened(sql: Sql, { organisation, person, roles }: Member, id: string) {
  const opening = await openingPlanned(sql, organisation.id, id)
  if (!opening || !(mayPlan(roles) || (opening.contactId === person.id && opening.publishedAt))) return notFound()
  const answers = await hires(sql, id)
  return { opening, answers, applicants: answers ? await applicantsOf(sql, id) : null }
}

export async function loader(args: LoaderFunctionArgs) {
  const member = await requireMember(args, args.params.org, ...workers)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const asked = new URL(args.request.url).searchParams
  const { organisation, language, roles, actor } = member
  const now = new Date()
  return lean(actor, async (sql) => {
    const { opening, answers, applicants } = await opened(sql, member, id)
    const plans = mayPlan(roles)
    const doing = (['close', 'discard', 'decline-rest'] as const).find((one) => one === asked.get('do')) ?? null
    if (doing === 'decline-rest' ? !answers : doing && !plans) return notFound()
    const [around] = await sql<{ contact: string | null }>`SELECT contact_name(${id}::uuid) AS contact`
    return {
      title: wordsFor(opening, language).words.title, slug: organisation.slug, opening, applicants, plans, doing, contact: around?.contact ?? null,
      deeds: plans ? await openingDeeds(sql, id) : [],
      // While people still may apply, each gets an answer of their own.
      answerable: standingOf(opening, now) === 'open' ? 0 : answerableTogether(applicants, freePlaces(opening) === 0),
      link: `${env().APP_URL}/openings/${opening.slug}`, now, done: asked.get('done'), refused: asked.get('refused'),
    }
  })
}

const intents = z.object({ intent: z.enum(['publish', 'close', 'discard', 'decline-rest']), message: z.string().trim().default('') })

export async function action(args: ActionFunctionArgs) {
  const member = await requireMember(args, args.params.org, ...workers)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const sent = await readForm(args.request, intents)
  const { organisation, person, roles, actor } = member
  const here = `/manage/${organisation.slug}/openings/${id}`
  const now = new Date()
  return lean(actor, async (sql) => {
    const { answers } = await opened(sql, member, id)
    if (!sent.ok) return seeOther(here)
    const { intent, message } = sent.value
    if (intent === 'decline-rest') {
      if (!answers) return notFound()
      const error = message === '' ? 'message_missing' : message.length > messageLimit ? 'message_long' : null
      if (error) return data({ error, message } as const, 422)
      await declineRest(sql, { openingId: id, personId: person.id, message, now })
      return seeOther(`${here}?done=rest-answered`)
    }
    if (!mayPlan(roles)) return notFound()
    const asked = { organisation, personId: person.id, openingId: id, now }
    const [outcome, done, already] = intent === 'publish' ? [await publishOpening(sql, asked), 'published', 'already_published'] as const
      : intent === 'close' ? [await closeOpening(sql, asked), 'closed', 'closed'] as const : [await discardOpening(sql, asked), 'discarded', 'discarded'] as const
    // Asked twice, or by two at once: what was wanted is so.
    return seeOther(`${here}?${outcome.ok || outcome.reason === already ? `done=${done}` : `refused=${outcome.reason}`}`)
  })
}

export default function Screen() {
  const { doing, opening, slug, plans, applicants, answerable, title, ...rest } = useLoaderData<typeof loader>()
  const address = `/manage/${slug}/openings/${opening.id}`
  if (doing === 'decline-rest') return <DeclineRest address={address} title={title} count={answerable} />
  if (doing) return <ConfirmOpening doing={doing} opening={opening} slug={slug} />
  return (
    <OpeningWork {...rest} opening={opening} slug={slug} mayPlan={plans}>
      {opening.publishedAt && <Applicants applicants={applicants} address={address} zone={opening.zone} now={rest.now} answerable={answerable} />}
    </OpeningWork>
  )
}

function DeclineRest({ address, title, count }: { address: string; title: string; count: number }) {
  const answered = useActionData<{ error: 'message_missing' | 'message_long'; message: string }>()
  const texts = applyingTexts(useLanguage())
  const error = answered && texts[answered.error]
  return (
    <Page title={texts.declineRestTitle} intro={texts.declineRestText(count)} back={{ to: address, text: title }}>
      <Form action={`${address}?do=decline-rest`} keep="decline-rest">
        <ErrorSummary errors={error ? [{ name: 'message', text: error }] : []} />
        <input type="hidden" name="intent" value="decline-rest" />
        <TextArea label={texts.message} hint={texts.answerHint_declined} name="message" rows={6} maxLength={messageLimit} required error={error}
          defaultValue={answered?.message ?? texts.kindNo} />
        <ActionBar><Button>{texts.declineRestNow}</Button><LinkButton kind="quiet" to={address}>{texts.back}</LinkButton></ActionBar>
      </Form>
    </Page>
  )
}
