import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { WorkplaceTabs } from '#app/domain/activities/planning/components/workplace-tabs.tsx'
import { CompanionTabs } from '#app/domain/companions/components/companion-tabs.tsx'
import { holdTwo, letGo, proposeFor } from '#app/domain/companions/matching/commands.server.ts'
import { Hold, MatchBoard } from '#app/domain/companions/matching/components/board.tsx'
import { matchingTexts } from '#app/domain/companions/matching/messages.ts'
import { namesOfLocks, wordsOf } from '#app/domain/companions/matching/queries.server.ts'
import { namedIn } from '#app/domain/companions/matching/rules.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Card, EmptyState } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Pagination } from '#app/ui/table.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${matchingTexts(data.language).title} · Samkraft` }]

const onePage = 25

/** Who waits, what is proposed for each and why, worked out anew each time it is looked at. */
export async function loader(args: LoaderFunctionArgs) {
  const { organisation, person, roles, language, actor } = await requireMember(args, args.params.org, 'coordinator')
  const asked = new URL(args.request.url).searchParams
  const now = new Date()
  const wanted = Math.max(1, Math.floor(Number(asked.get('page'))) || 1)
  const pageOf = (count: number) => Math.min(wanted, Math.max(1, Math.ceil(count / onePage)))
  const shown = <T,>(all: T[]) => all.slice((pageOf(all.length) - 1) * onePage, pageOf(all.length) * onePage)
  const { sealed, proposed } = await proposeFor({ organisation, personId: person.id, about: ({ askers }) => shown(askers).map(({ id }) => id), now })
  const here = shown(sealed.askers)
  const { words, locks } = await lean(actor, async (sql) => ({ words: await wordsOf(sql, organisation.id, here), locks: proposed.broken.length ? await namesOfLocks(sql, organisation.id) : [] }))
  const proposals = new Map(proposed.proposals.map((proposal) => [proposal.requestId, proposal]))
  return {
    language, organisation: { slug: organisation.slug, name: organisation.name, zone: organisation.zone }, roles, now, done: asked.get('done'), refused: asked.get('refused'), pairing: isId(asked.get('pairing')) ? asked.get('pairing') : null, page: pageOf(sealed.askers.length), pages: Math.ceil(sealed.askers.length / onePage),
    counts: { waiting: sealed.askers.length, places: sealed.volunteers.reduce((sum, { capacity, walking }) => sum + capacity - walking, 0), proposed: proposed.pairs.length },
    broken: locks.filter((lock) => proposed.broken.some(([request, volunteer]) => request === lock.requestId && volunteer === lock.volunteerId)),
    waiting: here.flatMap(({ id, name, askedAt, startsOn, releasedOn }) => {
      const [told, proposal] = [words.get(id), proposals.get(id)]
      return told && proposal ? [{ id, name, askedAt, startsOn, releasedOn, ...told, proposal }] : []
    }),
    named: namedIn(sealed, proposed),
  }
}

const deeds = z.object({ intent: z.enum(['lock', 'unlock', 'forbid', 'allow']), request: z.uuid(), volunteer: z.uuid(), from: z.enum(['person']).optional() })

export async function action(args: ActionFunctionArgs) {
  const { organisation, person, actor } = await requireMember(args, args.params.org, 'coordinator')
  const read = await readForm(args.request, deeds)
  const board = `/manage/${organisation.slug}/matching`
  if (!read.ok) return seeOther(board)
  const { intent, request: requestId, volunteer: volunteerId, from } = read.value
  const two = { organisationId: organisation.id, requestId, volunteerId }
  const done = await lean(actor, async (sql) => {
    if (intent === 'unlock' || intent === 'allow') {
      await letGo(sql, { ...two, kind: intent === 'unlock' ? 'lock' : 'forbid' })
      return { ok: true as const }
    }
    return holdTwo(sql, { ...two, kind: intent, by: person.id, now: new Date() })
  })
  const back = from === 'person' && (done.ok || done.reason !== 'gone') ? `${board}/${requestId}` : board
  return seeOther(`${back}?${done.ok ? `done=${intent}` : `refused=${done.reason}`}${back === board ? `#r-${requestId}` : ''}`)
}

export default function Screen() {
  const { organisation, roles, now, done, refused, pairing, page, pages, counts, broken, waiting, named } = useLoaderData<typeof loader>()
  const texts = matchingTexts(useLanguage())
  const { slug, zone } = organisation
  const said = (kind: 'done' | 'refused', key: string | null) => (key ? (texts as unknown as Record<string, string>)[`${kind}_${key}`] : undefined)
  return (
    <Page title={texts.title} over={organisation.name} intro={texts.intro} actions={<LinkButton kind="plain" to={`/manage/${slug}/matching/weights`}>{texts.howCounted}</LinkButton>}>
      <WorkplaceTabs slug={slug} roles={roles} current="companions" />
      <CompanionTabs slug={slug} current="matching" />
      {said('done', done) && <Notice kind="done" title={said('done', done)}>{done === 'pair' && pairing && <p><a href={`/manage/${slug}/pairings/${pairing}`} className="link inline-flex min-h-11 items-center">{texts.seePairing}</a></p>}</Notice>}
      {said('refused', refused) && <Notice kind="warning" title={said('refused', refused)} />}
      {broken.length > 0 && (
        <Card title={texts.broken} className="max-w-text">
          {broken.map((lock) => (
            <div key={lock.requestId} className="flex flex-col gap-1"><p>{texts.brokenText(lock.asker, lock.giver)}</p><div><Hold slug={slug} request={lock.requestId} volunteer={lock.volunteerId} intent="unlock" about={`${lock.asker}, ${lock.giver}`} /></div></div>
          ))}
        </Card>
      )}
      {counts.waiting === 0
        ? <EmptyState title={texts.nobodyWaits}><p>{texts.nobodyWaitsText}</p></EmptyState>
        : (
          <>
            <p className="max-w-text text-lg font-bold">{texts.summary(counts.waiting, counts.places, counts.proposed)}</p>
            <MatchBoard waiting={waiting} slug={slug} zone={zone} now={now} named={named} />
            <Pagination page={page} pages={pages} to={(number) => `/manage/${slug}/matching?page=${number}`} label={texts.pages} />
            <p className="max-w-text text-soft">{texts.estimated}</p>
          </>
        )}
    </Page>
  )
}
