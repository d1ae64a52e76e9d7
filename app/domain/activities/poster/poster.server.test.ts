import { inflateSync } from 'node:zlib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { drawPoster, type PosterFacts } from './poster.server.ts'

const facts: PosterFacts = {
  language: 'nb', textLanguage: 'nb', title: 'Fotballtrening i Sandnes', when: 'torsdag 3. desember kl. 18.00–20.00', where: 'Langgata 44, 4306 Sandnes',
  whatToExpect: 'Vi møtes i døra og går inn sammen. Du trenger ikke kunne spille. Etterpå er det kaffe.', whoMeetsYou: 'Kari i rød jakke står ved inngangen fra kl. 17.45.', price: 'Gratis',
  organisation: 'Fjordfolk', address: 'https://samkraft.example/activities/fotballtrening-ab12cd34', cancelled: false, picture: null, made: new Date('2026-11-20T12:00:00Z'),
}
const picture = async () => ({ bytes: new Uint8Array(await sharp({ create: { width: 800, height: 500, channels: 3, background: '#6a9a8a' } }).webp().toBuffer()), width: 800, height: 500, alt: 'Et jorde' })

/** What a PDF says in the clear, and how far down its writing goes (points from the top). */
function look(pdf: Buffer) {
  const text = pdf.toString('latin1')
  const streams = [...text.matchAll(/\/Length (\d+)[^>]*\/Filter \/FlateDecode\s*>>\s*stream\n/g)].flatMap((found) => {
    const from = found.index + found[0].length
    try {
      return [inflateSync(pdf.subarray(from, from + Number(found[1]))).toString('latin1')]
    } catch {
      return []
    }
  })
  const page = streams.find((stream) => stream.includes(' Tm')) ?? ''
  const lows = [...page.matchAll(/1 0 0 1 [\d.]+ ([\d.]+) Tm/g)].map((found) => Number(found[1]))
  return { text, pages: text.match(/\/Type \/Page\b/g)?.length, lowest: Math.min(...lows), writings: lows.length }
}

test('one page in the font of the site, with its name and language for those who listen to it, and the same bytes each time', async () => {
  const pdf = await drawPoster(facts)
  const { text, pages } = look(pdf)
  expect(pages).toBe(1)
  expect(text).toMatch(/\/FontName \/\w+\+AtkinsonHyperlegibleNext-Bold/)
  expect(text).toMatch(/\/FontFile2/)
  expect(text).toContain('/Lang (nb)')
  expect(text).toContain('/S /H1')
  expect((await drawPoster(facts)).equals(pdf)).toBe(true)
})

test.each([
  ['nothing but a name', { whatToExpect: '', whoMeetsYou: '', price: '', where: '' }],
  ['as much as fits in the form', { title: 'Felles matlaging og langbord for alle som vil spise sammen '.repeat(3).slice(0, 120), whatToExpect: 'Vi lager mat sammen fra bunnen av. '.repeat(60).slice(0, 2_000), whoMeetsYou: 'Kari tar imot deg. '.repeat(40).slice(0, 500), price: 'Femti kroner '.repeat(20).slice(0, 200), where: 'Langgata '.repeat(30).slice(0, 200), organisation: 'Huset '.repeat(24).slice(0, 120), cancelled: true }],
  ['one endless word', { title: 'Å'.repeat(120), whatToExpect: 'ø'.repeat(2_000) }],
  ['every line its own', { whatToExpect: 'en\n'.repeat(660), whoMeetsYou: 'to\n\n'.repeat(120) }],
  ['letters the font lacks', { title: 'Kaffe 🙂 صباح الخير', whatToExpect: '🎉'.repeat(300) }],
] as [string, Partial<PosterFacts>][])('%s stays on one page, above its edge, with and without a picture', async (_, given) => {
  for (const shown of [null, await picture()]) {
    const { pages, lowest, writings } = look(await drawPoster({ ...facts, ...given, picture: shown }))
    expect(pages).toBe(1)
    expect(writings).toBeGreaterThan(3)
    expect(lowest).toBeGreaterThan(36)
  }
})
