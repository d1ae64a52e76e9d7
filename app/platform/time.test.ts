import { describe, expect, test } from 'vitest'
import { calendarLeaf, localTime, sayDate, sayDay, sayTime, sayWhen } from './time.ts'

const now = new Date('2026-11-23T12:00:00Z')
const oslo = 'Europe/Oslo'
const at = (text: string) => new Date(text)

describe('sayWhen', () => {
  test('says tomorrow as people do, with the date beside', () => {
    const [start, end] = [at('2026-11-24T17:00:00Z'), at('2026-11-24T19:00:00Z')]
    expect(sayWhen(start, end, oslo, 'nb', now)).toBe('i morgen, tirsdag 24. november kl. 18.00–20.00')
    expect(sayWhen(start, end, oslo, 'sv', now)).toBe('i morgon, tisdag 24 november kl. 18.00–20.00')
    expect(sayWhen(start, end, oslo, 'en', now)).toBe('tomorrow, Tuesday 24 November at 18:00–20:00')
  })
  test('counts days where the activity is, not where the server is', () => {
    // 23.30 UTC on the 23rd is already the 24th in Oslo
    expect(sayDay(at('2026-11-23T23:30:00Z'), oslo, 'nb', now)).toBe('i morgen, tirsdag 24. november')
    expect(sayDay(at('2026-11-23T22:30:00Z'), oslo, 'nb', now)).toBe('i dag, mandag 23. november')
    expect(sayDay(at('2026-11-22T12:00:00Z'), oslo, 'nb', now)).toBe('i går, søndag 22. november')
  })
  test('names the year only when it is another', () => {
    expect(sayDate(at('2027-01-02T12:00:00Z'), oslo, 'nb', now)).toBe('lørdag 2. januar 2027')
    expect(sayDate(at('2026-12-02T12:00:00Z'), oslo, 'nb', now)).toBe('onsdag 2. desember')
  })
  test('says both days when it lasts over night, one when it only gets late', () => {
    expect(sayWhen(at('2026-11-27T17:00:00Z'), at('2026-11-29T11:00:00Z'), oslo, 'nb', now)).toBe('fredag 27. november kl. 18.00 – søndag 29. november kl. 12.00')
    expect(sayWhen(at('2026-12-31T19:00:00Z'), at('2027-01-01T00:30:00Z'), oslo, 'nb', now)).toBe('torsdag 31. desember kl. 20.00–01.30')
  })
  test('all-day ends are exclusive', () => {
    expect(sayWhen(at('2026-11-27T23:00:00Z'), at('2026-11-28T23:00:00Z'), oslo, 'nb', now, { allDay: true })).toBe('lørdag 28. november, hele dagen')
    expect(sayWhen(at('2026-11-27T23:00:00Z'), at('2026-11-29T23:00:00Z'), oslo, 'sv', now, { allDay: true })).toBe('lördag 28 november – söndag 29 november')
  })
  test('names the zone only where the reader’s clock shows otherwise', () => {
    const [start, end] = [at('2026-11-24T17:00:00Z'), at('2026-11-24T19:00:00Z')]
    expect(sayWhen(start, end, 'Europe/Stockholm', 'sv', now)).not.toContain('(')
    expect(sayWhen(start, end, 'Europe/Helsinki', 'sv', now)).toBe('i morgon, tisdag 24 november kl. 19.00–21.00 (tiden i Helsinki)')
  })
})

test('clock changes: the same wall time before and after', () => {
  expect(sayTime(at('2026-10-24T16:00:00Z'), oslo, 'nb')).toBe('kl. 18.00')
  expect(sayTime(at('2026-10-25T17:00:00Z'), oslo, 'nb')).toBe('kl. 18.00')
  expect(sayTime(at('2026-10-25T17:00:00Z'), oslo, 'en')).toBe('at 18:00')
})

test('midnight is 00.00 and weekdays are right across years', () => {
  expect(localTime(at('2026-11-23T23:00:00Z'), oslo)).toMatchObject({ hour: 0, minute: 0, day: 24, weekday: 1 })
  expect(calendarLeaf(at('1969-12-31T12:00:00Z'), oslo, 'nb')).toEqual({ weekday: 'onsdag', day: '31', month: 'desember' })
})

test('the wall clock is the runtime’s own, at every minute around the changes of the clock and in odd zones', () => {
  for (const zone of ['Europe/Oslo', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC']) {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
    for (const from of ['2026-03-28T22:00:00Z', '2026-10-24T22:00:00Z', '2026-04-04T12:00:00Z', '1999-12-31T20:00:00Z']) {
      for (let minute = 0; minute < 300; minute += 7) {
        const instant = new Date(+at(from) + minute * 60_000)
        const { day, month, year, hour, minute: minutes } = localTime(instant, zone)
        const two = (value: number) => String(value).padStart(2, '0')
        expect(`${two(day)}/${two(month)}/${year}, ${two(hour)}:${two(minutes)}`).toBe(format.format(instant))
      }
    }
  }
})
