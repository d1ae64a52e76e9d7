import { expect, test } from 'vitest'
import { daysRefused, holding, kindSlug, mayHandle, standing } from './rules.ts'

const now = new Date('2026-11-23T12:00:00Z')
const hour = 3_600_000

test('coordinators handle participants and volunteers, administrators everyone, others nobody', () => {
  expect(mayHandle(['coordinator'])).toEqual(['participant', 'volunteer'])
  expect(mayHandle(['coordinator', 'administrator'])).toContain('administrator')
  expect(mayHandle(['organiser', 'volunteer'])).toEqual([])
})
test('an invitation is open until it is used, revoked or two weeks old', () => {
  const fresh = { expiresAt: new Date(now.getTime() + hour), acceptedAt: null, revokedAt: null }
  expect(standing(fresh, now)).toBe('open')
  expect(standing({ ...fresh, expiresAt: now }, now)).toBe('expired')
  expect(standing({ ...fresh, revokedAt: now }, now)).toBe('revoked')
  expect(standing({ ...fresh, acceptedAt: now, expiresAt: now }, now)).toBe('used')
})
test('a role is held from its first to its last day, both included', () => {
  expect(holding({ from: '2026-11-23', to: '2026-11-23' }, '2026-11-23')).toBe('now')
  expect(holding({ from: '2026-01-01', to: '2026-11-22' }, '2026-11-23')).toBe('before')
  expect(holding({ from: '2026-11-24', to: null }, '2026-11-23')).toBe('later')
})
test('a role begins today or later and does not end before it begins', () => {
  const today = '2026-11-23'
  expect(daysRefused({ from: '2026-11-22', to: null, today })).toEqual({ field: 'from', key: 'from_past' })
  expect(daysRefused({ from: today, to: '2026-11-22', today })).toEqual({ field: 'to', key: 'to_before_from' })
  expect(daysRefused({ from: today, to: today, today })).toBeNull()
})
test('a kind gets an address of its own', () => {
  expect(kindSlug('Kafé på hjul', [])).toBe('kafe-pa-hjul')
  expect(kindSlug('Tur', ['tur', 'tur-2'])).toBe('tur-3')
  expect(kindSlug('🌲', [])).toBe('type')
})
