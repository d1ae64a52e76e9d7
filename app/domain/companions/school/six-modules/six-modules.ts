import { languages } from '#app/platform/language.ts'
import type { In, ModuleWords, Question } from '../schema.ts'
import * as en from './en.ts'
import * as nb from './nb.ts'
import * as sv from './sv.ts'

const written = { nb, sv, en }
const inEach = <T>(make: (school: (typeof written)['nb']) => T): In<T> => Object.fromEntries(languages.map((language) => [language, make(written[language])])) as In<T>

export const sixModulesCourse = inEach((school) => school.course)

/** The six modules in every language; two of them are practised with others. */
export const sixModules: { texts: In<ModuleWords>; quiz: In<Question[]>; practice: boolean }[] = nb.modules.map((first, index) => ({
  texts: inEach((school) => {
    const { questions: _, ...words } = school.modules[index]!
    return { link: '', linkText: '', exercise: '', reflection: '', practice: '', ...words }
  }),
  quiz: inEach((school) => school.modules[index]!.questions),
  practice: first.practice !== undefined,
}))
