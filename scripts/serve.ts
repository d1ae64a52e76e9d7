import { appUrl, migrate } from '#prisma/migrate.ts'
import { checkEnvironment, refuseDemoWithRealDatabase, startBuiltServer } from './built-server.ts'
import { endAsked, run, serveUntil } from './sentences.ts'

/** What a deployment runs: the built server alone. Several may run side by side on one database. */
process.env.NODE_ENV = 'production'

await run(async () => {
  const asked = endAsked()
  refuseDemoWithRealDatabase(process.env)
  const { DATABASE_URL } = checkEnvironment()
  if (process.env.MIGRATE === '1') {
    const { applied } = await migrate(DATABASE_URL)
    if (applied.length > 0) console.log(`Applied ${applied.join(', ')}.`)
  }
  const server = await startBuiltServer(await appUrl(DATABASE_URL))
  console.log(`Samkraft answers at ${server.address}`)
  await serveUntil(asked, () => server.close())
})
