import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { askForCompanion, pauseRequest, withdrawRequest } from '#app/domain/companions/asking/commands.server.ts'
import { AskingForm } from '#app/domain/companions/asking/components/asking-form.tsx'
import { MyRequestStory } from '#app/domain/companions/asking/components/my-request.tsx'
import { askingTexts } from '#app/domain/companions/asking/messages.ts'
import { houseBySlug, myRequest } from '#app/domain/companions/asking/queries.server.ts'
import { type AskingRefusal, dayErrors, nextPart, toldIn, wishValues } from '#app/domain/companions/asking/rules.ts'
import { isPart, type Part, partForms } from '#app/domain/companions/asking/schema.ts'
import { traitError, traitTexts } from '#app/domain/companions/traits/messages.ts'
import { draftHours, draftOf, dropDraft, keepDraft } from '#app/domain/companions/volunteering/drafts/commands.server.ts'
import { requirePerson, visit } from '#app/domain/identity/gate.server.ts'
import { randomSecret } from '#app/platform/crypto.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { readCookie, seeOther, setCookie } from '#app/platform/http/cookies.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { calendarDay } from '#app/platform/time.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded && `${askingTexts(loaded.language).title} · Samkraft` }]

/** Asking one organisation for a companion: the first question is the asking, the rest are told one by one, and the page says where it stands. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const { TILE_URL: tileUrl, TILE_ATTRIBUTION: attribution } = env()
  const found = await lean(actor, async (sql) => {
    const house = await houseBySlug(sql, args.params.org ?? '')
    return house && { house, request: await myRequest(sql, house.id, person.id) }
  })
  if (!found) return notFound()
  const { house, request } = found
  const asked = new URL(args.request.url).searchParams
  const first = !request || request.state === 'withdrawn'
  const wanted = asked.get('part')
  const part: Part | null = first ? (request && !wanted ? null : 'why') : isPart(wanted) ? wanted : null
  const now = new Date()
  // What was sent when the session had ended waits for this screen.
  const draft = part ? await draftOf(readCookie(args.request, 'companion-draft'), house.id, now) : null
  return {
    language, house, request, first, part, walking: asked.has('walk') || !request, values: draft?.[draftPart] === part ? draft : wishValues(request?.wish ?? null, request ?? { startsOn: null, releasedOn: null, avoids: '' }),
    withdrawing: asked.get('do') === 'withdraw' && (request?.state === 'waiting' || request?.state === 'paused'), done: asked.get('done'), refused: asked.get('refused'), email: person.email, tiles: { tileUrl, attribution }, now,
  }
}

/** Which part a kept draft is of. */
const draftPart = 'companion-part'
const intents = z.looseObject({ intent: z.enum(['save', 'next', 'withdraw', 'pause', 'resume']).catch('save') })

