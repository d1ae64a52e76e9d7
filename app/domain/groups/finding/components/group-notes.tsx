import { useLanguage } from '#app/ui/language.tsx'
import { Board, Tag } from '#app/ui/card.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { groupTexts } from '../../messages.ts'
import type { ListedGroup } from '../queries.server.ts'

/** Groups as notes on the board: what one is and whom it is for, never who is in it. */
export function GroupNotes({ groups, heading: Heading = 'h2', withoutOrganisation }: { groups: ListedGroup[]; heading?: 'h2' | 'h3'; withoutOrganisation?: boolean }) {
  const language = useLanguage()
  const texts = groupTexts(language)
  return (
    <Board>
      {groups.map((group) => (
        <article key={group.slug} className="cut marked settle relative flex flex-col gap-1 border border-line bg-sheet p-4 shadow-note has-[a:hover]:border-ink has-[a:focus-visible]:outline-3 has-[a:focus-visible]:outline-offset-3 has-[a:focus-visible]:outline-focus">
          <Heading className="text-xl">
            <a href={`/groups/${group.slug}`} lang={group.textLanguage === language ? undefined : group.textLanguage} className="after:absolute after:inset-0 focus-visible:outline-none">{group.name}</a>
          </Heading>
          {group.forWhom && <p lang={group.textLanguage === language ? undefined : group.textLanguage}>{group.forWhom}</p>}
          {group.area && <p className="flex gap-1.5 text-soft"><Icon name="place" className="mt-0.5 size-5" /><span className="min-w-0">{group.area}</span></p>}
          {!withoutOrganisation && <p className="text-soft">{group.organisation.name}</p>}
          <p className="mt-1"><Tag tone={group.wayIn === 'open' ? 'done' : 'plain'}>{group.wayIn === 'open' ? texts.open : texts.byRequest}</Tag></p>
        </article>
      ))}
    </Board>
  )
}
