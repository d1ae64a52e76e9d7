import { z } from 'zod'
import { languages } from '#app/platform/language.ts'
import { kinds } from '../../schema.ts'
import { mostOptions, mostQuestions, type Question } from '../schema.ts'

const ticked = z.string().optional().transform((value) => value === 'on')
const text = (most: number) => z.string().trim().max(most, 'too_long').default('')
const version = z.coerce.number().int().min(1).default(1)

/** The course's own form. Kinds and supervisors are checkboxes named `kinds.companion` and `signs.<id>`. */
export const courseSchema = z.looseObject({
  lang: z.enum(languages),
  version,
  title: z.string().trim().min(1, 'title_missing').max(120, 'title_long'),
  about: text(2000),
})
export const kindsTicked = (values: Record<string, string>) => kinds.filter((kind) => values[`kinds.${kind}`] === 'on')

const moduleFields = z.looseObject({
  lang: z.enum(languages),
  version,
  title: z.string().trim().min(1, 'title_missing').max(120, 'title_long'),
  body: z.string().trim().min(1, 'body_missing').max(20_000, 'too_long'),
  // Nothing is fetched from there: it is a link that a reader may follow.
  link: z.string().trim().max(500, 'link_wrong').regex(/^$|^https:\/\/[^\s/]+\.[^\s]+$/i, 'link_wrong').default(''),
  linkText: text(120),
  exercise: text(4000),
  reflection: text(500),
  practice: text(2000),
  practised: ticked,
})

/** A module in one language, with the questions that were filled in. What is wrong with one stands at its own field. */
export const moduleSchema = moduleFields.transform(({ lang, version, practised, title, body, link, linkText, exercise, reflection, practice, ...rest }, context) => ({
  lang, version, practised, words: { title, body, link, linkText, exercise, reflection, practice }, questions: readQuestions(rest as Record<string, string | undefined>, (path, message) => context.addIssue({ code: 'custom', path: [path], message })),
}))
export type ModuleWritten = z.output<typeof moduleSchema>

function readQuestions(values: Record<string, string | undefined>, wrong: (path: string, message: string) => void): Question[] {
  const questions: Question[] = []
  for (let n = 0; n < mostQuestions; n++) {
    const of = (part: string) => (values[`q${n}_${part}`] ?? '').trim()
    const question = of('question'), why = of('why')
    const typed = Array.from({ length: mostOptions }, (_, option) => of(`option${option}`))
    if (question === '' && typed.every((one) => one === '')) continue
    const options = typed.filter((one) => one !== '')
    const right = values[`q${n}_right`]
    const chosen = right !== undefined && /^\d$/.test(right) ? typed[Number(right)] : undefined
    if (question === '') wrong(`q${n}_question`, 'question_missing')
    else if (question.length > 300 || why.length > 500 || options.some((one) => one.length > 200)) wrong(`q${n}_question`, 'question_long')
    else if (options.length < 2) wrong(`q${n}_option0`, 'options_missing')
    else if (!chosen) wrong(`q${n}_right`, 'right_missing')
    else questions.push({ question, options, right: options.indexOf(chosen), why })
  }
  return questions
}

export const courseSteps = ['publish', 'retire', 'restore', 'discard'] as const
export const moduleSteps = ['publish', 'retire', 'restore', 'discard', 'up', 'down'] as const
