import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { AskerStory } from '#app/domain/companions/asking/components/told.tsx'
import { acceptMatch, proposeFor } from '#app/domain/companions/matching/commands.server.ts'
import { AskerFacts, Avoids, Candidates, Hold, Nobody } from '#app/domain/companions/matching/components/board.tsx'
import { Swap } from '#app/domain/companions/matching/components/swap.tsx'
import { matchingTexts } from '#app/domain/companions/matching/messages.ts'
import { forbiddenFor, wordsOf } from '#app/domain/companions/matching/queries.server.ts'
import { namedIn, pairDayErrors } from '#app/domain/companions/matching/rules.ts'
import { usualTime } from '#app/domain/companions/pairings/rules.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { calendarDay } from '#app/platform/time.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded && `${loaded.title} · Samkraft` }]

const mostOthers = 12

/** Everything about one who waits and everybody who may walk with them; with `?with=` one pair weighed against the whole. */
export async function loader(args: LoaderFunctionArgs) {
  const { organisation, person, language, actor } = await requireMember(args, args.params.org, 'coordinator')
  const { request: id } = args.params
  if (!isId(id)) return notFound()
  const asked = new URL(args.request.url).searchParams
  const now = new Date()
  const board = `/manage/${organisation.slug}/matching`
  const wanted = asked.get('with')
  const other = wanted !== null && isId(wanted) ? wanted : null
  const { sealed, proposed } = await proposeFor({ organisation, personId: person.id, about: () => [id], others: other ? Infinity : mostOthers, ...(other && { whatIf: [id, other] as [string, string] }), now })
  const asker = sealed.askers.find((one) => one.id === id)
  const [proposal] = proposed.proposals
  // Somebody has just been matched, paused or taken it back: the board says so.
  if (!asker || !proposal) throw seeOther(`${board}?refused=gone`)
  const volunteer = other ? sealed.volunteers.find((one) => one.id === other) : undefined
  if (other && !volunteer) throw seeOther(`${board}/${id}?refused=not_free`)
  const { told, forbidden } = await lean(actor, async (sql) => ({ told: (await wordsOf(sql, organisation.id, [asker])).get(id), forbidden: await forbiddenFor(sql, id) }))
  if (!told) return notFound()
  const { name, askedAt, startsOn, releasedOn } = asker
  const candidate = volunteer ? [proposal.two, ...proposal.others].find((one) => one?.volunteerId === volunteer.id) ?? null : null
  const moved = new Set(proposed.whatIf && 'moves' in proposed.whatIf ? proposed.whatIf.moves.map(({ requestId }) => requestId) : [])
  const shown = volunteer ? { ...proposal, others: [] } : proposal
  return {
    title: volunteer ? matchingTexts(language).whatIf(name, volunteer.name) : name, slug: organisation.slug, zone: organisation.zone, now, done: asked.get('done'), refused: asked.get('refused'),
    asker: { id, name, askedAt, startsOn, releasedOn, ...told, proposal: shown }, forbidden, named: namedIn(sealed, { ...proposed, proposals: [shown] }, volunteer ? [volunteer.id] : []),
    swap: volunteer && proposed.whatIf ? {
      volunteer: { id: volunteer.id, name: volunteer.name }, candidate, whatIf: proposed.whatIf, total: proposed.total, proposed: proposal.two?.volunteerId === volunteer.id, locked: proposal.locked && proposal.two?.volunteerId === volunteer.id,
      names: Object.fromEntries(sealed.askers.filter((one) => moved.has(one.id)).map((one) => [one.id, one.name])), times: usualTime({ wished: startsOn, today: calendarDay(now, organisation.zone) }),
    } : null,
  }
}

const days = z.object({ startsOn: z.string().trim().default(''), expectedEnd: z.string().trim().default('') })

