import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { useDatabase } from '#tests/support/database.ts'
import { lackingSql, schemaFiles } from './engine.ts'

const database = useDatabase({ connected: false })

test('a database migrated from scratch and prisma/schema agree', async () => {
  expect(await lackingSql(database.ownerUrl)).toBeUndefined()
})

test('a column that only one of the two knows is noticed', async () => {
  await database.owner('ALTER TABLE organisations DROP COLUMN website')
  try {
    expect(await lackingSql(database.ownerUrl)).toMatch(/ADD COLUMN\s+"website" TEXT/)
  } finally {
    await database.owner('ALTER TABLE organisations ADD COLUMN website text')
  }
})

test('the committed client was generated from the schema as it is now', () => {
  const generated = fs.readFileSync(path.join(import.meta.dirname, '../app/generated/prisma/internal/class.ts'), 'utf8')
  const inlined = JSON.parse(/"inlineSchema": ("(?:[^"\\]|\\.)*")/.exec(generated)![1]!) as string
  expect(inlined, 'run npm run db -- generate').toBe(schemaFiles().map((file) => file.content).join('\n'))
})
