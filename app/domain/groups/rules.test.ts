import { expect, test } from 'vitest'
import { asksAnew, comesInAs, firstNameOf, isLive, publishingRefused, soughtWords } from './rules.ts'
import { groupForm } from './schema.ts'

const day = new Date('2026-11-25T12:00:00Z')

test('one comes in at once where it is open, unless a host once said no', () => {
  expect(comesInAs('open', null)).toBe('member')
  expect(comesInAs('open', { asksFirst: true })).toBe('asked')
  expect(comesInAs('request', { asksFirst: false })).toBe('asked')
})
test('nothing is published without somebody to answer', () => {
  expect(publishingRefused({ publishedAt: null, closedAt: null }, 0)).toBe('no_host')
  expect(publishingRefused({ publishedAt: null, closedAt: null }, 1)).toBeNull()
  expect(publishingRefused({ publishedAt: null, closedAt: day }, 1)).toBe('closed')
  expect(isLive({ publishedAt: day, closedAt: day })).toBe(false)
})
test('names and words', () => {
  expect(firstNameOf('  Kari Anne Lie ')).toBe('Kari')
  expect(firstNameOf('x'.repeat(60))).toHaveLength(40)
  expect(soughtWords(' Tur, på «Jæren»! ')).toEqual(['tur', 'på', 'jæren'])
  expect(asksAnew(null, day)).toBe(true)
  expect(asksAnew(new Date('2026-11-25T00:00:00Z'), day)).toBe(false)
})
test('a form needs a name in every language it is written in', () => {
  const typed = { language: 'nb', wayIn: 'open', visibility: 'public', name_nb: 'Tur', forWhom_sv: 'För dig' }
  const read = groupForm.safeParse(typed)
  expect(read.error?.issues.map(({ path, message }) => [path[0], message])).toEqual([['name_sv', 'name_missing']])
  expect(groupForm.parse({ ...typed, name_sv: 'Tur' }).texts).toMatchObject({ nb: { name: 'Tur' }, sv: { name: 'Tur', forWhom: 'För dig' } })
  expect(groupForm.safeParse({ ...typed, name_nb: ' ' }).success).toBe(false)
})
