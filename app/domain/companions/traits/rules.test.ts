import { expect, test } from 'vitest'
import { z } from 'zod'
import { check } from '#app/platform/http/form.server.ts'
import { traits } from '../schema.ts'
import { traitValues } from './rules.ts'
import { traitsForm } from './schema.ts'

const form = traitsForm.and(z.object({ phone: z.string().max(10, 'phone_wrong').default('') }))

test('what is stored comes back from its own form as the same, beside the form’s own fields', () => {
  const told = traits.parse({ gender: 'woman', birthYear: 1984, speaks: ['nb', 'sign'], interests: ['hiking', 'coffee'], experiences: ['next-of-kin'], times: ['mon-evening'], area: 'Sandnes', lat: 58.85, lon: 5.73, travelMinutes: 45, hasCar: true })
  expect(check(form, { ...traitValues(told), phone: '1' })).toMatchObject({ ok: true, value: { ...told, phone: '1' } })
})

test('nothing told is nothing told', () => {
  expect(check(form, {})).toMatchObject({ ok: true, value: { ...traits.parse({}), phone: '' } })
  expect(check(form, { ...traitValues(traits.parse({})) })).toMatchObject({ ok: true, value: traits.parse({}) })
})

test('unknown boxes are not read, a point is kept roughly and only whole', () => {
  const read = check(form, { 'interests.crime': 'on', 'times.mon-night': 'on', gender: 'x', travelMinutes: '7', lat: '58,852341', lon: '5.736' })
  expect(read.ok && read.value).toMatchObject({ interests: [], times: [], gender: null, travelMinutes: 30, lat: 58.85, lon: 5.74 })
  expect(check(form, { lat: '58.8' })).toMatchObject({ ok: true, value: { lat: null, lon: null } })
})

test('each wrong field has its own message', () => {
  expect(check(form, { birthYear: '84', area: 'x'.repeat(121), lat: '91', phone: '12345678901' }).errors).toEqual({ birthYear: 'birthYear_wrong', area: 'area_long', lat: 'point_unreadable', phone: 'phone_wrong' })
})

test('one half refused is never a surprise for the other', () => {
  const loose = { birthYear: '84', phone: ' 12 ', travelMinutes: '45', 'interests.hiking': 'on' }
  const trimmed = traitsForm.and(z.object({ phone: z.string().trim().max(3, 'phone_wrong') }))
  expect(check(trimmed, loose).errors).toEqual({ birthYear: 'birthYear_wrong' })
  expect(check(trimmed, { ...loose, birthYear: '', phone: 'ring meg' }).errors).toEqual({ phone: 'phone_wrong' })
  expect(check(trimmed, { ...loose, phone: 'ring meg' }).errors).toEqual({ birthYear: 'birthYear_wrong', phone: 'phone_wrong' })
})
