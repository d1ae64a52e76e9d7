import type { ActionFunctionArgs } from '@remix-run/node'
import { letOut } from '#app/domain/identity/gate.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'

export async function action({ request }: ActionFunctionArgs) {
  return seeOther('/', await letOut(request))
}

// Only a form signs out: no link from elsewhere can.
export const loader = () => notFound()
