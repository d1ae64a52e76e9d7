import { EmptyState, Tag } from '#app/ui/card.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { sayLastDay } from '../../finding/components/opening-notes.tsx'
import { openingWords } from '../../messages.ts'
import { standingOf } from '../../rules.ts'
import { openingPlanningTexts } from '../messages.ts'
import type { ListedWork } from '../queries.server.ts'

/** What an organisation offers: open ones first, with who waits for an answer; then drafts; then what is closed. */
export function WorkList({ openings, slug, mayPlan, now }: { openings: ListedWork[]; slug: string; mayPlan: boolean; now: Date }) {
  const texts = openingPlanningTexts(useLanguage())
  const by = Map.groupBy(openings, (one) => ({ draft: 'drafts', open: 'open' } as Record<string, 'drafts' | 'open' | undefined>)[standingOf(one, now)] ?? 'closed')
  // Closed ones where somebody still waits are not done with.
  const open = [...(by.get('open') ?? []), ...(by.get('closed') ?? []).filter((one) => one.awaiting > 0)].sort((a, b) => Number(b.awaiting > 0) - Number(a.awaiting > 0))
  const closed = (by.get('closed') ?? []).filter((one) => one.awaiting === 0)
  const drafts = by.get('drafts') ?? []
  if (openings.length === 0) {
    return <EmptyState title={texts.none} action={mayPlan ? <LinkButton to={`/manage/${slug}/openings/new`}>{texts.newOpening}</LinkButton> : undefined}><p>{texts.noneText}</p></EmptyState>
  }
  const list = (ones: ListedWork[]) => <ul className="flex flex-col gap-3">{ones.map((one) => <Work key={one.id} opening={one} slug={slug} now={now} />)}</ul>
  return (
    <>
      {open.length > 0 && <section aria-labelledby="open" className="flex flex-col gap-4"><h2 id="open" className="text-2xl">{texts.open}</h2>{list(open)}</section>}
      {drafts.length > 0 && <section aria-labelledby="drafts" className="flex flex-col gap-4"><h2 id="drafts" className="text-2xl">{texts.drafts}</h2>{list(drafts)}</section>}
      {closed.length > 0 && (
        <details>
          <summary className="min-h-11 cursor-pointer py-2 text-2xl font-bold">{texts.closed} <span className="text-lg font-normal text-soft">({closed.length})</span></summary>
          {list(closed)}
        </details>
      )}
    </>
  )
}

function Work({ opening, slug, now }: { opening: ListedWork; slug: string; now: Date }) {
  const language = useLanguage()
  const texts = openingPlanningTexts(language)
  const words = openingWords(language)
  const standing = standingOf(opening, now)
  return (
    <li className="cut settle relative flex flex-col gap-1 border border-line bg-sheet p-4 shadow-note has-[a:hover]:border-ink">
      <h3 className="text-lg"><a href={`/manage/${slug}/openings/${opening.id}`} lang={opening.titleLanguage === language ? undefined : opening.titleLanguage} className="after:absolute after:inset-0">{opening.title}</a></h3>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-soft">
        {opening.awaiting > 0 && <Tag tone="berry">{texts.awaiting(opening.awaiting)}</Tag>}
        {standing === 'draft' && <Tag tone="berry">{words.draft}</Tag>}
        {standing !== 'draft' && standing !== 'open' && standing !== 'discarded' && <Tag>{words[`closed_${standing}`]}</Tag>}
        <span>{words[`kind_${opening.kind}`]}{opening.percent !== null && `, ${words.percentOf(opening.percent)}`}</span>
        <span>{texts.taken(opening.taken, opening.places)}</span>
        {standing === 'open' && <span>{opening.applyUntil ? words.until(sayLastDay(opening.applyUntil, opening.zone, language, now)) : words.untilFilled}</span>}
        {opening.contact && <span>{texts.contactIs(opening.contact)}</span>}
      </p>
    </li>
  )
}
