import { randomUUID } from 'node:crypto'
import { tell } from '#app/domain/history/commands.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import { type Language, languages } from '#app/platform/language.ts'
import { beginWait } from '../commands.server.ts'
import type { Kind } from '../schema.ts'
import { myStoryWith } from '../volunteering/queries.server.ts'
import { tellCoordinators, tellVolunteer } from '../volunteering/telling/commands.server.ts'
import { usualDeclaration } from './messages.ts'
import { latestDeclaration } from './queries.server.ts'
import type { KindRulesForm, ReferenceTold } from './schema.ts'
import { sealReference } from './sealing.server.ts'

/** A coordinator says what is asked of one kind. The first time, the usual declaration is laid beside it, for them to change. */
export async function saveKindRules(sql: Sql, { organisationId, organisation, by, rules, now }: { organisationId: string; organisation: string; by: string; rules: KindRulesForm; now: Date }): Promise<void> {
  const reason = rules.certificate ? rules.certificateReason : null
  await sql`
    INSERT INTO volunteer_kinds (organisation_id, kind, welcome, paid, declaration, reference_count, minimum_age, certificate_reason, sober_months, changed_by, changed_at)
    VALUES (${organisationId}::uuid, ${rules.kind}, ${rules.welcome}, ${rules.paid}, ${rules.declaration}, ${rules.referenceCount}::int, ${rules.minimumAge}::int, ${reason}, ${rules.soberMonths}::int, ${by}::uuid, ${now}::timestamptz)
    ON CONFLICT (organisation_id, kind) DO UPDATE SET welcome = excluded.welcome, paid = excluded.paid, declaration = excluded.declaration, reference_count = excluded.reference_count,
      minimum_age = excluded.minimum_age, certificate_reason = excluded.certificate_reason, sober_months = excluded.sober_months, changed_by = excluded.changed_by, changed_at = excluded.changed_at`
  await tell(sql, { organisationId, subject: ['organisation', organisationId], event: 'volunteer.requirements', facts: { kind: rules.kind, welcome: rules.welcome } })
  if (!rules.declaration) return
  await sql`
    INSERT INTO declarations (id, organisation_id, version, texts, asks_again, created_by, created_at)
    SELECT ${randomUUID()}::uuid, ${organisationId}::uuid, 1, ${JSON.stringify(usualDeclaration(organisation))}::text::jsonb, true, ${by}::uuid, ${now}::timestamptz
    WHERE NOT EXISTS (SELECT FROM declarations WHERE organisation_id = ${organisationId}::uuid) ON CONFLICT DO NOTHING`
}

/**
 * A new version of what is promised. Whoever signed an earlier one keeps to that, unless the coordinator asks them again:
 * then they hear of it. Saving the same words is saving nothing.
 */
export async function saveDeclaration(sql: Sql, { organisationId, by, texts, asksAgain, now }: { organisationId: string; by: string; texts: Record<Language, string>; asksAgain: boolean; now: Date }): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`declarations ${organisationId}`}, 0))::text`
  const before = await latestDeclaration(sql, organisationId)
  if (before && languages.every((language) => before.texts[language] === texts[language])) return
  const version = (before?.version ?? 0) + 1
  const id = randomUUID()
  await sql`INSERT INTO declarations (id, organisation_id, version, texts, asks_again, created_by, created_at)
    VALUES (${id}::uuid, ${organisationId}::uuid, ${version}::int, ${JSON.stringify(texts)}::text::jsonb, ${asksAgain}, ${by}::uuid, ${now}::timestamptz)`
  await tell(sql, { organisationId, subject: ['organisation', organisationId], event: 'volunteer.declaration', facts: { version, asksAgain } })
  if (!asksAgain || !before) return
  const signed = await sql<{ id: string }>`
    SELECT DISTINCT v.id FROM volunteers v JOIN declaration_signatures s ON s.person_id = v.person_id JOIN declarations d ON d.id = s.declaration_id AND d.organisation_id = v.organisation_id
    WHERE v.organisation_id = ${organisationId}::uuid AND v.state NOT IN ('paused', 'left') AND v.person_id <> ${by}::uuid`
  for (const one of signed) await tellVolunteer(sql, one.id, { news: 'sign-again' })
}

/** The volunteer signs the text they have read: that very version, no other. Signing twice is signing once. */
export async function signDeclaration(
  sql: Sql,
  { organisationId, personId, slug, declarationId, language, name, now }: { organisationId: string; personId: string; slug: string; declarationId: string; language: Language; name: string; now: Date },
): Promise<{ ok: true } | { ok: false; reason: 'changed' }> {
  const latest = await latestDeclaration(sql, organisationId)
  if (latest?.id !== declarationId) return { ok: false, reason: 'changed' }
  const before = await standing(sql, { personId, slug, now, language })
  const signed = await sql`INSERT INTO declaration_signatures (declaration_id, person_id, language, name, signed_at)
    VALUES (${declarationId}::uuid, ${personId}::uuid, ${language}, ${name}, ${now}::timestamptz) ON CONFLICT DO NOTHING RETURNING declaration_id`
  if (signed.length === 0 || !before) return { ok: true }
  await tell(sql, { organisationId, subject: ['volunteer', before.id], event: 'volunteer.checked', facts: { what: 'declaration', version: latest.version } })
  await afterDoing(sql, { before, personId, slug, language, now })
  return { ok: true }
}

const mostReferences = 6

/** Somebody to speak with. The volunteer has asked them first. */
export async function nameReference(
  sql: Sql,
  { organisationId, personId, slug, told, language, now }: { organisationId: string; personId: string; slug: string; told: ReferenceTold; language: Language; now: Date },
): Promise<{ ok: true } | { ok: false; reason: 'not_found' | 'enough' | 'same' }> {
  const before = await standing(sql, { personId, slug, now, language })
  if (!before || before.state === 'left') return { ok: false, reason: 'not_found' }
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`references ${before.id}`}, 0))::text`
  const held = await standing(sql, { personId, slug, now, language })
  const same = held!.references.some((one) => one.name.toLowerCase() === told.name.toLowerCase() && one.contact.toLowerCase() === told.contact.toLowerCase())
  if (same) return { ok: true } // a second press of the same button
  if (held!.references.length >= mostReferences) return { ok: false, reason: 'enough' }
  const id = randomUUID()
  await sql`INSERT INTO volunteer_references (id, volunteer_id, organisation_id, sealed, created_at)
    VALUES (${id}::uuid, ${before.id}::uuid, ${organisationId}::uuid, ${sealReference({ id, organisationId }, told)}, ${now}::timestamptz)`
  await afterDoing(sql, { before, personId, slug, language, now })
  return { ok: true }
}

