import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { launchChromium } from './chromium.ts'

export interface PageWishes extends BrowserContextOptions {
  /** 390 px wide with touch, unless told otherwise: most people come with a phone. */
  width?: 'phone' | 'desktop'
  javaScriptEnabled?: boolean
  language?: 'nb' | 'sv' | 'en'
  /** Messages in the console that this test means to cause. */
  expected?: RegExp
}

export interface TestBrowser {
  /** A page of a browser nobody has used before. Errors in its console fail the test that opened it. */
  open(wishes?: PageWishes): Promise<Page>
}

const sizes = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
  desktop: { viewport: { width: 1280, height: 900 } },
}
const locales = { nb: 'nb-NO', sv: 'sv-SE', en: 'en-GB' }
const emptyTile = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64')

export function useBrowser(): TestBrowser {
  let browser: Browser
  let complaints: string[] = []

  beforeAll(async () => {
    browser = await launchChromium()
  }, 120_000)
  afterEach(async () => {
    const heard = complaints
    complaints = []
    for (const context of browser.contexts()) await context.close()
    expect(heard, 'errors in the console').toEqual([])
  })
  afterAll(async () => {
    await browser?.close()
  }, 60_000)

  return {
    async open({ width = 'phone', language = 'nb', expected, ...options } = {}) {
      const context = await browser.newContext({ ...sizes[width], locale: locales[language], timezoneId: 'Europe/Oslo', reducedMotion: 'reduce', ...options })
      context.setDefaultTimeout(20_000)
      context.setDefaultNavigationTimeout(30_000)
      // Nothing leaves the machine: map tiles are blank, anything else from outside is a mistake.
      await context.route(
        (url) => !['localhost', '127.0.0.1'].includes(url.hostname),
        (route) => {
          if (route.request().resourceType() === 'image') return route.fulfill({ contentType: 'image/png', body: emptyTile })
          complaints.push(`asked ${new URL(route.request().url()).host} for a ${route.request().resourceType()}`)
          return route.abort()
        },
      )
      context.on('weberror', (error) => complaints.push(`error: ${error.error().message}`))
      context.on('console', (message) => {
        if (!['error', 'warning'].includes(message.type()) || expected?.test(message.text())) return
        complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`)
      })
      return context.newPage()
    },
  }
}

/** WCAG 2.2 AA as far as a program can tell, and nothing wider than the screen. */
export async function expectAccessible(page: Page) {
  // As the page lies: what a sticky bar covers half-way down a scrolled page is not how it is met.
  await page.evaluate('scrollTo(0, 0)')
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`)
  expect(found, `accessibility of ${page.url()}`).toEqual([])
  const tooWide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  expect(tooWide, `pixels ${page.url()} is wider than the screen`).toBeLessThanOrEqual(0)
}
