import type { ServerBuild } from '@remix-run/node'
import { describe, expect, test } from 'vitest'
import { handlerPerAddress } from './narrow.server.ts'

const paths = ['', 'activities', 'activities/:slug', 'activities/:slug.ics', 'activities/:slug/join', 'me', 'manage/:org/activities/new', 'manage/:org/activities/:id', '*']
const routes = { root: { id: 'root', path: '' }, ...Object.fromEntries(paths.map((path) => [path || 'front', { id: path || 'front', parentId: 'root', path: path || undefined }])) }
const build = { routes, assets: { routes: { ...routes } } } as unknown as ServerBuild
const handler = handlerPerAddress(build, (narrow) => Object.keys(narrow.routes).filter((id) => id !== 'root'))

describe('one handler per address', () => {
  test.each([
    ['/', 'front'],
    ['/activities', 'activities'],
    ['/Activities/', 'activities'],
    ['/activities/tur-til-dalsnuten', 'activities/:slug'],
    ['/activities/tur.ics', 'activities/:slug.ics'],
    ['/activities/turxics', 'activities/:slug'],
    ['/activities/tur/join', 'activities/:slug/join'],
    ['/activities/tur/join/more', '*'],
    ['/manage/fjordfolk/activities/new', 'manage/:org/activities/new'],
    ['/manage/fjordfolk/activities/newer', 'manage/:org/activities/:id'],
    ['/nowhere', '*'],
    ['//', 'front'],
  ])('%s -> %s', (path, id) => expect(handler(path)).toEqual([id]))
  test('is made once', () => expect(handler('/me')).toBe(handler('/me')))
})
