import type { Language } from '#app/platform/language.ts'
import { sayDate } from '#app/platform/time.ts'
import { Board, Tag } from '#app/ui/card.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { openingWords } from '../../messages.ts'
import { freePlaces } from '../../rules.ts'
import type { Listed } from '../queries.server.ts'

interface Props {
  openings: Listed[]
  language: Language
  now: Date
  heading?: 'h2' | 'h3'
  /** On an organisation's own page its name says nothing. */
  withoutOrganisation?: boolean
}

/** Openings as notes on the board. The whole note can be pressed; its name is the link. */
export const OpeningNotes = ({ openings, ...rest }: Props) => <Board>{openings.map((opening) => <OpeningNote key={opening.id} opening={opening} {...rest} />)}</Board>

function OpeningNote({ opening, language, now, heading: Heading = 'h2', withoutOrganisation }: Omit<Props, 'openings'> & { opening: Listed }) {
  const words = openingWords(language)
  const { km, lat, lon } = opening
  const away = km === null ? '' : km < 1 ? words.here : words.away(sayKilometres(km, language))
  const where = [opening.area, away].filter(Boolean).join(', ')
  const starts = opening.startsOn ? words.startsOn(sayPlainDay(opening.startsOn, language, now)) : words.startsAgreed
  const until = opening.applyUntil ? words.until(sayLastDay(opening.applyUntil, opening.zone, language, now)) : words.untilFilled
  return (
    <article data-point={lat !== null && lon !== null ? `${lat},${lon}` : undefined}
      className="cut marked settle relative flex flex-col gap-1 border border-line bg-sheet p-4 shadow-note has-[a:hover]:border-ink has-[a:focus-visible]:outline-3 has-[a:focus-visible]:outline-offset-3 has-[a:focus-visible]:outline-focus">
      <Heading className="text-xl">
        <a href={`/openings/${opening.slug}`} lang={opening.textLanguage === language ? undefined : opening.textLanguage} className="after:absolute after:inset-0 focus-visible:outline-none">{opening.title}</a>
      </Heading>
      {opening.hours && <p className="font-bold" lang={opening.textLanguage === language ? undefined : opening.textLanguage}>{opening.hours}</p>}
      {where && <p className="flex gap-1.5 text-soft"><Icon name="place" className="mt-0.5 size-5" /><span className="min-w-0">{where}</span></p>}
      {!withoutOrganisation && <p className="text-soft">{opening.organisation.name}</p>}
      <p>{starts}. {until}.</p>
      <p className="mt-1 flex flex-wrap gap-2">
        <Tag>{words[`kind_${opening.kind}`]}</Tag>
        {opening.percent !== null && <Tag tone="berry">{words.percentOf(opening.percent)}</Tag>}
        <Tag tone="done">{words.free(freePlaces(opening), opening.places)}</Tag>
        {opening.visibility === 'members' && <Tag>{words.forMembers}</Tag>}
      </p>
    </article>
  )
}

function sayKilometres(km: number, language: Language): string {
  const rounded = km < 10 ? km.toFixed(1) : String(Math.round(km))
  return language === 'en' ? rounded : rounded.replace('.', ',')
}

/** A day as the calendar has it, whoever's clock: "mandag 1. mars". */
export const sayPlainDay = (day: string, language: Language, now: Date) => sayDate(new Date(`${day}T12:00:00Z`), 'UTC', language, now)
/** The last day that ends at an instant. */
export const sayLastDay = (until: Date, zone: string, language: Language, now: Date) => sayDate(new Date(+until - 1), zone, language, now)
