import { expect, test } from 'vitest'
import { wordsIn } from '../rules.ts'
import { gradeQuiz, nextModule, readAnswers } from './rules.ts'

const quiz = [{ question: 'A', options: ['x', 'y'], right: 1, why: '' }, { question: 'B', options: ['x', 'y', 'z'], right: 0, why: '' }]

test('passed when all are right, and never by a quiz that asks nothing', () => {
  expect(gradeQuiz(quiz, [1, 0])).toEqual({ right: [true, true], passed: true })
  expect(gradeQuiz(quiz, [1, 2])).toEqual({ right: [true, false], passed: false })
  expect(gradeQuiz(quiz, [1])).toMatchObject({ passed: false })
  expect(gradeQuiz([], [])).toMatchObject({ passed: false })
})

test('only answers that are there count as ticked', () => {
  expect(readAnswers(quiz, { q0: '1', q1: '2' })).toEqual([1, 2])
  expect(readAnswers(quiz, { q0: '2', q1: 'x' })).toEqual([null, null])
  expect(readAnswers(quiz, { q0: '-1', q7: '0' })).toEqual([null, null])
})

test('one goes on where one left off', () => {
  const at = (begun: boolean, done: boolean, waits = false) => ({ begun, done, waits })
  expect(nextModule([at(true, true), at(false, false), at(true, false)])).toEqual(at(true, false))
  expect(nextModule([at(true, true), at(false, false)])).toEqual(at(false, false))
  expect(nextModule([at(true, false, true), at(false, false)])).toEqual(at(false, false))
  expect(nextModule([at(true, true), at(true, false, true)])).toBeUndefined()
})

test('a text that lacks a language is read in the closest', () => {
  expect(wordsIn({ sv: 1, en: 2 }, 'nb')).toEqual({ words: 1, language: 'sv' })
  expect(wordsIn({ sv: 1, en: 2 }, 'en')).toEqual({ words: 2, language: 'en' })
})
