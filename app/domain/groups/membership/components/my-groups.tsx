import { sayDate } from '#app/platform/time.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Tag } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { groupTexts } from '../../messages.ts'
import type { MyGroup } from '../queries.server.ts'
import { HostQuestion } from './place-card.tsx'

/** On one's own page: the groups one has a place in, and what one gives by hosting. */
export function MyGroups({ groups, now }: { groups: MyGroup[]; now: Date }) {
  const language = useLanguage()
  const texts = groupTexts(language)
  const placed = groups.filter((group) => group.state || group.hostSince)
  if (placed.length === 0) return null
  return (
    <section className="flex flex-col gap-4">
      <h2 className="text-2xl">{texts.mine}</h2>
      {placed.map((group) => (
        <article key={group.id} className="cut flex flex-col items-start gap-1 border border-line bg-sheet p-4">
          <h3 className="text-xl" lang={group.textLanguage === language ? undefined : group.textLanguage}>
            <a href={`/groups/${group.slug}`} className="link inline-flex min-h-11 items-center">{group.name}</a>
          </h3>
          <p className="text-soft">{group.organisation.name}</p>
          {group.hostSince && <p className="font-bold">{texts.hostSince(sayDate(new Date(`${group.hostSince}T12:00:00Z`), 'UTC', language, now))}</p>}
          <p className="flex flex-wrap gap-2">
            {group.closed && <Tag>{texts.closed}</Tag>}
            {group.state === 'member' && !group.hostSince && <Tag tone="done">{texts.joinedState}</Tag>}
            {group.state === 'asked' && <Tag>{texts.askedState}</Tag>}
            {group.state === 'paused' && <Tag>{texts.pausedState}</Tag>}
          </p>
          <p className="flex flex-wrap gap-x-6">
            {(group.hostSince || group.state === 'member') && <LinkButton kind="plain" to={`/groups/${group.slug}/board`}>{texts.openBoard}</LinkButton>}
            {group.waiting > 0 && <LinkButton kind="plain" to={`/manage/${group.organisation.slug}/groups/${group.id}`}>{texts.waits(group.waiting)}</LinkButton>}
          </p>
        </article>
      ))}
    </section>
  )
}

/** Asked to host a group, and not answered yet. */
export function AskedToHost({ group }: { group: MyGroup }) {
  const language = useLanguage()
  return (
    <article className="cut marked flex flex-col items-start gap-2 border border-line bg-sheet p-4 shadow-note">
      <h3 className="text-xl" lang={group.textLanguage === language ? undefined : group.textLanguage}>
        <a href={`/groups/${group.slug}`} className="link inline-flex min-h-11 items-center">{group.name}</a>
      </h3>
      <HostQuestion slug={group.slug} organisation={group.organisation.name} />
    </article>
  )
}
