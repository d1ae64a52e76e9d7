import type { ReactNode } from 'react'

const short = /((?<![\p{L}-])(?:e|pin)-\p{L}{1,14})/iu

/** "e-posten" and "pin-koden" stay in one line: a heading or a button that ends in "e-" reads badly. */
export function whole(words: ReactNode): ReactNode {
  if (typeof words !== 'string' || !short.test(words)) return words
  return <span>{words.split(short).map((part, index) => (index % 2 ? <span key={index} className="whitespace-nowrap">{part}</span> : part))}</span>
}
