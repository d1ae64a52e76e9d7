import { sayDate } from '#app/platform/time.ts'
import type { Language } from '#app/platform/language.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { companionWords } from '../../messages.ts'
import { dayParts, type Slot, weekdays, type Wish } from '../../schema.ts'
import { askingTexts } from '../messages.ts'
import type { Part } from '../schema.ts'

interface Props { wish: Wish; startsOn: string | null; releasedOn: string | null; zone: string; now: Date }

/** "mandag: kveld, onsdag: formiddag og kveld" in as few words as it takes. */
export function sayTimes(times: Slot[], language: Language): string {
  const words = companionWords(language)
  return weekdays.flatMap((day) => {
    const here = dayParts.filter((part) => times.includes(`${day}-${part}`))
    return here.length ? [`${words[`day_${day}`]} ${here.map((part) => words[`part_${part}`].toLowerCase()).join(', ')}`] : []
  }).join(' · ')
}

/** A calendar day in words. */
export const sayDay = (day: string, zone: string, language: Language, now: Date) => sayDate(new Date(`${day}T12:00:00Z`), zone, language, now)

/** What somebody who asks has told in each part, as rows of a list; nothing for what was not told. */
export function toldRows({ wish, startsOn, releasedOn, zone, now }: Props, language: Language): Record<Exclude<Part, 'avoid'>, [term: string, detail: string][]> {
  const texts = askingTexts(language)
  const words = companionWords(language)
  const rows = (...all: [string, string | false | null | undefined][]) => all.filter((row): row is [string, string] => Boolean(row[1]))
  const inside = wish.inside !== 'no' && [texts[`inside_${wish.inside}`], wish.insideWhere].filter(Boolean).join(', ')
  const wishesGender = wish.genderWish !== 'any' && [words[`genderWish_${wish.genderWish}`], wish.genderMust && texts.told_must].filter(Boolean).join(' ')
  return {
    why: rows([texts.told_purposes, wish.purposes.map((one) => words[`purpose_${one}`]).join(' · ')], [texts.told_words, wish.words], [texts.told_phone, wish.phone]),
    now: rows([texts.told_inside, inside], [texts.told_released, releasedOn && sayDay(releasedOn, zone, language, now)], [texts.told_starts, startsOn && sayDay(startsOn, zone, language, now)]),
    who: rows([texts.told_gender, wishesGender], [texts.told_experience, wish.experienceWish !== 'no-matter' && words[`experienceWish_${wish.experienceWish}`]], [texts.told_experiences, wish.experiences.map((one) => words[`experience_${one}`]).join(' · ')]),
    likes: rows(
      [texts.told_self, [wish.gender && words[`gender_${wish.gender}`], wish.birthYear && texts.told_born(wish.birthYear)].filter(Boolean).join(', ')],
      [texts.told_interests, wish.interests.map((one) => words[`interest_${one}`]).join(' · ')], [texts.told_speaks, wish.speaks.map((one) => words[`speaks_${one}`]).join(' · ')],
    ),
    when: rows([texts.told_times, sayTimes(wish.times, language)], [texts.told_area, wish.area], [texts.told_travel, [(wish.area || wish.lat !== null) && texts.told_minutes(wish.travelMinutes), wish.hasCar && texts.told_car].filter(Boolean).join(', ')]),
  }
}

export function Rows({ rows }: { rows: [term: string, detail: string][] }) {
  return (
    <dl className="flex max-w-text flex-col gap-2">
      {rows.map(([term, detail]) => (
        <div key={term} className="flex flex-col gap-x-4 sm:flex-row">
          <dt className="shrink-0 text-soft sm:w-40">{term}</dt>
          <dd className="min-w-0 whitespace-pre-line">{detail}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Everything somebody who asks has told, for a coordinator. */
export function AskerStory(props: Props) {
  return <Rows rows={Object.values(toldRows(props, useLanguage())).flat()} />
}
