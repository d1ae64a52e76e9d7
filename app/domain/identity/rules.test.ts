import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digitsOf, limits, mayTryElsewhere, mayTryOwn, minutesToConfirm, nameFrom, networkPart, safePath, seesOthers, sending } from './rules.ts'
import { deviceFrom, isFresh } from './sessions/rules.ts'

type Event = { kind: 'ask' | 'guess'; address: number; network: number; after: number }
const events = fc.array(
  fc.record<Event>({ kind: fc.constantFrom('ask', 'guess'), address: fc.nat(2), network: fc.nat(30), after: fc.integer({ min: 0, max: 180 }) }),
  { maxLength: 400 },
)
const recent = minutesToConfirm * 60

/** Plays any course of asking and wrong guessing by anybody, and looks at every step. */
function play(course: Event[], look: (state: { kind: string; decision: unknown; at: number; event: Event; mails: (Event & { at: number })[]; wrong: (Event & { at: number })[] }) => void) {
  const mails: (Event & { at: number })[] = []
  const wrong: (Event & { at: number })[] = []
  let at = 0
  for (const event of course) {
    at += event.after
    const fresh = (list: (Event & { at: number })[]) => list.filter((one) => one.at > at - recent)
    if (event.kind === 'ask') {
      const sent = fresh(mails)
      const decision = sending({
        toAddress: sent.filter((one) => one.address === event.address).length,
        toAddressFromNetwork: sent.filter((one) => one.address === event.address && one.network === event.network).length,
        fromNetwork: sent.filter((one) => one.network === event.network).length,
      })
      if (decision === 'send') mails.push({ ...event, at })
      look({ kind: 'ask', decision, at, event, mails: fresh(mails), wrong: fresh(wrong) })
    } else {
      const past = fresh(wrong).filter((one) => one.address === event.address)
      const decision = mayTryElsewhere({ forAddress: past.length, forAddressFromNetwork: past.filter((one) => one.network === event.network).length })
      if (decision) wrong.push({ ...event, at })
      look({ kind: 'guess', decision, at, event, mails: fresh(mails), wrong: fresh(wrong) })
    }
  }
}

describe('limits of signing in', () => {
  test('nobody gets more than five mails in ten minutes, whoever asks from wherever', () => {
    fc.assert(fc.property(events, (course) => play(course, ({ mails }) => {
      for (const address of [0, 1, 2]) expect(mails.filter((mail) => mail.address === address).length).toBeLessThanOrEqual(limits.mailsPerAddress)
    })))
  })

  test('when no mail goes because enough did, the mailbox holds one that still works', () => {
    fc.assert(fc.property(events, (course) => play(course, ({ kind, decision, mails, event }) => {
      if (kind === 'ask' && decision === 'live') expect(mails.some((mail) => mail.address === event.address)).toBe(true)
    })))
  })

  test('asking about one address never keeps a mail from another, except from the same busy network', () => {
    fc.assert(fc.property(events, fc.nat(30), (course, network) => {
      play(course.map((event) => ({ ...event, address: event.address % 2 })), ({ mails }) => {
        const fromNetwork = mails.filter((mail) => mail.network === network).length
        expect(sending({ toAddress: 0, toAddressFromNetwork: 0, fromNetwork })).toBe(fromNetwork >= limits.mailsPerNetwork ? 'network-busy' : 'send')
      })
    }))
  })

  test('at most thirty wrong codes per address are tried from elsewhere, five from one network', () => {
    fc.assert(fc.property(events, (course) => play(course, ({ wrong }) => {
      for (const address of [0, 1, 2]) {
        const tries = wrong.filter((one) => one.address === address)
        expect(tries.length).toBeLessThanOrEqual(limits.wrongPerAddress)
        for (const { network } of tries) expect(tries.filter((one) => one.network === network).length).toBeLessThanOrEqual(limits.wrongPerAddressAndNetwork)
      }
    })))
  })

  test('the asking browser has its own five tries, whatever others do', () => {
    expect([0, 1, 2, 3, 4, 5, 6].map(mayTryOwn)).toEqual([true, true, true, true, true, false, false])
  })
})

describe('networkPart', () => {
  test.each([
    ['192.0.2.17', '192.0.2'],
    ['::ffff:192.0.2.17', '192.0.2'],
    ['2001:db8:12:3456::1', '2001:db8:12'],
    ['2001:db8::1', '2001:db8:0'],
    ['2001:0db8:0012:0:0:0:0:9', '2001:db8:12'],
    ['::1', '0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0'],
    ['nonsense', 'unknown'],
    ['', 'unknown'],
  ])('%s is %s', (address, part) => expect(networkPart(address)).toBe(part))
})

describe('safePath', () => {
  test.each(['/me', '/activities/tur?lang=sv#where', '/manage/steg/people'])('%s is kept', (to) => expect(safePath(to)).toBe(to))
  test.each([
    undefined, null, '', 'me', 'https://evil.example', '//evil.example', '/\\evil.example', '/x/..//evil.example', '/\t/evil.example', '/ x',
    '/\n', 'javascript:alert(1)', '/sign-in', '/sign-in/link/abc', '/sign-out', `/${'x'.repeat(600)}`,
  ])('%j is not followed', (to) => expect(safePath(to)).toBe('/me'))
  test('whatever comes, one stays here', () => {
    fc.assert(fc.property(fc.string(), (to) => {
      const path = safePath(`/${to}`)
      expect(new URL(path, 'http://here.invalid').origin).toBe('http://here.invalid')
      expect(path.startsWith('/') && !path.startsWith('//')).toBe(true)
    }))
  })
})

test('a code may be copied with spaces', () => expect(digitsOf(' 123 456\n')).toBe('123456'))

test.each([
  ['kari.nordmann@posten.example', 'Kari Nordmann'],
  ['åse+samkraft@x.example', 'Åse'],
  ['ola_h-berg99@x.example', 'Ola H Berg'],
  ['123@x.example', '123'],
])('%s is greeted as %s', (email, name) => expect(nameFrom(email)).toBe(name))

test.each([
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1', 'Safari, iPhone'],
  ['Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36', 'Samsung Internet, Android'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0', 'Edge, Windows'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox, Linux'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36', 'Chrome, Mac'],
  ['curl/8.5', ''],
  [null, ''],
])('%s is shown as "%s"', (agent, device) => expect(deviceFrom(agent)).toBe(device))

test('coordinators and administrators see others', () => {
  expect(seesOthers(['participant', 'volunteer', 'organiser'])).toBe(false)
  expect(seesOthers(['participant', 'coordinator'])).toBe(true)
  expect(seesOthers(['administrator'])).toBe(true)
})

test('a session is fresh for a quarter of an hour', () => {
  const since = new Date('2026-11-23T12:00:00Z')
  expect(isFresh(since, new Date('2026-11-23T12:14:59Z'))).toBe(true)
  expect(isFresh(since, new Date('2026-11-23T12:15:00Z'))).toBe(false)
})
