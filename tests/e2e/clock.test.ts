import { expect, test } from 'vitest'
import { useDatabase } from '#tests/support/database.ts'
import { makeActivity } from '#tests/support/factories.ts'
import { useServer } from '#tests/support/server.ts'

const database = useDatabase({ connected: false })
const server = useServer(database, { clock: true })

const day = 24 * 3600_000

test('a test moves the clock of a server, and the server goes by it', async () => {
  const activity = await makeActivity(database, { title: 'Kveldstur', startsAt: new Date(Date.now() + 3 * day) })
  const seen = async () => (await (await server.fetch('/activities')).text()).includes(activity.slug)
  expect(await seen()).toBe(true)
  await server.setClock(new Date(Date.now() + 5 * day))
  expect(await seen()).toBe(false)
  await server.setClock(new Date())
  expect(await seen()).toBe(true)
  expect(await server.stop()).toBe(0)
})
