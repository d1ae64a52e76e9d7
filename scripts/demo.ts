/** The demo draws pictures, so it is loaded only when it is needed. */
export async function addDemo(ownerUrl: string) {
  const { seed } = await import('#prisma/seed/index.ts')
  return seed(ownerUrl, new Date())
}

/** Who can be picked at sign-in, by organisation, with what they do there. */
export async function printDemoPeople(address: string) {
  const { demoPeople } = await import('#prisma/seed/index.ts')
  const people = demoPeople()
  const widest = Math.max(...people.map(({ name }) => name.length))
  console.log(`\nDemo people, to pick at ${address}/sign-in:`)
  for (const { name, organisation, roles } of people) {
    console.log(`  ${name.padEnd(widest)}  ${roles.length > 0 ? `${roles.join(', ')} at ${organisation}` : 'guest'}`)
  }
  console.log(`Mails arrive at ${address}/mailbox. Stop with Ctrl-C.`)
}
