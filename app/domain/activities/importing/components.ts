import type { ProblemOf } from './problems.ts'

/**
 * The outer shape of a calendar file: unfolded lines that remember where they began, and components within components.
 * Written by hand because a reader that stops at the first bad line cannot tell an organiser which lines are bad, and
 * because it must take any bytes in linear time.
 */
export interface Property {
  name: string
  parameters: Record<string, string>
  value: string
  line: number
}
export interface Component {
  name: string
  line: number
  properties: Property[]
  children: Component[]
  /** The file ended, or something else began to end, before this did. */
  unclosed: boolean
}

interface Line {
  text: string
  line: number
}

/** Joins folded lines (a line that begins with a blank continues the one before). */
function unfold(text: string): Line[] {
  const lines: Line[] = []
  let parts: string[] = []
  let start = 0
  const flush = () => {
    if (start && parts.length) lines.push({ text: parts.join(''), line: start })
  }
  text.split(/\r\n|\n|\r/).forEach((raw, index) => {
    if (start && (raw.startsWith(' ') || raw.startsWith('\t'))) return void parts.push(raw.slice(1))
    flush()
    parts = [raw]
    start = index + 1
  })
  flush()
  return lines.filter((line) => line.text.trim() !== '')
}

const NAME = /^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)?$/

/** One content line, or undefined when it is none. */
export function readProperty(text: string, line: number): Property | undefined {
  let quoted = false
  let colon = -1
  const semicolons: number[] = []
  for (let i = 0; i < text.length; i++) {
    const character = text[i]
    if (character === '"') quoted = !quoted
    else if (!quoted && character === ';') semicolons.push(i)
    else if (!quoted && character === ':') {
      colon = i
      break
    }
  }
  // An apostrophe-like lone quote must not swallow the whole line.
  if (colon < 0 && quoted) colon = text.indexOf(':')
  if (colon < 0) return undefined
  const cuts = [...semicolons.filter((at) => at < colon), colon]
  const name = text.slice(0, cuts[0]).trim()
  if (!NAME.test(name)) return undefined
  const parameters: Record<string, string> = {}
  for (let i = 0; i + 1 < cuts.length; i++) {
    const part = text.slice(cuts[i]! + 1, cuts[i + 1])
    const equals = part.indexOf('=')
    if (equals > 0) parameters[part.slice(0, equals).trim().toUpperCase()] = part.slice(equals + 1).trim().replace(/^"(.*)"$/s, '$1')
  }
  return { name: name.slice(name.indexOf('.') + 1).toUpperCase(), parameters, value: text.slice(colon + 1), line }
}

const DEEPEST = 8

/** The calendars of a file, with whatever in its outer shape is wrong. Never throws. */
export function readComponents(text: string): { calendars: Component[]; problems: ProblemOf<'not-a-line' | 'unclosed' | 'stray-end' | 'outside'>[]; truncated: boolean } {
  const calendars: Component[] = []
  const problems: ProblemOf<'not-a-line' | 'unclosed' | 'stray-end' | 'outside'>[] = []
  const open: Component[] = []
  let truncated = false
  let lastOutside = 0

  const abandon = (component: Component) => {
    component.unclosed = true
    problems.push({ line: component.line, what: 'unclosed', value: component.name })
  }

  for (const { text: content, line } of unfold(text.replace(/^\uFEFF/, ''))) {
    const current = open.at(-1)
    const property = readProperty(content.trimStart(), line)
    if (!property) {
      // Inside tasks and answers nobody reads the lines, so nobody needs to hear about them.
      if (current?.name === 'VEVENT' || current?.name === 'VCALENDAR') problems.push({ line, what: 'not-a-line', value: excerpt(content) })
      else if (!current && !lastOutside) problems.push({ line: (lastOutside = line), what: 'outside', value: excerpt(content) })
      continue
    }
    const what = property.value.trim().toUpperCase()
    if (property.name === 'BEGIN') {
      if (what === 'VCALENDAR') {
        // Calendars do not nest: the one before lost its end.
        while (open.length) abandon(open.pop()!)
      } else if (what === 'VEVENT' && current && current.name !== 'VCALENDAR') {
        // Events do not nest either: what is still open inside this calendar lost its end.
        while (open.length > 1) abandon(open.pop()!)
      }
      const parent = open.at(-1)
      if (!parent && what !== 'VCALENDAR') {
        if (!lastOutside) problems.push({ line: (lastOutside = line), what: 'outside', value: excerpt(content) })
        continue
      }
      const component: Component = { name: what, line, properties: [], children: [], unclosed: false }
      if (parent && open.length < DEEPEST) parent.children.push(component)
      if (!parent) calendars.push(component)
      open.push(component)
    } else if (property.name === 'END') {
      const at = open.map((component) => component.name).lastIndexOf(what)
      if (at < 0) problems.push({ line, what: 'stray-end', value: what.slice(0, 40) })
      else {
        while (open.length > at + 1) abandon(open.pop()!)
        open.pop()
      }
    } else if (current) current.properties.push(property)
    else if (!lastOutside) problems.push({ line: (lastOutside = line), what: 'outside', value: excerpt(content) })
  }
  if (open.length) truncated = true
  while (open.length) abandon(open.pop()!)
  return { calendars, problems, truncated }
}

/** Enough of a line to recognise it in the file. */
export const excerpt = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text)

export const property = (component: Component, name: string) => component.properties.find((candidate) => candidate.name === name)
export const properties = (component: Component, name: string) => component.properties.filter((candidate) => candidate.name === name)
