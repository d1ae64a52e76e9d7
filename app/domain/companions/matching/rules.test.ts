import { expect, test } from 'vitest'
import { namedInWords } from './rules.ts'

test('whoever is named in what somebody keeps away from is known by a whole name of it, in any case; short words and parts of words are not names', () => {
  const people = [{ id: 'marit', name: 'Marit Skjæveland' }, { id: 'tor', name: 'Tor Magne Ree' }, { id: 'bo', name: 'Bo Li' }]
  expect(namedInWords('Ikke Marit skjæveland, og ikke på torget.', people)).toEqual(['marit'])
  expect(namedInWords('SKJÆVELAND', people)).toEqual(['marit'])
  expect(namedInWords('magne på biblioteket', people)).toEqual(['tor'])
  expect(namedInWords('bo hos broren min', people)).toEqual([])
  expect(namedInWords('', people)).toEqual([])
})
