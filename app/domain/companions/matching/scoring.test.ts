import { describe, expect, test } from 'vitest'
import { languages } from '#app/platform/language.ts'
import { traits, wish, type Traits, type Wish } from '../schema.ts'
import { sayCon, sayPro } from './explaining.ts'
import { criteria, defaultWeights, type Giver, hindrances, type Seeker, weightsSchema } from './schema.ts'
import { explain, giverSide, hindranceOf, measure, scales, seekerSide, travelOf, urgencyOf } from './scoring.ts'

const asks = (wishes: Partial<Wish> = {}, given: Partial<Seeker> = {}) => {
  const { phone: _, words: __, purposes: ___, insideWhere: ____, ...told } = wish.parse(wishes)
  return seekerSide({ id: 'r', personId: 's', reads: 'nb', wish: told, waitedDays: 0, releasedIn: null, ...given }, defaultWeights)
}
const gives = (tells: Partial<Traits> = {}, given: Partial<Giver> = {}) => giverSide({ id: 'v', personId: 'g', reads: 'nb', peer: false, offer: traits.parse(tells), capacity: 1, walking: 0, landed: 0, ...given })
const points = (a: ReturnType<typeof asks>, b: ReturnType<typeof gives>) => {
  const into = new Float64Array(criteria.length)
  measure(a, b, into)
  return Object.fromEntries(criteria.map((name, index) => [name, Math.round(into[index]! * 100) / 100]))
}
const hindrance = (a: ReturnType<typeof asks>, b: ReturnType<typeof gives>) => hindrances[hindranceOf(a, b) - 1] ?? null

describe('what rules two out', () => {
  test('a wish that is a must, no language in common, oneself; a wish alone does not', () => {
    expect(hindrance(asks({ genderWish: 'woman', genderMust: true }), gives({ gender: 'man' }))).toBe('gender')
    expect(hindrance(asks({ genderWish: 'woman', genderMust: true }), gives({}))).toBe('gender')
    expect(hindrance(asks({ genderWish: 'woman' }), gives({ gender: 'man' }))).toBeNull()
    expect(hindrance(asks({ genderWish: 'any', genderMust: true }), gives({ gender: 'man' }))).toBeNull()
    expect(hindrance(asks({ experienceWish: 'must' }), gives({ experiences: ['next-of-kin'] }))).toBe('experience')
    expect(hindrance(asks({ experienceWish: 'must' }), gives({}, { peer: true }))).toBeNull()
    expect(hindrance(asks({ experienceWish: 'rather' }), gives({}))).toBeNull()
    expect(hindrance(asks({ speaks: ['ar'] }), gives({ speaks: ['nb', 'en'] }))).toBe('language')
    expect(hindrance(asks({ speaks: ['sv'] }), gives({ speaks: ['da'] }))).toBeNull()
    expect(hindrance(asks({}, { reads: 'en' }), gives({}))).toBe('language')
    expect(hindrance(asks({}, { personId: 'g' }), gives({}))).toBe('same')
  })
})

