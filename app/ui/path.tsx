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
    <nav aria-label={label ?? texts.step(current + 1, steps.length)} className="max-w-text">
      <ol className="flex">
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
    </nav>
  )
}

/** The path downwards, with something to say at each stop. */
export function PathList({ stops }: { stops: { title: ReactNode; text: ReactNode }[] }) {
  return (
    <ol className="flex flex-col">
      {stops.map((stop, index) => (
        <li key={index} className="relative flex gap-5 pb-9 last:pb-0">
          {index < stops.length - 1 && (
            <svg viewBox="0 0 40 100" className="absolute top-11 bottom-0 left-0 h-[calc(100%-2.75rem)] w-11" preserveAspectRatio="none" aria-hidden="true" focusable="false">
              <path className="path-line" vectorEffect="non-scaling-stroke" d={index % 2 ? 'M20 0c-9 20-8 36 0 52s8 32 0 48' : 'M20 0c9 18 9 34 1 50s-9 34-1 50'} />
            </svg>
          )}
          <span aria-hidden="true" className="marked grid size-11 shrink-0 place-items-center rounded-full border-3 border-ink bg-glow text-lg font-bold text-ink">{index + 1}</span>
          <div className="flex max-w-text flex-col gap-1 pt-1.5">
            <h3 className="text-xl">{stop.title}</h3>
            <p>{stop.text}</p>
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
