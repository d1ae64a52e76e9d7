import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './build.ts'

interface Seed {
  seed(ownerUrl: string, now: Date): Promise<void>
  demoPeople(): { name: string; email: string; role: string }[]
}

async function demo(): Promise<Seed | undefined> {
  const file = path.join(root, 'prisma/seed/index.ts')
  return fs.existsSync(file) ? import(pathToFileURL(file).href) : undefined
}

export async function loadDemo(ownerUrl: string) {
  await (await demo())?.seed(ownerUrl, new Date())
}

export async function printDemoPeople(address: string) {
  const people = (await demo())?.demoPeople() ?? []
  if (people.length === 0) return
  const widest = Math.max(...people.map(({ name }) => name.length))
  console.log(`Demo people, to pick at ${address}/sign-in:`)
  for (const { name, role } of people) console.log(`  ${name.padEnd(widest)}  ${role}`)
  console.log(`Mails arrive at ${address}/mailbox. Stop with Ctrl-C.`)
}
