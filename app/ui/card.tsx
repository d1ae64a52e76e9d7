import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import { Squiggle } from './path.tsx'
import { When } from './when.tsx'
import { whole } from './whole.tsx'

/** A note on the board. */
export function Card({ title, children, className = '' }: { title?: ReactNode; children: ReactNode; className?: string }) {
  return (
    <section className={`cut marked flex flex-col gap-3 border border-line bg-sheet p-5 shadow-note ${className}`}>
      {title && <h2 className="text-xl">{whole(title)}</h2>}
      {children}
    </section>
  )
}

export function EmptyState({ title, children, action }: { title: ReactNode; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex max-w-text flex-col items-start gap-3 py-6">
      <Squiggle className="w-40" />
      <h2 className="text-2xl">{whole(title)}</h2>
      {children && <div className="flex flex-col gap-3">{children}</div>}
      {action && <div className="mt-2 flex flex-wrap gap-3">{action}</div>}
    </div>
  )
}

export function Tag({ children, tone = 'plain' }: { children: ReactNode; tone?: 'plain' | 'berry' | 'done' | 'danger' }) {
  const tones = { plain: 'border-edge', berry: 'border-berry-deep bg-berry-wash', done: 'border-done bg-done-wash', danger: 'border-danger bg-danger-wash text-danger' }
  return <span className={`cut-small inline-block border px-2 text-sm font-bold ${tones[tone]}`}>{children}</span>
}

export function DefinitionList({ items }: { items: { term: ReactNode; detail: ReactNode }[] }) {
  return (
    <dl className="flex max-w-text flex-col divide-y divide-line">
      {items.map((item, index) => (
        <div key={index} className="flex flex-col gap-x-6 py-3 sm:flex-row">
          <dt className="shrink-0 font-bold sm:w-44">{item.term}</dt>
          <dd className="min-w-0">{item.detail}</dd>
        </div>
      ))}
    </dl>
  )
}

export interface CalendarLeaf {
  /** "torsdag", "26", "november": as they stand on a wall calendar. */
  weekday: string
  day: string
  month: string
}

/**
 * A leaf torn from a wall calendar, readable at arm's length. Three letters tell weekdays and months apart in all our
 * languages; the sentence beside it says the date in full.
 */
export function DateBlock({ weekday, day, month, past }: CalendarLeaf & { past?: boolean }) {
  return (
    <div aria-hidden="true" className={`cut-small marked flex w-17 shrink-0 flex-col items-center self-start py-1.5 leading-none ${past ? 'bg-bark text-ink' : 'bg-fjord text-on-fjord'}`}>
      <span>{weekday.slice(0, 3)}</span>
      <span className="py-0.5 text-3xl font-bold leading-none!">{day}</span>
      <span>{month.slice(0, 3)}</span>
    </div>
  )
}

export interface NoticeCardProps {
  to: string
  title: string
  /** Language of the title when it is not the page's. */
  lang?: string
  leaf: CalendarLeaf
  /** "i morgen kl. 18.00–20.00" */
  when: string
  /** For machines: the instant it starts. */
  dateTime?: string
  where?: ReactNode
  kind?: ReactNode
  organisation?: ReactNode
  /** "3 plasser igjen", "Fullt, 2 på venteliste" */
  places?: ReactNode
  placesTone?: 'plain' | 'berry' | 'done' | 'danger'
  cancelled?: ReactNode
  /** Puts the card on the map island. */
  lat?: number | null
  lon?: number | null
  heading?: 'h2' | 'h3'
  past?: boolean
}

/** One activity on the board. The whole note can be pressed; its name is the link. */
export function NoticeCard({ to, title, lang, leaf, when, dateTime, where, kind, organisation, places, placesTone, cancelled, lat, lon, heading: Heading = 'h2', past }: NoticeCardProps) {
  const located = lat != null && lon != null
  return (
    <article className="cut marked settle relative flex gap-4 border border-line bg-sheet p-4 shadow-note has-[a:hover]:border-ink has-[a:focus-visible]:outline-3 has-[a:focus-visible]:outline-offset-3 has-[a:focus-visible]:outline-focus"
      data-point={located ? `${lat},${lon}` : undefined}>
      <DateBlock {...leaf} past={past || Boolean(cancelled)} />
      <div className="flex min-w-0 grow flex-col gap-1">
        <Heading className={`text-xl ${cancelled ? 'line-through decoration-2' : ''}`}>
          <a href={to} lang={lang} className="after:absolute after:inset-0 focus-visible:outline-none">{title}</a>
        </Heading>
        <p className="font-bold">{dateTime ? <time dateTime={dateTime}><When text={when} /></time> : <When text={when} />}</p>
        {where && <p className="flex gap-1.5 text-soft"><Icon name="place" className="mt-0.5 size-5" /><span className="min-w-0">{where}</span></p>}
        {organisation && <p className="text-soft">{organisation}</p>}
        {(kind || places || cancelled) && (
          <p className="mt-1 flex flex-wrap gap-2">
            {cancelled && <Tag tone="danger">{cancelled}</Tag>}
            {kind && <Tag>{kind}</Tag>}
            {places && <Tag tone={placesTone}>{places}</Tag>}
          </p>
        )}
      </div>
    </article>
  )
}

/** Notes side by side where there is room. */
export function Board({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-1 gap-4 md:grid-cols-2">{children}</div>
}
