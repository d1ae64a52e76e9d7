import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { groupBySlug } from '#app/domain/groups/finding/queries.server.ts'
import { answerHosting, callMe, comeBack, eraseMyWords, leaveGroup, pauseGroup, stopHosting, wantNews } from '#app/domain/groups/membership/commands.server.ts'
import { OwnPlace } from '#app/domain/groups/membership/components/own-place.tsx'
import { standingIn } from '#app/domain/groups/membership/queries.server.ts'
import { groupTexts, sayDone } from '#app/domain/groups/messages.ts'
import { nameForm } from '#app/domain/groups/schema.ts'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

/** One's own place in a group. For whoever never had one, there is no such page. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const found = await lean(actor, async (sql) => {
    const group = await groupBySlug(sql, args.params.slug ?? '', language)
    return group && { group, standing: await standingIn(sql, group.id, person.id) }
  })
  if (!found || !(found.standing.member || found.standing.host)) return notFound()
  const { group, standing } = found
  return { language, slug: group.slug, name: group.text.name, standing, done: new URL(args.request.url).searchParams.get('done') }
}

const intents = z.looseObject({
  intent: z.enum(['name', 'news-on', 'news-off', 'pause', 'back', 'leave', 'erase', 'host-yes', 'host-no', 'stop-hosting']),
  erase: z.literal('on').optional(),
})

export async function action(args: ActionFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const group = await lean(actor, (sql) => groupBySlug(sql, args.params.slug ?? '', language))
  if (!group) return notFound()
  const read = await readForm(args.request, intents)
  if (!read.ok) return notFound()
  const own = { groupId: group.id, personId: person.id, now: new Date() }
  const [page, place] = [`/groups/${group.slug}`, `/groups/${group.slug}/membership`]
  const { intent, erase } = read.value
  if (intent === 'name') {
    const form = check(nameForm, read.values)
    if (!form.ok) return data({ values: form.values, errors: form.errors }, 422)
    await lean(actor, (sql) => callMe(sql, { ...own, called: form.value.called, shown: form.value.shown === 'on' }))
    return seeOther(`${place}?done=saved`)
  }
  // Whatever is asked for twice is already so.
  return lean(actor, async (sql) => {
    switch (intent) {
      case 'news-on':
      case 'news-off': await wantNews(sql, own, intent === 'news-on'); return seeOther(`${place}?done=news`)
      case 'pause': await pauseGroup(sql, own); return seeOther(`${page}?done=paused`)
      case 'back': await comeBack(sql, own); return seeOther(`${page}?done=back`)
      // The page may not be theirs to see any more.
      case 'leave': await leaveGroup(sql, { ...own, erase: erase === 'on' }); return seeOther((await groupBySlug(sql, group.slug, language)) ? `${page}?done=left` : '/me')
      case 'erase': await eraseMyWords(sql, own); return seeOther(`${page}?done=erased`)
      case 'host-yes': return seeOther((await answerHosting(sql, own, true)) ? `${page}?done=hosting` : page)
      case 'host-no': await answerHosting(sql, own, false); return seeOther('/me')
      case 'stop-hosting': await stopHosting(sql, own); return seeOther((await groupBySlug(sql, group.slug, language)) ? `${page}?done=stopped` : '/me')
    }
  })
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: `${groupTexts(loaded?.language ?? 'nb').placeTitle} · Samkraft` }]

export default function Membership() {
  const { slug, name, standing, done } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const texts = groupTexts(useLanguage())
  const said = sayDone(texts, done)
  const key = answered?.errors.called
  const errors: Record<string, string> = key ? { called: key === 'called_long' ? texts.called_long : texts.called_missing } : {}
  return (
    <Page back={{ to: `/groups/${slug}`, text: name }} title={texts.placeTitle}>
      {said && !key && <Notice kind="done">{said}</Notice>}
      <OwnPlace slug={slug} standing={standing} values={answered?.values} errors={errors} />
    </Page>
  )
}