export async function action(args: ActionFunctionArgs) {
  const { actor, person } = await visit(args)
  const now = new Date()
  const house = await lean(actor, (sql) => houseBySlug(sql, args.params.org ?? ''))
  if (!house) return notFound()
  const { values } = await readForm(args.request, intents)
  const { intent } = intents.parse(values)
  const here = `/me/companion/${house.slug}`
  const asked = new URL(args.request.url).searchParams
  const wanted = asked.get('part')
  const part = isPart(wanted) ? wanted : 'why'
  const kept = readCookie(args.request, 'companion-draft')
  if (!person) {
    if (intent !== 'save' && intent !== 'next') return requirePerson(args)
    // The session ended while they wrote: it waits, sealed, while they sign in again.
    const secret = kept ?? randomSecret()
    await keepDraft({ secret, organisationId: house.id, values: { ...values, [draftPart]: part }, network: args.context.network, now })
    return seeOther(`/sign-in?to=${encodeURIComponent(`${here}?part=${part}${asked.has('walk') ? '&walk' : ''}`)}`, setCookie('companion-draft', secret, draftHours * 3600))
  }
  const who = { organisationId: house.id, personId: person.id, now }
  if (intent === 'withdraw' || intent === 'pause' || intent === 'resume') {
    const result = await lean(actor, async (sql) => (intent === 'withdraw' ? withdrawRequest(sql, who) : pauseRequest(sql, { ...who, pause: intent === 'pause' })))
    if (!result.ok) return result.reason === 'not_found' ? seeOther(here) : seeOther(`${here}?refused=${result.reason}`)
    return seeOther(`${here}?done=${{ withdraw: 'withdrawn', pause: 'paused', resume: 'resumed' }[intent]}`)
  }
  const refuse = (errors: Record<string, string>, refused: AskingRefusal | null = null) => data({ values, errors, refused }, refused ? 409 : 422)
  const read = check(partForms[part] as z.ZodType<Record<string, unknown>>, values)
  if (!read.ok) return refuse(read.errors)
  const told = toldIn(part, read.value)
  const answer = await lean(actor, async (sql) => {
    const before = await myRequest(sql, house.id, person.id)
    // Somebody who has withdrawn in another tab asks again from the start.
    if (part !== 'why' && (!before || before.state === 'withdrawn')) return seeOther(here)
    const wrong = dayErrors(told, before, calendarDay(now, house.zone))
    if (Object.keys(wrong).length > 0) return refuse(wrong)
    const done = await askForCompanion(sql, { ...who, told })
    if (!done.ok) return refuse({}, done.reason)
    const next = intent === 'next' && asked.has('walk') ? nextPart(part) : null
    return done.asked ? 'part=now&walk&done=asked' : next ? `part=${next}&walk` : 'done=saved'
  })
  if (typeof answer !== 'string') return answer
  if (kept) await dropDraft(kept)
  return seeOther(`${here}?${answer}`, kept ? setCookie('companion-draft', '', 0) : [])
}

export default function Companion() {
  const { house, request, first, part, walking, values, withdrawing, done, refused, email, tiles, now } = useLoaderData<typeof loader>()
  const answered = useActionData<{ values: Record<string, string>; errors: Record<string, string>; refused: AskingRefusal | null }>()
  const language = useLanguage()
  const texts = askingTexts(language)
  const here = `/me/companion/${house.slug}`
  if (withdrawing) {
    return (
      <Page title={texts.withdrawTitle} intro={texts.withdrawIntro} back={{ to: here, text: texts.title }}>
        <Form action={here}>
          <input type="hidden" name="intent" value="withdraw" />
          <ActionBar><Button kind="danger">{texts.withdrawNow}</Button><LinkButton kind="quiet" to={here}>{texts.keep}</LinkButton></ActionBar>
        </Form>
      </Page>
    )
  }
  const said = done && `done_${done}` in texts ? (texts as unknown as Record<string, string>)[`done_${done}`] : undefined
  if (part) {
    const say = (field: string, key: string) => traitError(traitTexts(language), field) ?? (texts as unknown as Record<string, string>)[key] ?? (field === 'phone' ? texts.phone_wrong : texts.words_long)
    const errors = Object.fromEntries(Object.entries(answered?.errors ?? {}).map(([field, key]) => [field, say(field, key)]))
    return (
      <Page title={first ? texts.askTitle(house.name) : texts.part(part)} over={first ? undefined : `${texts.title} · ${house.name}`} intro={first ? texts.askIntro : part === 'avoid' ? texts.avoidIntro : part === 'why' ? texts.whyIntro : undefined}
        back={first ? { to: '/me/companion', text: texts.chooseTitle } : { to: here, text: texts.pathLabel }}>
        {said && <Notice kind="done" title={said}>{done === 'asked' && <p>{texts.askedMore}</p>}</Notice>}
        {answered?.refused && <Notice kind="warning" title={texts[`refused_${answered.refused}`]} />}
        <AskingForm part={part} house={house} email={email} values={answered?.values ?? values} errors={errors} first={first} walking={walking} tiles={tiles} />
      </Page>
    )
  }
  return (
    <Page title={texts.title} over={house.name} back={{ to: '/me/companion', text: texts.chooseTitle }}>
      {said && <Notice kind="done" title={said} />}
      {refused === 'paired' && <Notice kind="warning" title={texts.refused_paired} />}
      {request && <MyRequestStory request={request} house={house} now={now} />}
    </Page>
  )
}
