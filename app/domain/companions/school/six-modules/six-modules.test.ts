import { expect, test } from 'vitest'
import { languages } from '#app/platform/language.ts'
import { sixModules } from './six-modules.ts'

test('six modules, each the same in all three languages: questions, right answers, what is practised; nobody is shouted at', () => {
  expect(sixModules).toHaveLength(6)
  for (const { texts, quiz, practice } of sixModules) {
    for (const language of languages) {
      expect(quiz[language]!.map(({ right, options }) => [right, options.length])).toEqual(quiz.nb!.map(({ right, options }) => [right, options.length]))
      expect(texts[language]!.practice !== '').toBe(practice)
      expect(JSON.stringify([texts[language], quiz[language]])).not.toContain('!')
      expect([texts[language]!.exercise, texts[language]!.reflection]).not.toContain('')
    }
  }
})
