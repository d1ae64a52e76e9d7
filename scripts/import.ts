import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { applyImport, type Choices } from '#app/domain/activities/importing/commands.server.ts'
import { importTexts, sayProblem } from '#app/domain/activities/importing/messages.ts'
import { kindsOf, previewImport } from '#app/domain/activities/importing/queries.server.ts'
import { decodeCalendar, LARGEST } from '#app/domain/activities/importing/read.ts'
import { person, visitor } from '#app/platform/actor.ts'
import { connect, disconnect, lean, transaction } from '#app/platform/db.server.ts'
import { SetupError } from '#app/platform/env.server.ts'
import type { Language } from '#app/platform/language.ts'
import { sayWhen } from '#app/platform/time.ts'
import { openDatabase } from '#prisma/connection.ts'
import { appUrl } from '#prisma/migrate.ts'
import { runningUrl } from './embedded-postgres.ts'
import { dataFolder, openOwnDatabase } from './own-database.ts'
import { run } from './sentences.ts'

/** Imports a calendar from the command line, as one of the organisation's people: what they may not do, this may not. */
const usage = `npm run import -- FILE.ics --organisation SLUG
  --dry-run        only says what would happen
  --publish        publishes the new ones; otherwise they are drafts
  --cancel-gone    cancels what the calendar no longer has; otherwise that is only listed
  --reason TEXT    what those who joined are told about a cancellation
  --kind SLUG      the kind of the new ones, unless a category says it (otherwise the first)
  --as MAIL        who imports; otherwise the organisation's first administrator`

await run(async () => {
  const { positionals: [file], values } = parseArgs({
    allowPositionals: true,
    options: {
      organisation: { type: 'string' }, as: { type: 'string' }, kind: { type: 'string' }, reason: { type: 'string' },
      publish: { type: 'boolean' }, 'cancel-gone': { type: 'boolean' }, 'dry-run': { type: 'boolean' },
    },
  })
  if (!file || !values.organisation) throw new SetupError(usage)
  // npm runs this in the project's folder; the file is named from where the person stands.
  const where = path.resolve(process.env.INIT_CWD ?? '.', file)
  if (!fs.existsSync(where)) throw new SetupError(`There is no file ${where}.`)
  if (fs.statSync(where).size > LARGEST) throw new SetupError(importTexts('en')['too-large'])
  const content = decodeCalendar(fs.readFileSync(where)).toWellFormed()

  const beside = process.env.DATABASE_URL ? undefined : await runningUrl(dataFolder())
  const database = beside ? { ownerUrl: beside, stop: async () => {} } : await openOwnDatabase()
  try {
    const personId = await whoImports(database.ownerUrl, values.organisation, values.as)
    connect(await appUrl(database.ownerUrl))
    try {
      await importFile({ slug: values.organisation, personId, content, now: new Date() }, values)
    } finally {
      await disconnect()
    }
  } finally {
    await database.stop()
  }
})

async function whoImports(ownerUrl: string, slug: string, mail: string | undefined): Promise<string> {
  const client = await openDatabase(ownerUrl)
  try {
    const { rows: organisations } = await client.query('SELECT FROM organisations WHERE slug = $1', [slug])
    if (organisations.length === 0) throw new SetupError(`There is no organisation ${slug}.`)
    const { rows } = await client.query<{ id: string }>(
      `SELECT p.id FROM memberships m JOIN organisations o ON o.id = m.organisation_id JOIN people p ON p.id = m.person_id
       WHERE o.slug = $1 AND m.valid_from <= current_date AND (m.valid_to IS NULL OR m.valid_to >= current_date)
         AND CASE WHEN $2::text IS NULL THEN m.role = 'administrator' ELSE p.email = $2 AND m.role IN ('organiser', 'coordinator', 'administrator') END
       ORDER BY m.created_at, p.id LIMIT 1`, [slug, mail ?? null])
    if (!rows[0]) throw new SetupError(mail ? `${mail} does not plan activities for ${slug}.` : `${slug} has no administrator: name somebody who plans its activities with --as MAIL.`)
    return rows[0].id
  } finally {
    await client.end()
  }
}

async function importFile(
  { slug, personId, content, now }: { slug: string; personId: string; content: string; now: Date },
  values: { publish?: boolean | undefined; 'cancel-gone'?: boolean | undefined; 'dry-run'?: boolean | undefined; kind?: string | undefined; reason?: string | undefined },
) {
  const [organisation] = await lean(visitor, (sql) => sql<{ id: string; language: Language; zone: string }>`SELECT id, language, zone
    FROM organisations WHERE slug = ${slug}`)
  if (!organisation) throw new SetupError(`There is no organisation ${slug}.`)
  const texts = importTexts('en')
  const when = (one: { zone: string; allDay: boolean }, start: Date, end: Date) => sayWhen(start, end, one.zone, 'en', now,
    { allDay: one.allDay, absolute: true })
  const { preview, kinds } = await lean(person(personId),
    async (sql) => ({ preview: await previewImport(sql, { organisation, content, now }), kinds: await kindsOf(sql, organisation.id) }))
  if (!preview.ok) throw new SetupError(texts[preview.reason])
  const { read, plan } = preview
  for (const problem of read.problems) console.log(`${texts.line(problem.line)}: ${sayProblem(problem, texts)}`)
  for (const { title, start, end, ...one } of plan.create) console.log(`new: ${title}, ${when(one, start, end)}`)
  for (const { to, what } of plan.change) console.log(`changed (${what.join(', ')}): ${to.title}, ${when(to, to.start, to.end)}`)
  for (const { activity, calledOff } of plan.gone) {
    console.log(`${calledOff ? 'called off' : 'gone'}${values['cancel-gone'] ? '' : ', kept'}: ${activity.title}, ${when(activity, activity.startsAt, activity.endsAt)}`)
  }
  if (read.past + read.later > 0) console.log(texts.left(read.past, read.later))
  if (read.incomplete) console.log(texts.incomplete)

  const kind = values.kind ? kinds.find((candidate) => candidate.slug === values.kind) : undefined
  if (values.kind && !kind) throw new SetupError(`There is no kind ${values.kind}: choose one of ${kinds.map((candidate) => candidate.slug).join(', ')}.`)
  if (values['dry-run']) return console.log('Nothing was done (--dry-run).')
  const choices: Choices = {
    create: 'all', change: 'all', cancel: values['cancel-gone'] ? 'all' : new Set(), publish: values.publish ?? false,
    reason: values.reason ?? importTexts(organisation.language).reasonDefault, ...(kind && { kindId: kind.id }),
  }
  const done = await transaction(person(personId), (tx, sql) => applyImport(tx, sql, { organisation, personId, content, choices, now }))
  if (!done.ok) throw new SetupError(texts[done.reason])
  console.log(`${texts.done(done.created, done.changed, done.cancelled, done.created)}${done.created > 0 && !values.publish ? ' The new ones are drafts.' : ''}`)
}
