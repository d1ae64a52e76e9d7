import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarsInMail } from '#app/platform/mime.ts'
import { replyMail, replyText, type ReplyFacts } from '#tests/support/replies.ts'
import { readReplies } from './read.ts'

const facts: ReplyFacts = { uid: 'tur-1@samkraft.example', organizer: 'svar+0123456789abcdef0123456789abcdef@inn.samkraft.example', attendee: 'ase@example.org', answer: 'DECLINED', sequence: 3, saidAt: new Date('2026-11-24T08:00:00Z'), recurrence: '20261203T180000', recurrenceUtc: '20261203T170000Z' }
const programs = { google: 'google', 'google-comment': 'google', 'google-date': 'google', outlook: 'outlook', microsoft365: 'outlook', 'microsoft365-date': 'outlook', apple: 'apple', 'icloud-date': 'apple' } as const

test.each(Object.entries(programs))('%s: the answer is read from the whole mail, once, whatever it is packed in', (file, program) => {
  for (const [written, answer] of [['ACCEPTED', 'accepted'], ['DECLINED', 'declined'], ['TENTATIVE', 'tentative']] as const) {
    const mail = replyMail(program, replyText(file, { ...facts, answer: written }), { from: 'Åse <ase@example.org>', to: facts.organizer })
    const replies = calendarsInMail(Buffer.from(mail)).flatMap(readReplies)
    const { dayIn, ...reply } = replies[0]!
    expect(replies).toHaveLength(1)
    expect(reply).toEqual({ uid: facts.uid, answer, attendee: 'ase@example.org', sequence: 3, saidAt: facts.saidAt })
    expect(dayIn?.('Europe/Oslo') ?? null).toBe(file.endsWith('-date') ? '2026-12-03' : null)
  }
})

test('the day of a date is the one in the zone of the series, whatever zone it was written in', () => {
  const day = (line: string, zone: string) => readReplies(replyText('icloud-date', { ...facts, recurrenceUtc: '' }).replace(/RECURRENCE-ID.*/, line))[0]?.dayIn?.(zone)
  expect(day('RECURRENCE-ID:20261202T233000Z', 'Europe/Oslo')).toBe('2026-12-03')
  expect(day('RECURRENCE-ID:20261202T233000Z', 'Europe/London')).toBe('2026-12-02')
  expect(day('RECURRENCE-ID;VALUE=DATE:20261203', 'Europe/Oslo')).toBe('2026-12-03')
  expect(day('RECURRENCE-ID;TZID=GMT Standard Time:20261202T233000', 'Europe/Oslo')).toBe('2026-12-03')
  expect(day('RECURRENCE-ID;TZID=Ingen Kjenner:20261203T180000', 'Europe/Oslo')).toBe('2026-12-03')
  expect(readReplies(replyText('icloud-date', facts).replace(/RECURRENCE-ID.*/, 'RECURRENCE-ID:tull'))).toEqual([])
})

test('what is not plainly one person\'s yes, no or maybe is no answer', () => {
  for (const file of ['delegated', 'delegate-accepted', 'counter']) expect(readReplies(replyText(file, facts)), file).toEqual([])
  const changed = (from: string | RegExp, to: string) => readReplies(replyText('google', facts).replace(from, to))
  expect(changed('METHOD:REPLY', 'METHOD:REQUEST')).toEqual([])
  expect(changed('METHOD:REPLY\r\n', '')).toEqual([])
  expect(changed('PARTSTAT=DECLINED', 'PARTSTAT=NEEDS-ACTION')).toEqual([])
  expect(changed('SEQUENCE:', 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:en.til@example.org\r\nSEQUENCE:')).toEqual([])
  expect(changed(/DTSTAMP.*\r\n/, '')).toEqual([])
  expect(changed(/DTSTAMP.*/, 'DTSTAMP:20261124T080000')).toEqual([])
  expect(changed(/UID:.*\r\n/, '')).toEqual([])
  expect(changed(/SEQUENCE:.*/, 'SEQUENCE:-1')).toEqual([])
  expect(changed(/SEQUENCE:.*\r\n/, '')).toMatchObject([{ sequence: 0 }])
  expect(readReplies('x'.repeat(300_000))).toEqual([])
})

test('a calendar in a mail within the mail is somebody else\'s', () => {
  const inner = replyMail('outlook', replyText('outlook', facts), { from: 'a@example.org', to: 'b@example.org' })
  const outer = ['Content-Type: multipart/mixed; boundary=ytre', '', '--ytre', 'Content-Type: message/rfc822', '', inner, '--ytre--'].join('\r\n')
  expect(calendarsInMail(Buffer.from(outer))).toEqual([])
})

test('charsets are read as they say', () => {
  const mail = Buffer.concat([Buffer.from('Content-Type: text/calendar; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\nSUMMARY:'), Buffer.from([0xc5, 0x73, 0x65])])
  expect(calendarsInMail(mail)).toEqual(['SUMMARY:Åse'])
})

test('any bytes are taken, quickly', () => {
  const mail = replyMail('google', replyText('google', facts), { from: 'a@example.org', to: 'b@example.org' })
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(mail.length), fc.constantFrom('', '\r\n', '--', '=', '"', '\0', ';', '\r\n\r\n', '--0000000000009f1a2b0622c8'))), (cuts) => {
    let text = mail
    for (const [at, more] of cuts) text = text.slice(0, at) + more + text.slice(at + 3)
    for (const calendar of calendarsInMail(Buffer.from(text))) readReplies(calendar)
  }), { numRuns: 300 })
  const began = performance.now()
  for (const hostile of ['Content-Type: multipart/mixed; boundary=a\r\n\r\n' + '--a\r\n'.repeat(150_000), 'a:\r\n '.repeat(200_000), `Content-Type: text/calendar${'; a=b'.repeat(150_000)}\r\n\r\n`, `Content-Type: multipart/mixed; boundary=${'a'.repeat(1_900)}\r\n\r\n${'--aaaaaaaa'.repeat(90_000)}`, 'Content-Type: text/calendar\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'.padEnd(900_000) + 'x']) calendarsInMail(Buffer.from(hostile))
  expect(performance.now() - began).toBeLessThan(10_000)
})