export async function action(args: ActionFunctionArgs) {
  const { organisation, person, actor } = await requireMember(args, args.params.org, 'coordinator')
  const { request: requestId } = args.params
  const volunteerId = new URL(args.request.url).searchParams.get('with')
  if (!isId(requestId) || volunteerId === null || !isId(volunteerId)) return notFound()
  const read = await readForm(args.request, days)
  const now = new Date()
  const values = { startsOn: read.values.startsOn ?? '', expectedEnd: read.values.expectedEnd ?? '' }
  const errors = pairDayErrors(values, calendarDay(now, organisation.zone))
  if (!read.ok || Object.keys(errors).length > 0) return data({ values, errors }, 422)
  const board = `/manage/${organisation.slug}/matching`
  const done = await lean(actor, (sql) => acceptMatch(sql, { organisationId: organisation.id, requestId, volunteerId, ...read.value, by: person.id, now }))
  if (done.ok) return seeOther(`${board}?done=pair&pairing=${done.pairingId}`)
  if (done.reason === 'dates') return data({ values, errors: { expectedEnd: 'date_order' } as Record<string, string> }, 422)
  return seeOther(done.reason === 'gone' ? `${board}?refused=gone` : `${board}/${requestId}?refused=${done.reason}`)
}

export default function Screen() {
  const { title, slug, zone, now, done, refused, asker, forbidden, named, swap } = useLoaderData<typeof loader>()
  const answered = useActionData<{ values: { startsOn: string; expectedEnd: string }; errors: Record<string, string> }>()
  const texts = matchingTexts(useLanguage())
  const said = (kind: 'done' | 'refused', key: string | null) => (key ? (texts as unknown as Record<string, string>)[`${kind}_${key}`] : undefined)
  const page = `/manage/${slug}/matching/${asker.id}`
  const { two } = asker.proposal
  const errors = Object.fromEntries(Object.entries(answered?.errors ?? {}).map(([field, key]) => [field, (texts as unknown as Record<string, string>)[key] ?? texts.date_wrong]))
  return (
    <Page title={title} back={{ to: swap ? page : `/manage/${slug}/matching`, text: swap ? asker.name : texts.title }}>
      {said('done', done) && <Notice kind="done" title={said('done', done)} />}
      {said('refused', refused) && <Notice kind="warning" title={said('refused', refused)} />}
      <div className="flex max-w-text flex-col gap-2"><AskerFacts one={asker} zone={zone} now={now} /><Avoids words={asker.avoids} /></div>
      {swap && <Swap slug={slug} request={asker} {...swap} named={named} values={answered?.values ?? swap.times} errors={errors} />}
      {!swap && (
        <section aria-labelledby="candidates" className="flex flex-col gap-1">
          <h2 id="candidates" className="text-2xl">{texts.candidates}</h2>
          {two || asker.proposal.others.length > 0
            ? <><p className="max-w-text text-soft">{texts.candidatesHint} {texts.estimated}</p><Candidates candidates={[...(two ? [two] : []), ...asker.proposal.others]} page={page} named={named} proposed={two?.volunteerId} /></>
            : <Nobody proposal={asker.proposal} />}
        </section>
      )}
      <section aria-labelledby="wishes" className="flex flex-col gap-3">
        <h2 id="wishes" className="text-2xl">{texts.theirWishes}</h2>
        <AskerStory wish={asker.wish} startsOn={asker.startsOn} releasedOn={asker.releasedOn} zone={zone} now={now} />
      </section>
      {forbidden.length > 0 && (
        <section aria-labelledby="forbidden" className="flex max-w-text flex-col gap-1">
          <h2 id="forbidden" className="text-2xl">{texts.forbiddenTitle}</h2>
          <p className="text-soft">{texts.forbiddenText}</p>
          <ul className="flex flex-col divide-y divide-line">
            {forbidden.map((one) => <li key={one.volunteerId} className="flex flex-wrap items-center justify-between gap-x-6"><span>{one.name}</span><Hold slug={slug} request={asker.id} volunteer={one.volunteerId} intent="allow" about={one.name} from="person" /></li>)}
          </ul>
        </section>
      )}
    </Page>
  )
}
