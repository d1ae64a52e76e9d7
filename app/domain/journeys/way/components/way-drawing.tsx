import { sayDate } from '#app/platform/time.ts'
import { Icon, type IconName } from '#app/ui/icon.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { When } from '#app/ui/when.tsx'
import { journeyTexts } from '../../messages.ts'
import type { MomentKind } from '../../schema.ts'
import type { Stop } from '../rules.ts'

export interface Ahead { key: string; title: string; text: string; when: string | null; href: string | null }

// Ways between two stops. Around a bend the line swings wide, and comes back: it never breaks off.
const straight = ['M22 0c-9 20-8 36 0 52s8 32 0 48', 'M22 0c9 18 9 34 1 50s-9 34-1 50']
const wide = 'M22 0C52 18 46 46 24 52S4 84 22 100'
const rest = 'M22 0c-3 14-13 20-13 34s26 16 26 30-10 22-13 36'

const icons: Record<Exclude<Stop['kind'], 'moment'>, IconName> = { first: 'check', came: 'check', group: 'people', hosted: 'people', started: 'check', walked: 'people', volunteered: 'people', goal: 'place', reached: 'check' }
const momentIcons: Partial<Record<MomentKind, IconName>> = { people: 'people', helped: 'people', home: 'place', pause: 'clock', contact: 'phone' }

/** The way so far from top to bottom, then today, then what comes next, along one line. The list says everything that the drawing shows. */
export function WayDrawing({ stops, ahead, now }: { stops: Stop[]; ahead: Ahead[]; now: Date }) {
  const language = useLanguage()
  const texts = journeyTexts(language)
  const day = (text: string) => sayDate(new Date(`${text}T12:00:00Z`), 'Europe/Oslo', language, now)
  return (
    <ol className="flex max-w-text flex-col">
      {stops.map((stop, index) => (
        <li key={index} className="relative flex gap-5 pb-8" id={stop.kind === 'moment' ? `moment-${stop.moment.id}` : undefined}>
          <Line d={stop.kind === 'moment' && stop.moment.kind === 'bend' ? wide : stop.kind === 'moment' && stop.moment.kind === 'pause' ? rest : straight[index % 2]!} />
          <Mark icon={stop.kind === 'moment' ? (momentIcons[stop.moment.kind] ?? 'note') : icons[stop.kind]} lit={stop.kind === 'reached' || stop.kind === 'first'} />
          <div className="flex min-w-0 flex-col items-start gap-0.5 pt-1.5">
            <p className="text-soft"><When text={day(stop.day)} /></p>
            <Told stop={stop} />
          </div>
        </li>
      ))}
      <li className={`relative flex gap-5 ${ahead.length > 0 ? 'pb-8' : ''}`} aria-current="step">
        {ahead.length > 0 && <Line d={straight[stops.length % 2]!} ahead />}
        <span aria-hidden="true" className="marked size-11 shrink-0 rounded-full border-3 border-berry bg-berry" />
        <p className="pt-2 text-xl font-bold">{texts.today}</p>
      </li>
      {ahead.map((next, index) => (
        <li key={next.key} className="relative flex gap-5 pb-8 last:pb-0">
          {index < ahead.length - 1 && <Line d={straight[(stops.length + index + 1) % 2]!} ahead />}
          <span aria-hidden="true" className="marked size-11 shrink-0 rounded-full border-3 border-edge bg-paper" />
          <div className="flex min-w-0 flex-col items-start gap-0.5 pt-1.5">
            {next.when && <p className="text-soft"><When text={next.when} /></p>}
            <p className="text-lg font-bold">{next.href ? <a href={next.href} className="link">{next.title}</a> : next.title}</p>
            {next.text && <p className="text-soft">{next.text}</p>}
          </div>
        </li>
      ))}
    </ol>
  )
}

function Line({ d, ahead }: { d: string; ahead?: boolean }) {
  return (
    <svg viewBox="0 0 44 100" className="absolute top-11 bottom-0 left-0 h-[calc(100%-2.75rem)] w-11 overflow-visible" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <path className={`path-line ${ahead ? 'path-ahead' : ''}`} vectorEffect="non-scaling-stroke" d={d} />
    </svg>
  )
}

function Mark({ icon, lit }: { icon: IconName; lit: boolean }) {
  return <span aria-hidden="true" className={`marked z-1 grid size-11 shrink-0 place-items-center rounded-full border-3 border-ink ${lit ? 'bg-glow' : 'bg-paper'}`}><Icon name={icon} className="size-6" /></span>
}

function Told({ stop }: { stop: Stop }) {
  const language = useLanguage()
  const texts = journeyTexts(language)
  if (stop.kind === 'moment') {
    const { id, kind, words } = stop.moment
    return (
      <>
        <p className="text-lg font-bold">{texts.moment(kind)}</p>
        {words && <p className="whitespace-pre-line">{words}</p>}
        {kind === 'bend' && <p className="text-soft">{texts.bendText}</p>}
        {kind === 'pause' && <p className="text-soft">{texts.pauseText}</p>}
        <p><a href={`/me/way?remove=${id}`} className="inline-flex min-h-11 items-center text-soft underline underline-offset-4">{texts.remove}<span className="sr-only"> {texts.moment(kind)}</span></a></p>
      </>
    )
  }
  if ('goalId' in stop) return <p className="text-lg font-bold"><a href={`/me/way/goals/${stop.goalId}`} className="link">{texts[stop.kind](stop.title)}</a></p>
  const said = stop.kind === 'came' || stop.kind === 'hosted' ? texts[stop.kind](stop.title, stop.more) : texts[stop.kind](stop.title)
  return (
    <>
      <p className="text-lg font-bold">{said}</p>
      {stop.kind !== 'volunteered' && <p className="text-soft">{stop.organisation}</p>}
    </>
  )
}
