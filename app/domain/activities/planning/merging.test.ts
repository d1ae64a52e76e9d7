import { describe, expect, test } from 'vitest'
import { marks, mergeTyped } from './merging.ts'

describe('two people in one form', () => {
  const was = marks({ title: 'Tur', places: '', price: '', title_sv: 'Tur' })
  test('what this one typed stays, what the other changed comes in where this one had not touched', () => {
    expect(mergeTyped({ title: 'Tur', places: '', price: '50 kr', title_sv: 'Tur', intent: '' }, was, { title: 'Kveldstur', places: '8', price: '', title_sv: 'Tur' }))
      .toEqual({ values: { title: 'Kveldstur', places: '8', price: '50 kr', title_sv: 'Tur', intent: '' }, both: [] })
  })
  test('where both wrote, this one\'s words stand and are named; the same words are no quarrel', () => {
    expect(mergeTyped({ title: 'Min tur', places: '8' }, was, { title: 'Kveldstur', places: '8' })).toEqual({ values: { title: 'Min tur', places: '8' }, both: ['title'] })
  })
  test('a field the other took away is taken away', () => {
    expect(mergeTyped({ title_sv: 'Tur' }, was, {}).values).toMatchObject({ title_sv: '' })
  })
})
