import type { ReactNode } from 'react'
import { useTexts } from './frame.tsx'

/** Rows and columns where there is room, one note per row on a phone. */
export function Table({ caption, columns, rows, captionHidden }: { caption: ReactNode; columns: ReactNode[]; rows: { key: string; cells: ReactNode[] }[]; captionHidden?: boolean }) {
  return (
    <table className="w-full max-md:block">
      <caption className={captionHidden ? 'sr-only' : 'pb-2 text-left text-xl font-bold max-md:block'}>{caption}</caption>
      <thead className="max-md:sr-only">
        <tr>{columns.map((column, index) => <th key={index} scope="col" className="border-b-2 border-ink px-3 py-2 text-left first:pl-0">{column}</th>)}</tr>
      </thead>
      <tbody className="max-md:flex max-md:flex-col max-md:gap-3">
        {rows.map((row) => (
          <tr key={row.key} className="max-md:cut max-md:block max-md:border max-md:border-line max-md:bg-sheet max-md:p-4">
            {row.cells.map((cell, index) => index === 0
              ? <th key={index} scope="row" className="px-3 py-3 text-left align-baseline font-bold first:pl-0 max-md:block max-md:p-0 max-md:text-lg md:border-b md:border-line">{cell}</th>
              : (
                <td key={index} className="px-3 py-3 align-baseline max-md:flex max-md:gap-3 max-md:p-0 max-md:pt-1 md:border-b md:border-line">
                  {columns[index] && <span aria-hidden="true" className="w-24 shrink-0 text-soft md:hidden">{columns[index]}</span>}
                  <span className="min-w-0 wrap-anywhere">{cell}</span>
                </td>
              ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Neighbouring pages as links; the browser's own back button works. */
export function Tabs({ label, tabs }: { label: string; tabs: { to: string; text: ReactNode; current?: boolean }[] }) {
  return (
    // On a phone one line, cut at the screen's edge, that is pushed sideways; it opens where the reader is.
    <nav aria-label={label} className="not-printed max-md:-mx-5 max-md:overflow-x-auto max-md:scroll-px-5 max-md:px-5 max-md:py-1.5 max-md:[scrollbar-width:none] md:border-b-2 md:border-line">
      <ul className="flex gap-1.5 max-md:w-max max-md:pr-5 md:-mb-0.5 md:flex-wrap md:gap-1">
        {tabs.map((tab) => (
          <li key={tab.to}>
            <a href={tab.to} aria-current={tab.current ? 'page' : undefined}
              className="max-md:cut-small inline-flex min-h-11 items-center border-edge px-3 aria-[current=page]:[scroll-initial-target:nearest] aria-[current=page]:font-bold max-md:border-2 max-md:bg-sheet max-md:aria-[current=page]:border-ink max-md:aria-[current=page]:bg-fjord max-md:aria-[current=page]:text-on-fjord md:min-h-12 md:border-b-4 md:not-aria-[current=page]:not-hover:border-transparent md:aria-[current=page]:border-berry">{tab.text}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** `to` makes the address of a page, counted from 1. */
export function Pagination({ page, pages, to, label }: { page: number; pages: number; to: (page: number) => string; label?: string }) {
  const texts = useTexts()
  if (pages <= 1) return null
  const step = 'inline-flex min-h-12 items-center font-bold underline decoration-berry-deep decoration-2 underline-offset-4 hover:decoration-4'
  return (
    <nav aria-label={label ?? texts.pages} className="not-printed flex flex-wrap items-center gap-x-6 gap-y-2 pt-2">
      {page > 1 && <a href={to(page - 1)} rel="prev" className={step}>{texts.previous}</a>}
      <span className="text-soft">{texts.pageOf(page, pages)}</span>
      {page < pages && <a href={to(page + 1)} rel="next" className={step}>{texts.next}</a>}
    </nav>
  )
}
