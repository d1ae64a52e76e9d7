import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import pg from 'pg'
import { joinActivity } from '#app/domain/activities/sign-ups/commands.server.ts'
import { sendReminders } from '#app/domain/notifications/reminders/commands.server.ts'
import { person } from '#app/platform/actor.ts'
import { connect, disconnect, lean } from '#app/platform/db.server.ts'
import { queue } from '#app/platform/jobs.server.ts'

/**
 * What nothing built on the same parts can be faster than, each in a process of its own:
 * `static FILE TYPE`: node:http with those bytes. `row URL`: node:http with one row from PostgreSQL. `joins URL ACTIVITY
 * PEOPLE`: the transaction of a join, without the way through HTTP, so many at a time as the app has connections.
 * `reminders URL NOW`: what the chore does when very many are due (not a limit, but in a process of its own, too).
 * `mails URL COUNT BATCH`: rows for so many mails, a batch a statement and a transaction.
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

if (what === 'reminders') {
  const [url, now] = words as [string, string]
  Object.assign(process.env, { DATABASE_URL: url, SECRET_KEYS: `k1:${Buffer.alloc(32).toString('base64')}` })
  connect(url)
  await sendReminders(new Date(0)) // connections, and the queue's own
  await queue()
  const begun = performance.now()
  const count = await sendReminders(new Date(now))
  console.log(JSON.stringify({ count, rate: count / ((performance.now() - begun) / 1000) }))
  await disconnect()
}

if (what === 'mails') {
  const [url, count, batch] = [words[0]!, Number(words[1]), Number(words[2])]
  const client = new pg.Client(url)
  await client.connect()
  const { rows: people } = await client.query<{ id: string; email: string }>('SELECT id, email FROM people LIMIT $1', [count])
  const insert = (some: typeof people) =>
    client.query({
      name: 'mails',
      text: `INSERT INTO mails (person_id, address, language, template, facts) SELECT id, email, 'nb', 'reminder', '{"which":"day-before"}' FROM unnest($1::uuid[], $2::citext[]) AS owed (id, email)`,
      values: [some.map(({ id }) => id), some.map(({ email }) => email)],
    })
  await insert(people.slice(0, batch))
  const begun = performance.now()
  for (let from = 0; from < people.length; from += batch) await insert(people.slice(from, from + batch))
  console.log(JSON.stringify({ rate: people.length / ((performance.now() - begun) / 1000) }))
  await client.end()
}

function serve(answer: Parameters<typeof createServer>[1] & {}) {
  const server = createServer(answer).listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: (server.address() as { port: number }).port })))
}
