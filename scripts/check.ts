import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { build, root } from './build.ts'

/**
 * `npm test` after its bootstrap: types, lint, boundaries, unused things, the build, then every test. Each static check
 * counts as one. The last line is the verdict; the exit code follows it.
 */
const tools = path.join(root, 'node_modules/.bin')
let passed = 0
let failed = 0

async function check(name: string, work: () => Promise<void>) {
  const started = Date.now()
  try {
    await work()
    passed++
    console.log(`✓ ${name} (${seconds(started)})`)
  } catch (error) {
    failed++
    console.log(`✗ ${name} (${seconds(started)})\n${(error as Error).message}`)
  }
}

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`

/** Runs a tool of node_modules; what it printed is the error when it fails. */
function tool(name: string, ...words: string[]): Promise<void> {
  return new Promise((done, refused) => {
    const child = spawn(process.execPath, [fs.realpathSync(path.join(tools, name)), ...words], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk))
    child.once('error', refused)
    child.once('exit', (code) => (code === 0 ? done() : refused(new Error(printed.trim() || `${name} ended with ${code}`))))
  })
}

async function vitest() {
  const report = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'samkraft-report-')), 'report.json')
  const child = spawn(process.execPath, [fs.realpathSync(path.join(tools, 'vitest')), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], { cwd: root, stdio: 'inherit' })
  const code = await new Promise<number>((done) => {
    child.once('error', () => done(1))
    child.once('exit', (code) => done(code ?? 1))
  })
  const before = failed
  try {
    const result = JSON.parse(fs.readFileSync(report, 'utf8')) as {
      numPassedTests: number
      numFailedTests: number
      testResults: { status: string; assertionResults: { status: string }[] }[]
    }
    passed += result.numPassedTests
    failed += result.numFailedTests
    // A file that could not be read or set up has failed although none of its tests did.
    failed += result.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed')).length
  } catch {}
  if (code !== 0 && failed === before) failed++
  fs.rmSync(path.dirname(report), { recursive: true, force: true })
}

// Two things at a time: types take longest and use one core.
await Promise.all([
  check('types', () => tool('tsc', '--noEmit', '-p', '.')),
  (async () => {
    await check('lint', () => tool('oxlint', '--deny-warnings'))
    await check('boundaries', () => tool('depcruise', '--config', '.dependency-cruiser.mjs', 'app', 'emails', 'prisma', 'scripts', 'tests'))
    await check('unused', () => tool('knip'))
    await check('build', () => build())
  })(),
])
await vitest()
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
