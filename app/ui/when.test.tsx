import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { When } from './when.tsx'

test.each([
  ['i morgen, onsdag 25. november kl. 17.00–20.00', 'I morgen, onsdag 25. november <span class="whitespace-nowrap">kl. 17.00–20.00</span>'],
  ['Wednesday 25 November at 17:00–20:00', 'Wednesday 25 November <span class="whitespace-nowrap">at 17:00–20:00</span>'],
  ['fredag 4 december kl. 16.00 – söndag 6 december kl. 12.00',
    'Fredag 4 december <span class="whitespace-nowrap">kl. 16.00</span> – söndag 6 december <span class="whitespace-nowrap">kl. 12.00</span>'],
  ['lørdag 28. november, hele dagen', 'Lørdag 28. november, hele dagen'],
])('%s keeps its clock on one line', (text, html) => {
  expect(renderToStaticMarkup(<When text={text} />)).toBe(html)
})
