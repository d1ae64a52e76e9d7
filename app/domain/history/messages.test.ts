import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { languages } from '#app/platform/language.ts'
import { historyTexts, sayDeed } from './messages.ts'

/** Every call that writes into an organisation's journal, as the source has it. */
const tellings = globSync('app/**/*.server.ts').flatMap((file) => {
  const source = readFileSync(file, 'utf8')
  return [...source.matchAll(/\btell(?:All)?\(sql,/g)].map(({ index }) => {
    let open = 0
    let end = index
    do {
      if (source[end] === '(') open++
      if (source[end] === ')') open--
      end++
    } while (open > 0 || !source.slice(index, end).includes('('))
    return source.slice(index, end)
  })
}).filter((call) => call.includes('organisationId'))

// What is told of who joined and who applied is not in the journal that is read.
const events = [...new Set(tellings.flatMap((call) => [...call.matchAll(/'([a-z-]+\.[a-z-]+)'/g)].map((found) => found[1]!)))].filter((event) => !/^(sign-up|application)\./.test(event))
const composed = [...new Set(tellings.flatMap((call) => [...call.matchAll(/event: `([^`]*)`/g)].map((found) => found[1]!)))].filter((event) => !/^(sign-up|application)\./.test(event))

test.each(languages)('everything that is told in the journal has a sentence of its own (%s)', (language) => {
  const texts = historyTexts(language)
  const say = (event: string) => sayDeed({ event, who: 'Kari', byProgram: false, what: 'Tur', facts: { dates: 3 } }, 'vert', texts)
  expect(events.length).toBeGreaterThan(40)
  expect(events.filter((event) => say(event) === texts.other('Kari'))).toEqual([])
  // Composed names cannot be read off the source: these are all there are.
  expect(composed).toEqual(['opening.${because}'])
  for (const because of ['filled', 'deadline']) expect(say(`opening.${because}`)).not.toBe(texts.other('Kari'))
})

test('what the program does by itself is said to be its own', () => {
  const deed = { event: 'series.extended', who: null, what: 'Sykkelverksted', facts: { dates: 1 } }
  expect(sayDeed({ ...deed, byProgram: true }, '', historyTexts('nb'))).toBe('Samkraft satte opp en ny dato i «Sykkelverksted».')
  expect(sayDeed({ ...deed, byProgram: false }, '', historyTexts('nb'))).toBe('Noen satte opp en ny dato i «Sykkelverksted».')
})
