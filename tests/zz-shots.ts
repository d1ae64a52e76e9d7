import { launchChromium } from './support/chromium.ts'
import { demoPeople } from '#prisma/seed/index.ts'
const url = 'http://localhost:3911'
const who = (name: string) => demoPeople().find((p) => p.name.startsWith(name))!.id
const browser = await launchChromium()
const shots: [string, string, string | null, any][] = JSON.parse(process.argv[2]!)
for (const [name, path, person, more] of shots) {
  const ctx = await browser.newContext({ viewport: { width: more?.wide ? 1280 : 390, height: more?.wide ? 900 : 844 }, deviceScaleFactor: 1, colorScheme: more?.dark ? 'dark' : 'light', javaScriptEnabled: false, locale: more?.lang === 'sv' ? 'sv-SE' : more?.lang === 'en' ? 'en-GB' : 'nb-NO' })
  const page = await ctx.newPage()
  if (more?.lang) await page.goto(`${url}/help?lang=${more.lang}`)
  if (person) {
    const answer = await ctx.request.post(`${url}/sign-in/demo`, { form: { person: who(person), to: '/me' }, headers: { origin: url }, maxRedirects: 0 })
    if (answer.status() !== 303) console.log('sign-in', answer.status())
  }
  const r = await page.goto(url + path)
  if (more?.open) for (const d of await page.locator('main details').all()) await d.evaluate((e: any) => (e.open = true)).catch(() => {})
  await page.screenshot({ path: `/tmp/w/shots/${name}.png`, fullPage: true })
  console.log(name, r?.status(), page.url())
  await ctx.close()
}
await browser.close()
