import { describe, expect, test } from 'vitest'
import { check } from '#app/platform/http/form.server.ts'
import { spans } from '../conversations/rules.ts'
import { askedOf, checklist, defaultsOf, type Held } from '../requirements/rules.ts'
import { kinds, volunteerStates } from '../schema.ts'
import { coordinatorSteps, reminderDue, type Standing, waitsFor } from './rules.ts'
import { signUpForm } from './schema.ts'

const now = new Date('2027-03-01T12:00:00Z')
const days = (count: number) => new Date(+now + count * 86_400_000)
const standing = (more: Partial<Standing>): Standing => ({ state: 'applied', conversation: null, freeTimes: 0, items: [], ...more })

describe('whose move it is', () => {
  test('is always somebody’s while one is on the way, and nobody’s after', () => {
    const item = (met: boolean, by: 'volunteer' | 'coordinator') => ({ what: 'references' as const, met, by })
    expect(waitsFor(standing({}), now)).toEqual({ who: 'coordinator', what: 'answer' })
    expect(waitsFor(standing({ state: 'talking' }), now)).toEqual({ who: 'coordinator', what: 'offer-times' })
    expect(waitsFor(standing({ state: 'talking', freeTimes: 1 }), now)).toEqual({ who: 'volunteer', what: 'book' })
    expect(waitsFor(standing({ state: 'talking', conversation: { startsAt: days(1), endsAt: days(1.1) } }), now)).toEqual({ who: 'day', what: 'conversation' })
    expect(waitsFor(standing({ state: 'talking', conversation: { startsAt: days(-1), endsAt: days(-0.9) } }), now)).toEqual({ who: 'coordinator', what: 'decide' })
    expect(waitsFor(standing({ state: 'preparing', items: [item(false, 'coordinator'), item(false, 'volunteer')] }), now)).toEqual({ who: 'volunteer', what: 'items' })
    expect(waitsFor(standing({ state: 'preparing', items: [item(false, 'coordinator'), item(true, 'volunteer')] }), now)).toEqual({ who: 'coordinator', what: 'items' })
    expect(waitsFor(standing({ state: 'preparing' }), now)).toEqual({ who: 'coordinator', what: 'say-ready' })
    for (const state of ['ready', 'active', 'paused', 'left'] as const) expect(waitsFor(standing({ state }), now).who).toBe('nobody')
  })

  test('no state is without a way on but having left', () => {
    for (const state of volunteerStates) expect(coordinatorSteps(state).length > 0, state).toBe(state !== 'left')
  })

  test('reminders come at their days, one for however many were slept through, and never for a day that is agreed', () => {
    const at = (waits: Parameters<typeof reminderDue>[0]['waits'], ago: number, reminded = 0) => reminderDue({ waits, changedAt: days(-ago), reminded }, now)
    const ours = { who: 'coordinator', what: 'answer' } as const
    expect([2.9, 3, 10, 24, 200].map((ago) => at(ours, ago))).toEqual([null, 1, 2, 3, 3])
    expect([at(ours, 5, 1), at(ours, 10, 1), at(ours, 200, 3)]).toEqual([null, 2, null])
    expect([4, 5, 28].map((ago) => at({ who: 'volunteer', what: 'book' }, ago))).toEqual([null, 1, 3])
    expect(at({ who: 'day', what: 'conversation' }, 100)).toBeNull()
  })
})

describe('what is asked', () => {
  const held = (more: Partial<Held> = {}): Held => ({ birthYear: 1990, declaration: { id: 'd', signed: true }, references: [], marks: [], training: [], ...more })

  test('by default is neither a certificate nor sober time, of anybody', () => {
    for (const kind of kinds) expect(defaultsOf(kind)).toMatchObject({ certificateReason: null, soberMonths: 0, minimumAge: 18, declaration: true, welcome: false })
  })

  test('is the strictest of each of one’s kinds', () => {
    const rules = [{ ...defaultsOf('companion'), referenceCount: 1 }, { ...defaultsOf('peer'), soberMonths: 24, minimumAge: 20, certificateReason: 'Barn.' }]
    expect(askedOf(['companion', 'peer'], rules)).toEqual({ declaration: true, references: 1, minimumAge: 20, certificate: { kind: 'peer', reason: 'Barn.' }, soberMonths: 24 })
    expect(askedOf(['helper'], rules)).toMatchObject({ references: 0, certificate: null, soberMonths: 0 })
  })

  test('whoever turns the age this year, or gives no year, is asked in person', () => {
    const asked = askedOf(['helper'], [])
    const age = (birthYear: number | null, marks: { what: string }[] = []) => checklist(asked, held({ birthYear, marks }), now).find((item) => item.what === 'age')
    expect([age(2008)?.met, age(2009)?.met, age(2010)?.met, age(null)?.met]).toEqual([true, false, false, false])
    expect([age(2009)?.by, age(null)?.by]).toEqual(['coordinator', 'volunteer'])
    expect(age(null, [{ what: 'age' }])?.met).toBe(true)
  })

  test('training and references are counted, and a reference is the coordinator’s once it is named', () => {
    const asked = askedOf(['companion'], [])
    const items = checklist(asked, held({ references: [{ spokenAt: now }, { spokenAt: null }], training: [{ courseId: 'c', title: 'Skolen', done: false, modulesDone: 2, modules: 6 }] }), now)
    expect(items.find((item) => item.what === 'references')).toMatchObject({ met: false, by: 'coordinator', done: 1, of: 2 })
    expect(items.find((item) => item.what === 'training')).toMatchObject({ met: false, by: 'volunteer', done: 2, of: 6 })
  })
})

describe('times for a talk', () => {
  test('follow each other on the wall clock of the organisation', () => {
    expect(spans({ day: '2027-03-10', clock: '9.30', minutes: 45, count: 2, zone: 'Europe/Oslo' })?.map((span) => span.startsAt.toISOString())).toEqual(['2027-03-10T08:30:00.000Z', '2027-03-10T09:15:00.000Z'])
    expect(spans({ day: '2027-07-10', clock: '09:30', minutes: 45, count: 1, zone: 'Europe/Oslo' })?.[0]?.startsAt.toISOString()).toBe('2027-07-10T07:30:00.000Z')
    expect(spans({ day: '2027-02-30', clock: '09:30', minutes: 45, count: 1, zone: 'Europe/Oslo' })).toBeNull()
  })
})

test('everything that is wrong with a sign-up is told at once', () => {
  expect(check(signUpForm, { name: ' ', phone: 'ring', birthYear: '84', 'interests.hiking': 'on' }).errors).toEqual({ birthYear: 'birthYear_wrong', kinds: 'kinds_missing', name: 'name_missing', phone: 'phone_wrong' })
  expect(check(signUpForm, { name: 'Ada', 'kinds.peer': 'on', 'kinds.helper': 'on', phone: ' 912 34 567 ' })).toMatchObject({ ok: true, value: { kinds: ['peer', 'helper'], phone: '912 34 567', interests: [] } })
})
