import { z } from 'zod'
import { lookBack } from '#app/domain/companions/ending/commands.server.ts'
import { reflectionSchema } from '#app/domain/companions/ending/schema.ts'
import { myPairing } from '#app/domain/companions/pairings/queries.server.ts'
import { forgetLog, logMeeting, showLine } from '#app/domain/companions/walking/logging/commands.server.ts'
import { arrangeMeeting, askAlong, callOffMeeting, moveMeeting } from '#app/domain/companions/walking/meeting/commands.server.ts'
import { addMilestone, moveMilestone, reachMilestone, removeMilestone } from '#app/domain/companions/walking/plan/commands.server.ts'
import { logSchema, meetSchema, milestoneKinds, milestoneSchema, readers, wishSchema } from '#app/domain/companions/walking/schema.ts'
import { answerTrial } from '#app/domain/companions/walking/trial/commands.server.ts'
import { wishFor } from '#app/domain/companions/walking/wishing/commands.server.ts'
import type { SignedIn } from '#app/domain/identity/gate.server.ts'
import { type Actor, isId } from '#app/platform/actor.ts'
import { lean, type Sql } from '#app/platform/db.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { calendarDay } from '#app/platform/time.ts'

/** What becomes of a form on the pair's page: another address, the form again with what is wrong, or nothing there. */
export type PairAnswer = { missing: true } | { to: string } | { intent: string; values: Record<string, string>; errors: Record<string, string> }

const intents = z.looseObject({ intent: z.enum(['answer', 'meet', 'move', 'off', 'along', 'log', 'show', 'forget', 'reach', 'unreach', 'milestone', 'add', 'remove', 'ask', 'back']), id: z.string().default(''), key: z.string().max(60).default('') })
const missing = { missing: true } as const

/** Reads a form of the pair's page and does it, in one transaction of the person's. */
export async function actInPair(request: Request, { actor, person, pairingId, now }: { actor: Actor; person: SignedIn; pairingId: string; now: Date }): Promise<PairAnswer> {
  const read = await readForm(request, intents)
  const here = `/me/pairings/${pairingId}`
  return lean(actor, async (sql) => {
    // Whoever may not see the page any more has nothing to send from it either.
    const pairing = await myPairing(sql, pairingId, person.id, now)
    if (!pairing) return missing
    if (!read.ok) return { to: here }
    return act(sql, read.value, read.values, calendarDay(now, pairing.organisation.zone))
  })

  async function act(sql: Sql, { intent, id, key }: z.output<typeof intents>, values: Record<string, string>, today: string): Promise<PairAnswer> {
    const again = (errors: Record<string, string>) => ({ intent, values, errors })
    const mine = { pairingId, personId: person.id, now }
    const done = (what: string, there: boolean) => (there ? { to: `${here}?done=${what}` } : missing)
    const usual = (milestoneKinds as readonly string[]).includes(id)
    switch (intent) {
      case 'answer': {
        // Neither said: it is not a no.
        if (values.answer !== 'yes' && values.answer !== 'no') return { to: `${here}?refused=no_answer` }
        const result = await answerTrial(sql, { ...mine, yes: values.answer === 'yes' })
        return result.ok ? done('answered', true) : result.reason === 'not_found' ? missing : { to: `${here}?refused=${result.reason}` }
      }
      case 'meet':
      case 'move': {
        const meeting = check(meetSchema, values)
        if (!meeting.ok) return again('day' in meeting.errors ? { ...meeting.errors, day: 'meet_day_wrong' } : meeting.errors)
        if (intent === 'move' && !isId(id)) return missing
        const result = intent === 'meet' ? await arrangeMeeting(sql, { pairingId, by: person.id, key, at: meeting.value, now }) : await moveMeeting(sql, { pairingId, id, at: meeting.value, now })
        if (result.ok) return done(intent === 'meet' ? 'arranged' : 'moved', true)
        if (result.reason === 'not_found') return missing
        if (result.reason === 'many' || result.reason === 'been') return { to: `${here}?refused=${result.reason}` }
        return again({ [result.reason === 'skipped' ? 'time' : 'day']: result.reason })
      }
      case 'off': {
        if (!isId(id)) return missing
        const off = await callOffMeeting(sql, { pairingId, id, by: person.id, now })
        return off.ok ? done('off', true) : off.reason === 'not_found' ? missing : { to: `${here}?refused=been` }
      }
      case 'along': {
        if (!isId(values.activity)) return { to: `${here}?do=along` }
        const { slug } = (await sql<{ slug: string }>`SELECT slug FROM activities WHERE id = ${values.activity}::uuid`)[0] ?? {}
        const asked = await askAlong(sql, { pairingId, activityId: values.activity, inviter: person, now })
        return asked.ok ? { to: `/activities/${slug}/together?sent` } : asked.reason === 'not-found' ? missing : { to: `${here}?do=along&refused=${asked.reason}` }
      }
      case 'log': {
        const entry = check(logSchema, { ...values, day: values.day || today })
        if (!entry.ok) return again(entry.errors)
        const result = await logMeeting(sql, { ...mine, key, entry: entry.value })
        return result.ok ? done('logged', true) : result.reason === 'not_found' ? missing : again(result.reason === 'many' ? { kind: 'log_many' } : { day: result.reason })
      }
      case 'show': {
        const shown = check(z.object({ shownTo: z.enum(readers) }), values)
        if (shown.ok && isId(id)) await showLine(sql, { ...mine, id, shownTo: shown.value.shownTo })
        return done('shown', true)
      }
      case 'forget':
        if (isId(id)) await forgetLog(sql, { ...mine, id })
        return done('forgot', true)
      case 'reach':
      case 'unreach':
        if (!usual && !isId(id)) return missing
        return done('plan', await reachMilestone(sql, { pairingId, id, on: intent === 'reach' ? today : null, by: person.id, now }))
      case 'milestone': {
        const day = check(milestoneSchema.pick({ day: true }), values)
        if (!day.ok) return again({ day: 'plan_day_wrong' })
        return usual || isId(id) ? done('plan', await moveMilestone(sql, { pairingId, id, to: day.value.day, now })) : missing
      }
      case 'add': {
        const milestone = check(milestoneSchema, values)
        if (!milestone.ok) return again('day' in milestone.errors ? { ...milestone.errors, day: 'plan_day_wrong' } : milestone.errors)
        const result = await addMilestone(sql, { pairingId, by: person.id, key, ...milestone.value, now })
        return result.ok ? done('plan', true) : result.reason === 'many' ? again({ name: 'plan_many' }) : missing
      }
      case 'remove':
        return done('plan', isId(id) && (await removeMilestone(sql, { pairingId, id })))
      case 'ask': {
        const wish = check(wishSchema, values)
        if (!wish.ok) return again(wish.errors)
        const asked = await wishFor(sql, { ...mine, ...wish.value })
        return asked.ok ? done('asked', true) : asked.reason === 'not_found' ? missing : again({ words: 'wish_many' })
      }
      case 'back': {
        const written = check(reflectionSchema, values)
        if (!written.ok) return again(written.errors)
        const { shared, ...words } = written.value
        return done('back', await lookBack(sql, { ...mine, words, shared }))
      }
    }
  }
}
