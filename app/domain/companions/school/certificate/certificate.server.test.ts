import { expect, test } from 'vitest'
import { wordsOfPdf } from '#tests/support/pdf.ts'
import { drawCertificate } from './certificate.server.ts'

const facts = { language: 'nb' as const, name: 'Bjørn Åsmund Ness', course: 'Medvandrerskolen', modules: ['Hva en medvandrer er, og ikke er', 'Bedring og tilbakefall'], organisation: 'Fjordfolk', zone: 'Europe/Oslo', completedAt: new Date('2027-03-01T12:00:00Z') }

test('one page that says who, what, when and where; the same bytes each time', async () => {
  const pdf = await drawCertificate(facts)
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  const words = wordsOfPdf(pdf)
  for (const said of ['Bjørn Åsmund Ness', 'Medvandrerskolen', 'Bedring og tilbakefall', 'Fjordfolk, mandag 1. mars 2027']) expect(words).toContain(said)
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1)
  expect((await drawCertificate(facts)).equals(pdf)).toBe(true)
})

test('endless names and thirty modules stay on the page', async () => {
  const pdf = await drawCertificate({ ...facts, name: 'Å'.repeat(80), course: 'kurs '.repeat(24), organisation: 'Huset '.repeat(20), modules: Array.from({ length: 40 }, (_, n) => `Modul ${n} ${'med et langt navn '.repeat(6)}`) })
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1)
})
