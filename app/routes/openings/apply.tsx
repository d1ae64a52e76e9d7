import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { visit } from '#app/domain/identity/gate.server.ts'
import { ApplyForm } from '#app/domain/openings/applying/components/apply-form.tsx'
import { applyFor } from '#app/domain/openings/applying/commands.server.ts'
import { draftHours, draftOf, dropDraft, keepDraft } from '#app/domain/openings/applying/drafts/commands.server.ts'
import { applyingTexts } from '#app/domain/openings/applying/messages.ts'
import { myApplication, myStanding } from '#app/domain/openings/applying/queries.server.ts'
import { applicationSchema } from '#app/domain/openings/applying/schema.ts'
import { openingBySlug } from '#app/domain/openings/finding/queries.server.ts'
import { belongs, hires } from '#app/domain/openings/planning/queries.server.ts'
import { applyingRefused, type ApplyRefusal, standingOf } from '#app/domain/openings/rules.ts'
import { randomSecret } from '#app/platform/crypto.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { readCookie, seeOther, setCookie } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { Page } from '#app/ui/layout.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded && `${loaded.title} | Samkraft` }, { name: 'robots', content: 'noindex' }]

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await visit(args)
  const now = new Date()
  const found = await lean(actor, async (sql) => {
    const opening = await openingBySlug(sql, args.params.slug ?? '', language)
    if (!opening) return null
    const mine = person && (await myStanding(sql, opening.id, person.id))
    const answersItself = person !== null && (await hires(sql, opening.id))
    const refused = applyingRefused({ open: standingOf(opening, now) === 'open', belongs: opening.visibility !== 'members' || (await belongs(sql, opening.organisation.id)), answersItself, mine })
    const written = mine && person && (mine.state === 'sent' || mine.state === 'withdrawn') ? (await myApplication(sql, mine.id, person.id, language))?.written : null
    return { opening, mine, refused, written }
  })
  if (!found) return notFound()
  const { opening, mine, refused, written } = found
  // Nothing to write here: the opening's own page says why, and so does the application's.
  if (refused) throw seeOther(mine && refused !== 'own_opening' ? `/me/applications/${mine.id}${refused === 'members_only' ? '?refused=members_only' : ''}` : `/openings/${opening.slug}`)
  const draft = await draftOf(readCookie(args.request, 'draft'), opening.id, now)
  const before = written ? { words: written.words, phone: written.phone, email: written.email ? 'on' : '' } : null
  return {
    title: applyingTexts(language).applyTo(opening.text.title), slug: opening.slug, openingTitle: opening.text.title, organisation: opening.organisation.name,
    person: person && { name: person.name, email: person.email }, changing: mine?.state === 'sent', values: draft ?? before ?? ({} as Record<string, string>),
  }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person, language } = await visit(args)
  const now = new Date()
  const opening = await lean(actor, (sql) => openingBySlug(sql, args.params.slug ?? '', language))
  if (!opening) return notFound()
  const read = await readForm(args.request, applicationSchema)
  const { words = '', phone = '', email = '' } = read.values
  const values = { words, phone, email }
  const kept = readCookie(args.request, 'draft')
  if (!read.ok) return data({ values, errors: read.errors, refused: null }, 422)
  if (!person) {
    // What was written waits, sealed, while they sign in; also when a session ended in the meantime.
    const secret = kept ?? randomSecret()
    await keepDraft({ secret, openingId: opening.id, values, now })
    return seeOther(`/sign-in?to=${encodeURIComponent(`/openings/${opening.slug}/apply`)}`, setCookie('draft', secret, draftHours * 3600))
  }
  const sent = await lean(actor, (sql) => applyFor(sql, { openingId: opening.id, personId: person.id, written: read.value, now }))
  if (!sent.ok) return sent.reason === 'not_found' ? notFound() : data({ values, errors: {} as Record<string, string>, refused: sent.reason }, 409)
  await dropDraft(kept)
  return seeOther(`/me/applications/${sent.id}?done=${sent.again ? 'changed' : 'sent'}`, setCookie('draft', '', 0))
}

export default function Apply() {
  const { title, slug, openingTitle, organisation, person, changing, values } = useLoaderData<typeof loader>()
  const answered = useActionData<{ values: Record<string, string>; errors: Record<string, string>; refused: ApplyRefusal | 'too_often' | null }>()
  const texts = applyingTexts(useLanguage())
  const errors = Object.fromEntries(Object.entries(answered?.errors ?? {}).map(([field, key]) => [field, say(texts, field, key)]))
  return (
    <Page title={changing ? texts.changeTitle : title} intro={changing ? texts.changeIntro : texts.applyIntro} back={{ to: `/openings/${slug}`, text: openingTitle }}>
      {answered?.refused && <Notice kind="warning" title={texts[`refused_${answered.refused}`]} />}
      <ApplyForm slug={slug} organisation={organisation} person={person} values={answered?.values ?? values} errors={errors} changing={changing} />
    </Page>
  )
}

const say = (texts: ReturnType<typeof applyingTexts>, field: string, key: string) =>
  key === 'words_long' || key === 'words_missing' || key === 'phone_wrong' ? texts[key] : field === 'phone' ? texts.phone_wrong : texts.words_missing
