import type { ReactNode } from 'react'

/** Running text. `html` must have been cleaned by whoever knows where it came from. */
export function Prose({ html, children, lang }: { html?: string; children?: ReactNode; lang?: string }) {
  return html === undefined
    ? <div className="prose" lang={lang}>{children}</div>
    : <div className="prose" lang={lang} dangerouslySetInnerHTML={{ __html: html }} />
}
