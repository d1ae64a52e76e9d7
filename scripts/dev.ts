import { watch } from 'node:fs'
import path from 'node:path'
import { createServer } from 'vite'
import { appUrl, migrate } from '#prisma/migrate.ts'
import { root } from './build.ts'
import { type RunningServer, checkEnvironment } from './built-server.ts'
import { addDemo, printDemoPeople } from './demo.ts'
import { isEmpty, openOwnDatabase } from './own-database.ts'
import { endAsked, run, serveUntil } from './sentences.ts'

/**
 * The development server: pages, mails and islands are compiled as they are asked for. What lives as long as the process
 * (connections, jobs, the HTTP server: app/platform and app/server.server.ts) is started anew when it changes.
 */
process.env.NODE_ENV = 'development'

await run(async () => {
  const asked = endAsked()
  const database = await openOwnDatabase()
  try {
    checkEnvironment()
    await migrate(database.ownerUrl)
    if (database.embedded && (await isEmpty(database.ownerUrl))) await addDemo(database.ownerUrl)
    const databaseUrl = await appUrl(database.ownerUrl)
    let running = await serve(databaseUrl)
    console.log(`\nSamkraft (development) answers at ${running.address}`)
    if (process.env.DEMO === '1') await printDemoPeople(running.address)

    let restarting: Promise<void> | undefined
    const changed = () => {
      restarting ??= (async () => {
        await new Promise((done) => setTimeout(done, 200)) // an editor saves several files at once
        await running.close()
        running = await serve(databaseUrl)
        console.log('Started anew.')
      })()
        .catch((error) => console.error(error))
        .finally(() => (restarting = undefined))
    }
    const watchers = ['app/platform', 'app/server.server.ts'].map((place) => watch(path.join(root, place), { recursive: true }, changed))
    await serveUntil(asked, async () => {
      for (const watcher of watchers) watcher.close()
      await restarting
      await running.close()
    }, database.lost)
  } finally {
    await database.stop()
  }
})

async function serve(databaseUrl: string): Promise<RunningServer> {
  const vite = await createServer({ root, server: { middlewareMode: true }, appType: 'custom' })
  try {
    const { startServer } = await vite.ssrLoadModule('/app/server.server.ts')
    const server: RunningServer = await startServer({
      build: () => vite.ssrLoadModule('virtual:remix/server-build'),
      before: vite.middlewares,
      databaseUrl,
    })
    return {
      address: server.address,
      async close() {
        await server.close()
        await vite.close()
      },
    }
  } catch (error) {
    await vite.close()
    throw error
  }
}
