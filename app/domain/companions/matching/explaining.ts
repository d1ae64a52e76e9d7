import type { Language } from '#app/platform/language.ts'
import { companionWords } from '../messages.ts'
import type { Slot } from '../schema.ts'
import { matchingTexts } from './messages.ts'
import type { Con, Hindrance, Pro } from './schema.ts'

/** A word of a list, within a sentence: languages and days keep their capital in English. */
const low = (word: string) => word.charAt(0).toLowerCase() + word.slice(1)

function wordsIn(language: Language) {
  const texts = matchingTexts(language)
  const words = companionWords(language)
  const slot = (value: Slot) => {
    const [day, part] = value.split('-') as ['mon', 'morning']
    return `${language === 'en' ? words[`day_${day}`] : low(words[`day_${day}`])} ${low(words[`part_${part}`])}`
  }
  return { texts, words, slot }
}

/** What speaks for two, as a sentence. */
export function sayPro(pro: Pro, language: Language): string {
  const { texts, words, slot } = wordsIn(language)
  switch (pro.key) {
    case 'release': return texts.release(pro.from)
    case 'experiences': return texts.experiences(texts.and(pro.values.map((one) => low(words[`experience_${one}`]))))
    case 'lived': return texts.lived
    case 'gender': return texts.genderSame
    case 'age': return texts.ageNear
    case 'interests': return texts.interests(pro.values.map((one) => low(words[`interest_${one}`])).join(', '))
    case 'language': return texts.language(texts.and(pro.values.map((one) => (language === 'en' ? words[`speaks_${one}`] : low(words[`speaks_${one}`])))))
    case 'travel': return texts.travel(pro.minutes, pro.by)
    case 'area': return texts.area(pro.name.charAt(0).toUpperCase() + pro.name.slice(1))
    case 'times': return texts.times(texts.and(pro.values.map(slot)), pro.more)
    case 'free': return texts.free
    case 'landed': return texts.landed(pro.count)
  }
}

/** What speaks against two, as a sentence. */
export function sayCon(con: Con, language: Language): string {
  const { texts } = wordsIn(language)
  switch (con.key) {
    case 'no-experience': return texts.noExperience
    case 'no-shared-experience': return texts.noSharedExperience
    case 'gender-other': return texts.genderOther
    case 'age': return texts.years(con.years)
    case 'no-interests': return texts.noInterests
    case 'neighbours': return texts.neighbours
    case 'no-sign': return texts.noSign
    case 'far': return texts.far(con.minutes, con.by, con.limit)
    case 'no-times': return texts.noTimes
    case 'load': return texts.load(con.count)
    case 'unknown': return texts.unknown(texts.and(con.what.map((one) => texts[`unknown_${one}`])))
  }
}

/** Who was ruled out, counted by why. */
export function sayHindered(hindered: Partial<Record<Hindrance, number>>, language: Language): string[] {
  const texts = matchingTexts(language)
  return (Object.entries(hindered) as [Hindrance, number][]).map(([why, count]) => texts.outOf(count, texts.hindered(why)))
}
