import { sayDate } from '#app/platform/time.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Tag } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { awaitsAnswer } from '../../rules.ts'
import { applyingTexts } from '../messages.ts'
import type { Applicant } from '../queries.server.ts'

/** Who has applied, for those who answer; null: the reader may not know. */
export function Applicants({ applicants, address, zone, now, answerable }: { applicants: Applicant[] | null; address: string; zone: string; now: Date; answerable: number }) {
  const language = useLanguage()
  const texts = applyingTexts(language)
  return (
    <section aria-labelledby="applications" className="flex max-w-text flex-col gap-3">
      <h2 id="applications" className="text-2xl">{texts.applications}</h2>
      {applicants === null && <p>{texts.notShown}</p>}
      {applicants?.length === 0 && <p className="text-lg">{texts.noneYet}</p>}
      {applicants && applicants.length > 0 && (
        <ul className="flex flex-col gap-3">
          {applicants.map((one) => (
            <li key={one.id} className="cut settle relative flex flex-wrap items-center gap-x-4 gap-y-1 border border-line bg-sheet p-4 has-[a:hover]:border-ink">
              <h3 className="grow text-lg"><a href={`${address}/applications/${one.id}`} className="after:absolute after:inset-0">{one.name}</a></h3>
              <span className="text-soft">{texts.waitsSince(sayDate(one.changedAt, zone, language, now))}</span>
              <Tag tone={one.state === 'sent' ? 'berry' : one.state === 'accepted' || one.state === 'started' ? 'done' : 'plain'}>{texts.workState(one.state)}</Tag>
            </li>
          ))}
        </ul>
      )}
      {answerable > 0 && <p><LinkButton kind="plain" to={`${address}?do=decline-rest`}>{texts.declineRest}</LinkButton></p>}
    </section>
  )
}

/** How many one kind no would reach. */
export const answerableTogether = (applicants: Applicant[] | null, full: boolean) =>
  applicants?.filter(({ state }) => awaitsAnswer(state) || (full && state === 'offered')).length ?? 0
