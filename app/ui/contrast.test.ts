import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** Colours as theme.css says them: the day in `@theme`, the night wherever it is written down. */
const css = readFileSync(new URL('./theme.css', import.meta.url), 'utf8')
function coloursIn(opening: string) {
  const start = css.indexOf(opening)
  if (start < 0) throw new Error(`theme.css has no ${opening}`)
  const block = css.slice(start, css.indexOf('\n}', start))
  return Object.fromEntries([...block.matchAll(/--color-([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value])) as Record<string, string>
}
const day = coloursIn('@theme {')
const night = { ...day, ...coloursIn('@media (prefers-color-scheme: dark)') }
const shownNight = { ...day, ...coloursIn("[data-theme='dark'] {") }

function luminance(hex: string) {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
function ratio(one: string, other: string) {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

/** Every pair of text on surface that the components use. */
const text: [text: string, surface: string][] = [
  ...['paper', 'sheet', 'bark', 'berry-wash', 'danger-wash', 'done-wash', 'info-wash', 'glow'].map((surface): [string, string] => ['ink', surface]),
  ...['paper', 'sheet', 'bark'].map((surface): [string, string] => ['soft', surface]),
  ['on-fjord', 'fjord'],
  ['on-berry', 'berry'],
  ['danger', 'paper'],
  ['danger', 'sheet'],
  ['danger', 'danger-wash'],
  ['on-danger', 'danger'],
  ['done', 'paper'],
  ['paper', 'ink'],
]
/** What marks a control or where one stands: 3:1 (WCAG 1.4.11). */
const marks: [mark: string, surface: string][] = [
  ...['paper', 'sheet', 'bark', 'info-wash'].map((surface): [string, string] => ['edge', surface]),
  ['focus', 'paper'],
  ['focus', 'sheet'],
  ['focus', 'bark'],
  ['danger', 'sheet'],
]

describe.each([['day', day], ['night', night], ['night on /design', shownNight]])('%s', (_, colours) => {
  const of = (name: string) => {
    const value = colours[name]
    if (!value) throw new Error(`theme.css has no --color-${name}`)
    return value
  }
  it.each(text)('%s on %s reads at 7:1', (name, surface) => {
    expect(ratio(of(name), of(surface))).toBeGreaterThanOrEqual(7)
  })
  it.each(marks)('%s on %s is seen at 3:1', (name, surface) => {
    expect(ratio(of(name), of(surface))).toBeGreaterThanOrEqual(3)
  })
})

it('the ratio is the one of WCAG', () => {
  expect(ratio('#000000', '#ffffff')).toBeCloseTo(21)
  expect(ratio('#777777', '#ffffff')).toBeCloseTo(4.48, 1)
})

it('the night is one night', () => {
  expect(shownNight).toEqual(night)
})
