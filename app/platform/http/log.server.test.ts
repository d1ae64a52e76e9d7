import { expect, test } from 'vitest'
import { loggedPath, traceOf } from './log.server.ts'

test('secrets and queries never reach the log', () => {
  expect(loggedPath('/calendar/s3cr3t.ics?x=1')).toBe('/calendar/:secret')
  expect(loggedPath('/sign-in/link/abc')).toBe('/sign-in/link/:secret')
  expect(loggedPath('/answer/abc/def')).toBe('/answer/:secret/def')
  expect(loggedPath('/invitations/abc')).toBe('/invitations/:secret')
  expect(loggedPath('/Calendar/s3cr3t.ics')).toBe('/Calendar/:secret')
  expect(loggedPath('/activities?q=Kari+Nordmann')).toBe('/activities')
})

test('an error is logged by its kind and place, not by its message', () => {
  const error = Object.assign(new TypeError('kari@demo.samkraft.example is not a function'), { code: '23505' })
  const logged = traceOf(error)
  expect(logged).toMatchObject({ kind: 'TypeError', code: '23505' })
  expect(JSON.stringify(logged)).not.toContain('kari')
})
