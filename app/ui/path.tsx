import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import { useTexts } from './frame.tsx'

/**
 * The path: one line, drawn by hand. It starts on the front page, goes under headings, through steps and dividers.
 * Strokes keep their width however the drawing is stretched.
 */
export function Squiggle({ className = 'w-28' }: { className?: string }) {
  return (
    <svg viewBox="0 0 160 16" className={`h-4 ${className}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <path className="path-line" vectorEffect="non-scaling-stroke" d="M2 10.5c9-6 17-7.5 25-4.5s13 7.5 23 6.5 15-8 26-8 14 7 25 6.5 13-5.5 22-5.5 16 4.5 35 3" />
    </svg>
  )
}

export function PathDivider() {
  return (
    <svg viewBox="0 0 1000 40" className="my-8 block h-10 w-full" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <path className="path-line" vectorEffect="non-scaling-stroke" d="M0 22C60 8 120 6 190 18s120 18 200 8 120-20 200-10 130 18 210 10 130-20 200-8" />
    </svg>
  )
}

const waves = ['M0 12C22 5 40 5 55 11s28 8 45 1', 'M0 12c18 7 36 8 52 2s30-9 48-2', 'M0 12c20-8 38-5 52-1s30 9 48 1']

/** Where one is on a short way: done steps behind, the current one lit, the rest ahead. `current` counts from 0. */
export function PathSteps({ steps, current, label }: { steps: (string | { label: string; to?: string })[]; current: number; label?: string }) {
  const texts = useTexts()
  const named = steps.map((step) => (typeof step === 'string' ? { label: step, to: undefined } : step))
  return (
    <div className="max-w-text">
      <ol className="flex" aria-label={label ?? texts.step(current + 1, steps.length)}>
        {named.map((step, index) => {
          const done = index < current
          const here = index === current
          const text = step.to && done ? <a href={step.to} className="link">{step.label}</a> : step.label
          return (
            <li key={step.label} aria-current={here ? 'step' : undefined} className={`relative flex flex-col gap-1 ${index < named.length - 1 ? 'grow basis-0' : 'shrink-0'}`}>
              {index < named.length - 1 && (
                <svg viewBox="0 0 100 24" className="absolute top-1 left-8 h-6 w-[calc(100%-2rem)]" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                  <path className={`path-line ${done ? '' : 'path-ahead'}`} vectorEffect="non-scaling-stroke" d={waves[index % waves.length]} />
                </svg>
              )}
              <span className={`marked grid size-8 place-items-center rounded-full border-3 font-bold ${here ? 'border-berry bg-berry text-on-berry' : done ? 'border-ink bg-ink text-paper' : 'border-edge bg-paper text-soft'}`}>
                {done ? <Icon name="check" className="size-5" /> : index + 1}
                {done && <span className="sr-only">{texts.done}</span>}
              </span>
              <span className={here ? 'font-bold' : 'text-soft max-sm:sr-only'}>{text}</span>
            </li>
          )
        })}
      </ol>
    </div>
  )
}

/** The path downwards, with something to say at each stop. With a state, what lies behind is drawn through. */
export function PathList({ stops }: { stops: { title: ReactNode; text: ReactNode; state?: 'done' | 'here' | 'ahead' }[] }) {
  const texts = useTexts()
  const looks = { done: 'border-ink bg-ink text-paper', here: 'border-berry bg-berry text-on-berry', ahead: 'border-edge bg-paper text-soft' }
  return (
    <ol className="flex flex-col">
      {stops.map((stop, index) => (
        <li key={index} aria-current={stop.state === 'here' ? 'step' : undefined} className="relative flex gap-5 pb-9 last:pb-0">
          {index < stops.length - 1 && (
            <svg viewBox="0 0 40 100" className="absolute top-11 bottom-0 left-0 h-[calc(100%-2.75rem)] w-11" preserveAspectRatio="none" aria-hidden="true" focusable="false">
              <path className={`path-line ${stop.state && stop.state !== 'done' ? 'path-ahead' : ''}`} vectorEffect="non-scaling-stroke" d={index % 2 ? 'M20 0c-9 20-8 36 0 52s8 32 0 48' : 'M20 0c9 18 9 34 1 50s-9 34-1 50'} />
            </svg>
          )}
          <span aria-hidden="true" className={`marked grid size-11 shrink-0 place-items-center rounded-full border-3 text-lg font-bold ${stop.state ? looks[stop.state] : 'border-ink bg-glow text-ink'}`}>{stop.state === 'done' ? <Icon name="check" className="size-6" /> : index + 1}</span>
          <div className="flex min-w-0 max-w-text flex-col gap-1 pt-1.5">
            <h3 className="text-xl">{stop.title}{stop.state === 'done' && <span className="sr-only"> ({texts.done})</span>}</h3>
            <div>{stop.text}</div>
          </div>
        </li>
      ))}
    </ol>
  )
}

/** Two ways that become one. */
export function Mark({ className = 'size-9' }: { className?: string }) {
  return (
    <svg viewBox="0 0 40 40" className={className} fill="none" strokeWidth="4.2" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
      <path className="stroke-ink" d="M5 33c5.5-1 7.5-5.5 9.5-10S18.5 15 24 13.5" />
      <path className="stroke-berry" d="M5 12c5 .5 7 4.5 10 8.5 2.3 3 5.5 3.5 8.5.5 3-3.2 5.5-8.8 11.5-13.5" />
    </svg>
  )
}

/** Where the path begins: a cup of coffee, the mountains, a house with its door open. The ground runs on to both edges. */
export function Landscape({ title }: { title: string }) {
  const edge = (d: string) => (
    <svg viewBox="0 0 100 360" className="h-full min-w-0 grow" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <path className="path-line" vectorEffect="non-scaling-stroke" d={d} />
    </svg>
  )
  return (
    <div className="flex h-[47vw] max-h-96 w-full overflow-hidden max-md:mt-4 md:h-88">
      {edge('M0 304c30-6 70-6 101-6')}
      <svg viewBox="0 0 800 360" className="aspect-[800/360] h-full shrink-0" role="img" aria-label={title}>
        <circle cx="432" cy="150" r="46" className="fill-berry" />
        <path className="fill-bark" d="M252 297c38-18 68-94 100-147 9-14 18-12 26 3 15 26 28 50 43 72 17-32 30-63 48-95 10-15 22-13 31 3 29 52 50 118 84 163Z" />
        <path className="path-line" vectorEffect="non-scaling-stroke" d="M331 186c8 7 13 3 19-4 7 9 13 10 20 2 9 8 15 8 22 1M455 160c7 6 12 4 17-2 6 8 13 9 19 1 7 7 12 7 18 1" />
        <path className="fill-sheet" d="M609 296c-1-24-2-46-2-68l57-50 57 50c0 22-1 45 0 68Z" />
        <path className="fill-glow" d="M648 296c-1-21-1-41 1-60 11-1 21-1 32 0 2 20 2 40 1 60Z" />
        <path className="fill-glow" d="M646 299c-15 7-29 15-37 24 5 9 106 11 113 1-8-11-22-19-38-26Z" opacity=".75" />
        <path className="fill-sheet" d="M107 228c3 32 6 58 22 68h42c14-10 20-38 22-68-20 11-66 11-86 0Z" />
        <path className="path-line" vectorEffect="non-scaling-stroke" d="M0 298c38 0 84-3 128-2-17-13-20-42-22-69 18-11 69-12 88 0-20 11-66 11-86 1M194 229c-2 28-7 55-23 67 26 3 54 1 81 1 38-18 68-94 100-147 9-14 18-12 26 3 15 26 28 50 43 72 17-32 30-63 48-95 10-15 22-13 31 3 29 52 50 118 84 163 8 1 16 0 25 0-2-23-2-45-2-68M192 243c28-9 32 32-5 34" />
        <path className="path-line" vectorEffect="non-scaling-stroke" d="M597 236c23-19 45-39 67-59 23 19 45 39 68 58M721 228c0 23-1 45 0 68 26 2 53 0 80 2M692 200c0-11 0-21 1-31 6-1 11 0 16 0v44M648 296c-1-21-1-41 1-60 11-1 21-1 32 0 2 20 2 40 1 60M682 237c8 4 16 8 22 14 1 18 0 36 0 54-7-2-14-6-22-9" />
        <path className="path-line" vectorEffect="non-scaling-stroke" d="M664 254c5-1 8 3 7 7-1 5-5 6-8 5-4-2-5-6-3-9 1-2 3-3 5-3M664 267c0 9-1 16 0 22M664 289c-3 3-4 5-5 8M664 289c3 3 4 5 5 8M664 273c5-3 8-6 10-12M664 273c-4 3-6 6-8 10" />
        <path className="path-line" vectorEffect="non-scaling-stroke" d="M133 206c-8-10 7-17 0-28-3-6-1-11 2-15M152 208c-7-11 8-19 1-31-3-7-1-12 2-17M171 206c-7-9 6-17 0-27-3-5-1-10 1-14" />
      </svg>
      {edge('M-1 298c20 1 40 6 62 4 14-1 26-5 40-4')}
    </div>
  )
}
