import pg from 'pg'
import { SetupError } from '#app/platform/env.server.ts'

/** One plain connection for setting up, with refusals an operator can act on. */
export async function openDatabase(url: string): Promise<pg.Client> {
  const where = place(url)
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return client
  } catch (error) {
    await client.end().catch(() => {})
    throw new SetupError(whyNot(error as NodeJS.ErrnoException, where))
  }
}

function place(url: string) {
  try {
    const { hostname, port, pathname, username } = new URL(url)
    return { server: `${hostname}:${port || 5432}`, database: decodeURIComponent(pathname.slice(1)), user: decodeURIComponent(username) }
  } catch {
    throw new SetupError('DATABASE_URL is not an address of a database: it looks like postgresql://user:password@host:5432/samkraft.')
  }
}

function whyNot(error: NodeJS.ErrnoException, where: ReturnType<typeof place>) {
  if (error.code === '3D000') return `There is no database named ${where.database} at ${where.server}: create it, or correct DATABASE_URL.`
  if (error.code === '28P01' || error.code === '28000') return `The database at ${where.server} refused the user ${where.user}: correct the user or password in DATABASE_URL.`
  if (error.code === '53300') return `The database at ${where.server} has no connection left: raise max_connections or stop something.`
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') return `The name in DATABASE_URL (${where.server}) is not known: correct it.`
  return `The database at ${where.server} does not answer (${error.code || error.message}): start it, or correct DATABASE_URL.`
}
