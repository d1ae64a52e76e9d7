import { expect, test } from 'vitest'
import { chooseLanguage } from './language.server.ts'

test.each([
  [null, null, null, 'nb'],
  ['sv', 'lang=en', 'nb', 'sv'],
  ['xx', 'lang=en', 'nb', 'en'],
  [null, 'other=1; lang=sv', 'en', 'sv'],
  [null, 'xlang=sv', 'en', 'en'],
  [null, null, 'de-DE,de;q=0.9,sv;q=0.5,en;q=0.8', 'en'],
  [null, null, 'nn-NO', 'nb'],
  [null, null, 'sv;q=0', 'nb'],
  [null, null, ';;;q=,,', 'nb'],
])('asked %s, cookie %s, browser %s -> %s', (asked, cookie, wishes, expected) => expect(chooseLanguage(asked, cookie, wishes)).toBe(expected))
