import { calendarLeaf, sayDate, sayWhen } from '#app/platform/time.ts'
import { DateBlock, Tag } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { When } from '#app/ui/when.tsx'
import { supervisionTexts } from '../messages.ts'
import type { MySupervision, SupervisionAtWork } from '../queries.server.ts'

/** One supervision in the coordinators' list. */
export function SupervisionCard({ slug, one, now }: { slug: string; one: SupervisionAtWork; now: Date }) {
  const language = useLanguage()
  const texts = supervisionTexts(language)
  const begun = one.startsAt <= now
  return (
    <article className="cut marked settle relative flex gap-4 border border-line bg-sheet p-4 shadow-note has-[a:hover]:border-ink has-[a:focus-visible]:outline-3 has-[a:focus-visible]:outline-offset-3 has-[a:focus-visible]:outline-focus">
      <DateBlock {...calendarLeaf(one.startsAt, one.zone, language)} past={begun || one.cancelledAt !== null} />
      <div className="flex min-w-0 grow flex-col gap-1">
        <h3 className={`text-xl ${one.cancelledAt ? 'line-through decoration-2' : ''}`}><a href={`/manage/${slug}/supervision/${one.id}`} className="after:absolute after:inset-0 focus-visible:outline-none">{one.form === 'talk' ? one.invited[0]?.name ?? texts.form_talk : texts.form_group}</a></h3>
        <p className="font-bold"><When text={sayWhen(one.startsAt, one.endsAt, one.zone, language, now)} /></p>
        {one.form === 'group' && <p className="text-soft">{one.invited.map((who) => who.name).join(', ')}</p>}
        <p className="mt-1 flex flex-wrap gap-2">
          {one.form === 'talk' && <Tag>{texts.form_talk}</Tag>}
          {one.cancelledAt ? <Tag tone="danger">{texts.cancelled}</Tag> : one.minutes !== null ? <Tag tone="done">{texts.recorded(one.minutes)}</Tag> : begun && <Tag tone="berry">{texts.waiting}</Tag>}
          {one.minutes !== null && one.form === 'group' && <Tag>{texts.came(one.invited.filter((who) => who.came).length, one.invited.length)}</Tag>}
        </p>
      </div>
    </article>
  )
}

/** One's own supervisions, with what was noted of a talk of two. */
export function MySupervisions({ supervisions, now }: { supervisions: MySupervision[]; now: Date }) {
  const language = useLanguage()
  const texts = supervisionTexts(language)
  return (
    <section id="supervision" className="flex max-w-text flex-col gap-4">
      <h2 className="text-2xl">{texts.mine}</h2>
      {supervisions.length === 0 ? <p className="text-soft">{texts.mineNone}</p> : (
        <ul className="flex flex-col gap-4">
          {supervisions.map((one) => {
            const ahead = one.endsAt > now
            return (
              <li key={one.id} className="flex flex-col gap-1 border-b border-line pb-4">
                <p className="font-bold"><When text={ahead ? sayWhen(one.startsAt, one.endsAt, one.zone, language, now) : sayDate(one.startsAt, one.zone, language, now)} /></p>
                <p>{texts[`form_${one.form}`]}{one.holder && ` · ${texts.holder(one.holder)}`}</p>
                {ahead && one.place && <p className="whitespace-pre-line wrap-anywhere">{one.place}</p>}
                {one.came !== null && <p className="text-soft">{one.came ? texts.youCame(one.minutes ?? 0) : texts.youDidNot}</p>}
                {one.note && <div className="mt-1 border-l-4 border-berry pl-3"><h3 className="font-bold">{texts.noteOfTalk}</h3><p className="whitespace-pre-line">{one.note}</p></div>}
                <p className="text-soft">{one.organisation}</p>
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}
