import { demoPeople } from '#prisma/seed/index.ts'

/** Who can be picked at sign-in, by organisation, with what they do there. */
export function printDemoPeople(address: string) {
  const people = demoPeople()
  const widest = Math.max(...people.map(({ name }) => name.length))
  console.log(`\nDemo people, to pick at ${address}/sign-in:`)
  for (const { name, organisation, roles } of people) {
    console.log(`  ${name.padEnd(widest)}  ${roles.length > 0 ? `${roles.join(', ')} at ${organisation}` : 'guest'}`)
  }
  console.log(`Mails arrive at ${address}/mailbox. Stop with Ctrl-C.`)
}
