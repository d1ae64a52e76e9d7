import type { ComponentPropsWithoutRef, ReactNode } from 'react'
import { whole } from './whole.tsx'

export type ButtonKind = 'primary' | 'quiet' | 'danger' | 'plain'

const shape =
  'cut settle inline-flex min-h-12 cursor-pointer items-center justify-center gap-2 px-5 py-2 text-center text-lg font-bold leading-tight no-underline'
const kinds: Record<ButtonKind, string> = {
  // The one thing to do next. One per screen.
  primary: `${shape} marked border-2 border-berry bg-berry text-on-berry shadow-note hover:border-ink`,
  quiet: `${shape} border-2 border-edge bg-sheet text-ink hover:border-ink hover:bg-bark`,
  danger: `${shape} border-2 border-danger bg-sheet text-danger hover:bg-danger-wash`,
  plain: 'settle inline-flex min-h-11 cursor-pointer items-center gap-2 py-2 font-bold underline decoration-berry-deep decoration-2 underline-offset-4 hover:decoration-4',
}

export function Button({ kind = 'primary', wide, className = '', type = 'submit', children, ...rest }: ComponentPropsWithoutRef<'button'> & { kind?: ButtonKind; wide?: boolean }) {
  return <button type={type} className={`${kinds[kind]} ${wide ? 'w-full sm:w-auto' : ''} ${className}`} {...rest}>{whole(children)}</button>
}

export function LinkButton({ to, kind = 'primary', wide, className = '', children, ...rest }: Omit<ComponentPropsWithoutRef<'a'>, 'href'> & { to: string; kind?: ButtonKind; wide?: boolean }) {
  return <a href={to} className={`${kinds[kind]} ${wide ? 'w-full sm:w-auto' : ''} ${className}`} {...rest}>{whole(children)}</a>
}

/** The screen's action where the thumb is: at the bottom edge of a phone, in the flow on wider screens. */
export function ActionBar({ children }: { children: ReactNode }) {
  return (
    <div className="not-printed sticky bottom-0 z-10 -mx-5 flex flex-wrap items-center gap-3 border-t border-line bg-paper px-5 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:static md:mx-0 md:border-0 md:bg-transparent md:px-0 *:max-md:grow">
      {children}
    </div>
  )
}
