import { render } from '@react-email/render'
import { describe, expect, test } from 'vitest'
import { languages } from '#app/platform/language.ts'
import { AboutActivity, type AboutActivityProps, aboutSubject, calendarReasons, waitingReasons } from './about-activity.tsx'
import { OrganisationInvitation } from './organisation-invitation.tsx'
import { PasskeyAdded } from './passkey-added.tsx'
import { Digest } from './digest.tsx'
import { texts } from './messages.ts'
import { Reminder, reminderSubject } from './reminder.tsx'
import { SignIn, signInSubject } from './sign-in.tsx'

const home = 'https://samkraft.example'
const about: AboutActivityProps = {
  language: 'nb', home, name: 'Åse <script>alert(1)</script>', reason: 'joined', subjectTitle: 'Tur – Sandnes', subjectDay: 'lørdag 5. desember',
  title: 'Rusfri tur & "kaffe"', titleLanguage: 'nb', when: 'lørdag 5. desember kl. 12.00–15.00', where: 'Langgata 1, Sandnes', whoMeets: 'Kari i rød lue', organisation: 'Blå Kors Jæren',
  note: 'Uvær', changes: ['time', 'address'], activityUrl: `${home}/activities/tur`, othersUrl: `${home}/activities`, yesUrl: `${home}/answer/x?answer=yes`, noUrl: `${home}/answer/x?answer=no`,
}
const link = `${home}/sign-in/link/abc`
const everyMail = languages.flatMap((language) => [
  ...[...calendarReasons, ...waitingReasons].map((reason) => ({ name: `${reason} ${language}`, language, subject: aboutSubject({ ...about, language, reason }), body: <AboutActivity {...about} language={language} reason={reason} /> })),
  { name: `sign-in ${language}`, language, subject: signInSubject({ language }), body: <SignIn language={language} home={home} link={link} code="123456" browser="Safari, iPhone" /> },
  {
    name: `join-confirm ${language}`, language, subject: signInSubject({ language, joins: null }),
    body: <SignIn language={language} home={home} link={link} code="123456" joins={{ title: about.title, titleLanguage: 'nb', when: about.when, where: about.where }} />,
  },
  { name: `invitation ${language}`, language, subject: 'x', body: <OrganisationInvitation {...{ language, home, link, organisation: 'Blå Kors Jæren', role: 'frivillig', inviter: 'Kari' }} /> },
  ...(['day-before', 'two-hours'] as const).map((which) => ({
    name: `reminder ${which} ${language}`, language, subject: reminderSubject({ ...about, language }), body: <Reminder {...about} language={language} which={which} unsubscribeUrl={`${home}/unsubscribe/x`} />,
  })),
  {
    name: `digest ${language}`, language, subject: texts(language).digestSubject,
    body: <Digest {...{ language, home }} items={[{ url: about.activityUrl, title: about.title, titleLanguage: 'nb', when: about.when, where: about.where, organisation: about.organisation }]}
      moreUrl={`${home}/activities`} settingsUrl={`${home}/me/notifications`} unsubscribeUrl={`${home}/unsubscribe/y`} />,
  },
  { name: `passkey ${language}`, language, subject: 'x', body: <PasskeyAdded language={language} home={home} name="Mobil" /> },
])

describe.each(everyMail)('$name', ({ language, subject, body }) => {
  test('is whole, in its language, and says nothing outside', async () => {
    const [html, text] = await Promise.all([render(body), render(body, { plainText: true })])
    expect(html).toContain(`lang="${language}"`)
    expect(`${html}${text}`).not.toMatch(/undefined|\[object|NaN|=>/)
    expect(html).not.toContain('<script>alert')
    // what a list of mails shows: title of the page, preview text, subject
    const outside = subject + html.slice(0, html.indexOf('<h1'))
    expect(outside).not.toMatch(/rusfri|blå kors|kaffe|avheng|beroende|recover/i)
    expect(html).toContain('color-scheme')
    // links of the HTML are in the plain text, too, and nothing runs into them
    const addresses = text.split(/\s+/)
    for (const [, address] of html.matchAll(/href="(https:[^"]+)"/g)) expect(addresses).toContain(address!.replaceAll('&amp;', '&'))
    expect(text.length).toBeGreaterThan(60)
  })
})

test('each reason and language has a subject and a sentence of its own', () => {
  for (const language of languages) {
    const subjects = calendarReasons.filter((reason) => reason !== 'withdrawn').map((reason) => aboutSubject({ ...about, language, reason }))
    expect(new Set(subjects).size).toBe(subjects.length)
    for (const subject of subjects) expect(subject).toContain('Tur – Sandnes, lørdag 5. desember')
  }
})

test('the code comes before the link, and who asked is said', async () => {
  const text = await render(<SignIn language="nb" home={home} link={link} code="123456" browser="Safari, iPhone" />, { plainText: true })
  expect(text.indexOf('123456')).toBeLessThan(text.indexOf(link))
  expect(text).toContain('Safari, iPhone')
})

test('what changed is named, and so is the reason for cancelling', async () => {
  expect(await render(<AboutActivity {...about} reason="changed" />, { plainText: true })).toContain('Dette er nytt: tiden, adressen.')
  const cancelled = await render(<AboutActivity {...about} reason="cancelled" />, { plainText: true })
  expect(cancelled).toContain('Uvær')
  expect(cancelled).not.toContain('answer=')
})
