import { type CalendarLeaf, DateBlock } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { When } from '#app/ui/when.tsx'
import { appointmentTexts } from '../messages.ts'

export interface AppointmentShown { id: string; leaf: CalendarLeaf; when: string; place: string; others: string[]; organisation: string; href: string | null }

/** What one has agreed to, the next first. */
export function AppointmentCards({ appointments }: { appointments: AppointmentShown[] }) {
  const texts = appointmentTexts(useLanguage())
  if (appointments.length === 0) return null
  return (
    <section aria-labelledby="appointments">
      <h2 id="appointments" className="mb-3 text-2xl">{texts.heading}</h2>
      <div className="flex flex-col gap-4">
        {appointments.map((one) => (
          <article key={one.id} id={`appointment-${one.id}`} className="cut marked flex gap-4 border border-line bg-sheet p-4 shadow-note">
            <DateBlock {...one.leaf} />
            <div className="flex min-w-0 grow flex-col items-start gap-1">
              <h3 className="text-xl">{one.href ? <a href={one.href} className="link inline-flex min-h-11 items-center">{texts.event(one.others)}</a> : texts.event(one.others)}</h3>
              <p className="font-bold"><When text={one.when} /></p>
              {one.place && <p className="whitespace-pre-line">{one.place}</p>}
              <p className="text-soft">{one.organisation}</p>
            </div>
          </article>
        ))}
      </div>
    </section>
  )
}
