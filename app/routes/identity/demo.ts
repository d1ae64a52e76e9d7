import type { ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { letIn } from '#app/domain/identity/gate.server.ts'
import { isDemoPerson } from '#app/domain/identity/queries.server.ts'
import { safePath } from '#app/domain/identity/rules.ts'
import { isId } from '#app/platform/actor.ts'
import { env } from '#app/platform/env.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'

/** Signs in as one of the demo's people. Without DEMO=1 this address does not exist. */
export async function action({ request }: ActionFunctionArgs) {
  if (!env().DEMO) return notFound()
  const form = await readForm(request, z.object({ person: z.string(), to: z.string().default('') }))
  if (!form.ok || !isId(form.value.person) || !(await isDemoPerson(form.value.person))) return notFound()
  // Not marked strong: every session counts as strong while DEMO=1 (the gate), and none begun here does afterwards.
  return seeOther(safePath(form.value.to), await letIn(request, form.value.person, { strong: false, now: new Date() }))
}

export const loader = () => notFound()
