/** A time in words, standing by itself. Its clock never breaks over two lines: "kl. 18.00–20.00" is read as one thing. */
export function When({ text }: { text: string }) {
  return <>{(text.charAt(0).toUpperCase() + text.slice(1)).split(clock).map((part, index) => (index % 2 ? <span key={index} className="whitespace-nowrap">{part}</span> : part))}</>
}

const clock = /((?:kl\.|at) \d{1,2}[.:]\d\d(?:–\d{1,2}[.:]\d\d)?)/