describe('how well two fit', () => {
  test('each criterion by itself', () => {
    expect(points(asks({ interests: ['hiking', 'coffee', 'books', 'art'] }), gives({ interests: ['hiking', 'books'] })).interests).toBe(0.67)
    expect(points(asks({ interests: ['hiking'] }), gives({ interests: ['hiking'] })).interests).toBe(1)
    expect(points(asks({ birthYear: 1980 }), gives({ birthYear: 1985 })).age).toBe(1)
    expect(points(asks({ birthYear: 1960 }), gives({ birthYear: 1990 })).age).toBe(0)
    expect(points(asks({ genderWish: 'woman' }), gives({ gender: 'man' })).gender).toBe(0)
    expect(points(asks({ times: ['mon-evening'] }), gives({ times: ['tue-evening'] })).times).toBe(0)
    expect(points(asks({ speaks: ['nb', 'sign'] }), gives({ speaks: ['nb'] })).language).toBe(0.2)
    expect(points(asks({ experienceWish: 'rather', experiences: ['drugs', 'prison'] }), gives({ experiences: ['drugs', 'prison'] })).experience).toBe(1)
    expect(points(asks({ experienceWish: 'rather', experiences: ['drugs', 'prison'] }), gives({})).experience).toBe(0)
    expect(points(asks({}), gives({}, { landed: 2 })).record).toBe(1)
  })
  test('what nobody told counts half, so that telling is never needed', () => {
    expect(points(asks(), gives())).toMatchObject({ age: 0.5, interests: 0.5, distance: 0.5, times: 0.5 })
  })
  test('more of what is shared is never worse', () => {
    const many = (n: number) => points(asks({ interests: ['hiking', 'coffee', 'books'] }), gives({ interests: (['hiking', 'coffee', 'books'] as const).slice(0, n) as never })).interests
    expect([many(1), many(2), many(3)]).toEqual([0.33, 0.67, 1])
  })
  test('all weights together make a thousand, also when somebody sets them all to nothing', () => {
    for (const weights of [defaultWeights, Object.fromEntries(Object.keys(defaultWeights).map((name) => [name, 0])) as unknown as typeof defaultWeights]) expect(Math.round(scales(weights).reduce((sum, one) => sum + one, 0))).toBe(1000)
  })
  test('weights are whole numbers from 0 to 10; nothing is not a number', () => {
    const sent = Object.fromEntries(Object.entries(defaultWeights).map(([name, value]) => [name, String(value)]))
    expect(weightsSchema.parse(sent)).toEqual(defaultWeights)
    for (const wrong of ['', '11', '-1', '2.5', 'x', undefined]) expect(weightsSchema.safeParse({ ...sent, age: wrong }).success, String(wrong)).toBe(false)
  })
  test('waiting, and a day when somebody leaves treatment or prison, make it costlier to leave them', () => {
    const at = (waitedDays: number, releasedIn: number | null) => urgencyOf({ waitedDays, releasedIn }, 5)
    expect([at(0, null), at(60, null), at(120, null), at(900, null), at(-3, null)]).toEqual([0, 50, 100, 100, 0])
    expect([at(0, 60), at(0, 30), at(0, 0), at(0, -10), at(120, 0)]).toEqual([0, 50, 100, 100, 200])
  })
  test('travel is guessed from the distance, on foot, by bus or by car', () => {
    const sandnes = { lat: 58.85, lon: 5.74 }
    expect(travelOf(asks(sandnes), gives(sandnes))).toEqual({ minutes: 10, by: 'walk' })
    expect(travelOf(asks(sandnes), gives({ lat: 58.97, lon: 5.73 }))).toMatchObject({ by: 'bus' })
    expect(Math.round(travelOf(asks(sandnes), gives({ lat: 58.97, lon: 5.73 })).minutes)).toBe(50)
    expect(travelOf(asks({ ...sandnes, hasCar: true }), gives({ lat: 58.97, lon: 5.73 }))).toMatchObject({ by: 'car' })
    expect(travelOf(asks(), gives(sandnes)).minutes).toBeNaN()
    expect(points(asks({ area: 'Sandnes ' }), gives({ area: 'sandnes' })).distance).toBe(0.9)
  })
})

describe('why', () => {
  const nina = asks({ inside: 'prison', interests: ['hiking', 'coffee'], speaks: ['nb'], times: ['mon-evening', 'wed-evening', 'sat-morning', 'sun-evening'], lat: 58.85, lon: 5.74, birthYear: 1980, genderWish: 'man', experienceWish: 'must', experiences: ['drugs'] })
  test('is told in words, in three languages', () => {
    const jonas = gives({ gender: 'man', birthYear: 1983, experiences: ['drugs', 'prison'], interests: ['hiking', 'coffee'], times: ['mon-evening', 'wed-evening', 'sat-morning'], speaks: ['nb'], lat: 58.86, lon: 5.76, hasCar: false }, { walking: 0, landed: 1 })
    const { pros, cons } = explain(nina, jonas)
    expect(cons).toEqual([])
    expect(pros.map((one) => sayPro(one, 'nb'))).toEqual([
      'Har selv vært gjennom soning og løslatelse', 'Har selv erfaring med rusmidler', 'Har kjønnet som er ønsket', 'Begge liker: gå på tur, kaffe og prat', 'Omtrent 13 minutter fra hverandre med buss',
      'Begge kan mandag kveld og onsdag kveld og én gang til i uka', 'Begge snakker norsk', 'Er omtrent like gamle', 'Går ikke med noen nå', 'Har gått en hel vei med noen før',
    ])
    expect(sayPro(pros.at(6)!, 'en')).toBe('Both speak Norwegian')
    expect(sayPro(pros[5]!, 'sv')).toBe('Båda kan måndag kväll och onsdag kväll och en gång till i veckan')
  })
  test('and what speaks against, too', () => {
    const other = gives({ gender: 'woman', birthYear: 1955, interests: ['art'], times: ['tue-morning'], speaks: ['sv'], lat: 58.45, lon: 6, travelMinutes: 30 }, { peer: true, walking: 2, capacity: 4 })
    const { cons } = explain(nina, other)
    expect(cons.map((one) => sayCon(one, 'nb'))).toEqual([
      'Har egen erfaring, men ikke med det samme', 'Har ikke kjønnet som er ønsket', 'Har ikke nevnt noen av de samme interessene', expect.stringMatching(/^Omtrent \d+ minutter fra hverandre med buss, lenger enn den ene vil reise \(30\)$/),
      'Har ingen felles tider', 'Snakker hvert sitt nordiske språk', 'Det er 25 år mellom dem', 'Går allerede med 2',
    ])
    for (const language of languages) for (const one of cons) expect(sayCon(one, language)).not.toMatch(/undefined|NaN/)
  })
  test('what is not known is said once', () => {
    expect(explain(asks({ genderWish: 'woman' }), gives()).cons.map((one) => sayCon(one, 'en'))).toEqual(['We do not know: gender, interests, how far apart they are, when it suits and age'])
  })
})
