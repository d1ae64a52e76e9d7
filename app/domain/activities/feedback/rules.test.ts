import { describe, expect, test } from 'vitest'
import { feedbackSchema } from './schema.ts'
import { type Answer, summarise, tooOld } from './rules.ts'

const answer = (given: Partial<Answer>): Answer => ({ name: null, how: null, welcome: null, again: null, words: null, ...given })

describe('what those who lead see', () => {
  test('one or two anonymous answers are not counted out; what was written stands alone', () => {
    const shown = summarise([answer({ name: 'Emil', how: 'good' }), answer({ how: 'not-good', words: 'Det var kaldt' }), answer({ how: 'good' })])
    expect(shown).toMatchObject({ counted: 1, kept: 2, words: ['Det var kaldt'], signed: [{ name: 'Emil' }] })
    expect(shown.counts.how).toEqual({ good: 1, 'so-so': 0, 'not-good': 0 })
  })
  test('from three on they are counted together with the signed', () => {
    const shown = summarise([answer({ name: 'Emil', how: 'good' }), answer({ how: 'not-good' }), answer({ how: 'good' }), answer({ again: 'maybe' })])
    expect(shown).toMatchObject({ counted: 4, kept: 0 })
    expect(shown.counts).toEqual({ how: { good: 2, 'so-so': 0, 'not-good': 1 }, welcome: { yes: 0, 'a-little': 0, no: 0 }, again: { yes: 0, maybe: 1, no: 0 } })
  })
  test('nothing is nothing', () => expect(summarise([])).toMatchObject({ counted: 0, kept: 0, words: [], signed: [] }))
})

test('any one tap or word is an answer, none is not, and what is made up is none', () => {
  expect(feedbackSchema.parse({ how: 'good' })).toEqual({ how: 'good', welcome: null, again: null, words: null, anonymous: false })
  expect(feedbackSchema.parse({ words: ' Fint ', anonymous: 'on' })).toMatchObject({ words: 'Fint', anonymous: true })
  expect(feedbackSchema.safeParse({ how: 'excellent', words: '  ' }).error?.issues).toMatchObject([{ path: ['how'], message: 'nothing' }])
  expect(feedbackSchema.safeParse({ how: 'good', words: 'x'.repeat(501) }).error?.issues).toMatchObject([{ message: 'words_too_long' }])
})

test('a link works for thirty days', () => {
  const askedAt = new Date('2026-11-01T09:00:00Z')
  expect([tooOld(askedAt, new Date('2026-12-01T09:00:00Z')), tooOld(askedAt, new Date('2026-12-01T09:00:01Z'))]).toEqual([false, true])
})
