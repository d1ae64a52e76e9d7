import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { offerTimes, takeBackTime } from '#app/domain/companions/conversations/commands.server.ts'
import { OfferTimes } from '#app/domain/companions/conversations/components/offer-times.tsx'
import { conversationTexts, sayTimeErrors } from '#app/domain/companions/conversations/messages.ts'
import { offeredTimes } from '#app/domain/companions/conversations/queries.server.ts'
import { offerTimesForm } from '#app/domain/companions/conversations/schema.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded && `${conversationTexts(loaded.language).timesTitle} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { organisation, language, actor } = await requireMember(args, args.params.org, 'coordinator')
  const now = new Date()
  const times = await lean(actor, (sql) => offeredTimes(sql, { organisationId: organisation.id, now }))
  return { language, now, slug: organisation.slug, times, done: new URL(args.request.url).searchParams.get('done') }
}

export async function action(args: ActionFunctionArgs) {
  const { organisation, person, actor } = await requireMember(args, args.params.org, 'coordinator')
  const here = `/manage/${organisation.slug}/volunteers/times`
  const { values } = await readForm(args.request, z.looseObject({}))
  if (values.intent === 'remove') {
    const timeId = values.time
    if (isId(timeId)) await lean(actor, (sql) => takeBackTime(sql, { organisationId: organisation.id, timeId }))
    return seeOther(`${here}?done=removed`)
  }
  const read = check(offerTimesForm, values)
  if (!read.ok) return data({ values, errors: read.errors }, 422)
  const offered = await lean(actor, (sql) => offerTimes(sql, { organisationId: organisation.id, personId: person.id, zone: organisation.zone, wanted: read.value, now: new Date() }))
  return offered.ok ? seeOther(`${here}?done=offered`) : data({ values, errors: { day: offered.reason } as Record<string, string> }, 422)
}

/** Times for conversations, offered to those who are asked to one. */
export default function Times() {
  const { slug, times, done, now } = useLoaderData<typeof loader>()
  const answered = useActionData<{ values: Record<string, string>; errors: Record<string, string> }>()
  const language = useLanguage()
  const texts = conversationTexts(language)
  return (
    <Page title={texts.timesTitle} intro={texts.timesIntro} back={{ to: `/manage/${slug}/volunteers`, text: texts.volunteers }}>
      {(done === 'offered' || done === 'removed') && !answered && <Notice kind="done" title={texts[`done_${done}`]} />}
      <OfferTimes times={times} slug={slug} now={now} values={answered?.values ?? {}} errors={sayTimeErrors(language, answered?.errors)} />
    </Page>
  )
}
