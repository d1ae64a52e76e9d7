import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import pg from 'pg'
import { joinActivity } from '#app/domain/activities/sign-ups/commands.server.ts'
import { person } from '#app/platform/actor.ts'
import { connect, disconnect, lean } from '#app/platform/db.server.ts'

/**
 * What nothing built on the same parts can be faster than, each in a process of its own:
 * `static FILE TYPE`: node:http with those bytes. `row URL`: node:http with one row from PostgreSQL. `joins URL ACTIVITY
 * PEOPLE`: the transaction of a join, without the way through HTTP, so many at a time as the app has connections.
 */
const [what, ...words] = process.argv.slice(2)

if (what === 'static') {
  const bytes = readFileSync(words[0]!)
  const headers = { 'content-type': words[1]!, 'content-length': bytes.length }
  serve((_, response) => response.writeHead(200, headers).end(bytes))
}

if (what === 'row') {
  const pool = new pg.Pool({ connectionString: words[0]!, max: 10 })
  const { rows } = await pool.query('SELECT id FROM organisations LIMIT 1')
  serve(async (_, response) => {
    const found = await pool.query({ name: 'one row', text: 'SELECT id, slug, name FROM organisations WHERE id = $1', values: [rows[0].id] })
    const body = JSON.stringify(found.rows[0])
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body)
  })
}

if (what === 'joins') {
  const [url, activityId, file] = words as [string, string, string]
  const people = JSON.parse(readFileSync(file, 'utf8')) as string[]
  connect(url)
  const now = new Date()
  const one = (personId: string) => lean(person(personId), (sql) => joinActivity(sql, { activityId, personId, now }))
  await one(people.shift()!) // what is prepared once
  const begun = performance.now()
  const count = people.length
  const worker = async () => {
    for (let next = people.shift(); next; next = people.shift()) await one(next)
  }
  await Promise.all(Array.from({ length: 10 }, worker))
  console.log(JSON.stringify({ rate: count / ((performance.now() - begun) / 1000) }))
  await disconnect()
}

function serve(answer: Parameters<typeof createServer>[1] & {}) {
  const server = createServer(answer).listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: (server.address() as { port: number }).port })))
}
