import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--font-render-hinting=none']

/**
 * A real Chromium from an npm package, unpacked once into the machine's temporary folder together with the libraries and
 * fonts it needs where the machine has none. Elsewhere than Linux on x64 (or with CHROMIUM set) the machine's own is used.
 */
export async function launchChromium(): Promise<Browser> {
  const own = process.env.CHROMIUM
  if (own) return chromium.launch({ executablePath: own, args: flags })
  if (process.platform !== 'linux' || process.arch !== 'x64') return chromium.launch({ channel: 'chrome', args: flags })
  const folder = await unpacked()
  const executablePath = path.join(folder, 'chromium')
  const env: Record<string, string> & { NODE_ENV: 'test' } = { NODE_ENV: 'test', PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? folder, TZ: 'Europe/Oslo' }
  if (!fs.existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_PATH = path.join(folder, 'fonts')
  if (spawnSync(executablePath, ['--version'], { env }).status !== 0) env.LD_LIBRARY_PATH = path.join(folder, 'al2023/lib')
  return chromium.launch({ executablePath, args: flags, env })
}

async function unpacked() {
  const require = createRequire(import.meta.url)
  const entry = require.resolve('@sparticuz/chromium')
  const { version } = JSON.parse(fs.readFileSync(path.join(path.dirname(entry), '../package.json'), 'utf8')) as { version: string }
  const folder = path.join(os.tmpdir(), `samkraft-chromium-${version}-${os.userInfo().uid}`)
  if (fs.existsSync(path.join(folder, 'complete'))) return folder
  // The package unpacks into the temporary folder; an own one, renamed when complete, so that nobody meets half of it.
  const coming = fs.mkdtempSync(path.join(os.tmpdir(), 'samkraft-chromium-'))
  const before = process.env.TMPDIR
  process.env.TMPDIR = coming
  try {
    const { inflate } = await import('@sparticuz/chromium')
    const packed = path.join(path.dirname(entry), '../bin')
    await Promise.all(['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'].map((file) => inflate(path.join(packed, file))))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  fs.writeFileSync(path.join(coming, 'complete'), '')
  try {
    fs.renameSync(coming, folder)
  } catch {
    fs.rmSync(coming, { recursive: true, force: true }) // another test file was first
  }
  return folder
}
