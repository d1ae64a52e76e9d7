import { sayDate } from '#app/platform/time.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { When } from '#app/ui/when.tsx'
import { attendanceTexts } from '../messages.ts'
import type { TookPart } from '../queries.server.ts'

/** A calm look back: no counts, and nothing about what one did not come to. */
export function TookPartList({ been, now }: { been: TookPart[]; now: Date }) {
  const language = useLanguage()
  const texts = attendanceTexts(language)
  if (been.length === 0) return null
  return (
    <section aria-labelledby="took-part" className="flex max-w-text flex-col gap-2">
      <h2 id="took-part" className="text-2xl">{texts.attended}</h2>
      <ul className="flex flex-col divide-y divide-line">
        {been.map((one) => (
          <li key={one.id} className="py-2">
            <p className="font-bold" lang={one.titleLanguage === language ? undefined : one.titleLanguage}>{one.title}</p>
            <p className="text-soft"><When text={sayDate(one.startsAt, one.zone, language, now)} /> · {one.organisation}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