export async function takeBackReference(sql: Sql, { volunteerId, referenceId }: { volunteerId: string; referenceId: string }): Promise<boolean> {
  return (await sql`DELETE FROM volunteer_references WHERE id = ${referenceId}::uuid AND volunteer_id = ${volunteerId}::uuid AND gives_time(volunteer_id) AND spoken_at IS NULL RETURNING id`).length > 0
}

/** The volunteer says how long they have been sober, or takes it back. Nobody proves it. */
export async function saySober(sql: Sql, { organisationId, personId, slug, sober, language, now }: { organisationId: string; personId: string; slug: string; sober: boolean; language: Language; now: Date }): Promise<void> {
  const before = await standing(sql, { personId, slug, now, language })
  if (!before || before.state === 'left') return
  if (!sober) {
    await sql`DELETE FROM volunteer_marks WHERE volunteer_id = ${before.id}::uuid AND what = 'sober'`
    return
  }
  await sql`INSERT INTO volunteer_marks (volunteer_id, what, marked_by, marked_at) VALUES (${before.id}::uuid, 'sober', ${personId}::uuid, ${now}::timestamptz) ON CONFLICT DO NOTHING`
  await tell(sql, { organisationId, subject: ['volunteer', before.id], event: 'volunteer.checked', facts: { what: 'sober' } })
  await afterDoing(sql, { before, personId, slug, language, now })
}

/** A coordinator has spoken with somebody. What was said is not written down. */
export async function spokenWith(sql: Sql, { organisationId, volunteerId, referenceId, by, now }: { organisationId: string; volunteerId: string; referenceId: string; by: string; now: Date }): Promise<boolean> {
  const spoken = await sql`UPDATE volunteer_references SET spoken_at = ${now}::timestamptz, spoken_by = ${by}::uuid
    WHERE id = ${referenceId}::uuid AND volunteer_id = ${volunteerId}::uuid AND organisation_id = ${organisationId}::uuid AND spoken_at IS NULL RETURNING id`
  if (spoken.length === 0) return false
  await beginWait(sql, { volunteerId, now })
  await tell(sql, { organisationId, subject: ['volunteer', volunteerId], event: 'volunteer.checked', facts: { what: 'reference' } })
  return true
}

export type CoordinatorMark = 'age' | 'certificate-asked' | 'certificate-shown'

/** A coordinator writes down that they know the age, have asked for a certificate, or have been shown it; or takes that back. */
export async function mark(sql: Sql, { organisationId, volunteerId, what, kind, by, marked, now }: { organisationId: string; volunteerId: string; what: CoordinatorMark; kind: Kind | null; by: string; marked: boolean; now: Date }): Promise<void> {
  const [held] = await sql`SELECT 1 FROM volunteers WHERE id = ${volunteerId}::uuid AND organisation_id = ${organisationId}::uuid AND state <> 'left' AND person_id <> ${by}::uuid`
  if (!held) return
  if (!marked) {
    await sql`DELETE FROM volunteer_marks WHERE volunteer_id = ${volunteerId}::uuid AND what = ${what}`
    return
  }
  const made = await sql`INSERT INTO volunteer_marks (volunteer_id, what, kind, marked_by, marked_at) VALUES (${volunteerId}::uuid, ${what}, ${kind}, ${by}::uuid, ${now}::timestamptz) ON CONFLICT DO NOTHING RETURNING what`
  if (made.length === 0) return
  await beginWait(sql, { volunteerId, now })
  await tell(sql, { organisationId, subject: ['volunteer', volunteerId], event: 'volunteer.checked', facts: { what } })
}

// ── in the same room ────────────────────────────────────────────────────────────────────────────────────────

const standing = (sql: Sql, { personId, slug, now, language }: { personId: string; slug: string; now: Date; language: Language }) => myStoryWith(sql, { personId, slug }, { now, language })

/** Whoever did the last thing that was theirs to do has handed it on: coordinators hear that it is their move. */
async function afterDoing(sql: Sql, { before, personId, slug, language, now }: { before: NonNullable<Awaited<ReturnType<typeof standing>>>; personId: string; slug: string; language: Language; now: Date }) {
  await beginWait(sql, { volunteerId: before.id, now })
  const after = await standing(sql, { personId, slug, now, language })
  if (before.waits.who === 'volunteer' && after?.waits.who === 'coordinator') {
    await tellCoordinators(sql, { organisationId: before.organisation.id, volunteerId: before.id, news: after.waits.what === 'say-ready' ? 'complete' : 'handed-on' })
  }
}
