import { createServer } from 'node:net'
import { SetupError } from '#app/platform/env.server.ts'
import { appUrl, migrate } from '#prisma/migrate.ts'
import { build, isBuilt } from './build.ts'
import { checkEnvironment, startBuiltServer } from './built-server.ts'
import { addDemo, printDemoPeople } from './demo.ts'
import { dataFolder, isEmpty, openOwnDatabase } from './own-database.ts'
import { endAsked, run, serveUntil } from './sentences.ts'

/** `npm start` after its bootstrap: builds when sources changed, brings up a database unless one is named, and serves. */
process.env.NODE_ENV = 'production'

await run(async () => {
  const asked = endAsked()
  await checkPort(Number(process.env.PORT || 3000), process.env.HOST || '127.0.0.1')
  if (!isBuilt()) {
    console.log('Building …')
    await build({ asked })
  }
  asked.throwIfAborted()
  const database = await openOwnDatabase()
  try {
    checkEnvironment()
    await migrate(database.ownerUrl)
    if (database.embedded && (await isEmpty(database.ownerUrl))) await addDemo(database.ownerUrl)
    asked.throwIfAborted()
    const server = await startBuiltServer(await appUrl(database.ownerUrl))
    console.log(`\nSamkraft answers at ${server.address}`)
    if (process.env.DEMO === '1') await printDemoPeople(server.address)
    const why = await serveUntil(asked, () => server.close(), database.lost)
    if (why === 'lost') {
      console.error(`The database ended by itself: see ${dataFolder()}/postgres.log, then start again.`)
      process.exitCode = 1
    }
  } finally {
    await database.stop()
  }
})

/** Asked first, so that a taken port costs nothing; the server asks again when it listens. */
function checkPort(port: number, host: string): Promise<void> {
  if (!(Number.isInteger(port) && port >= 0 && port <= 65535)) throw new SetupError('PORT must be a number from 0 to 65535.')
  return new Promise((done, failed) => {
    const probe = createServer()
    probe.once('error', failed)
    probe.listen(port, host, () => probe.close(() => done()))
  })
}
