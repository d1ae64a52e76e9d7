import type { LoaderFunctionArgs } from '@remix-run/node'
import { certificateFile, certificateOf } from '#app/domain/companions/school/certificate/certificate.server.ts'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'

/** One's own certificate. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const { course } = args.params
  const facts = isId(course) ? await lean(actor, (sql) => certificateOf(sql, { courseId: course, personId: person.id, language })) : null
  return facts ? certificateFile(facts) : notFound()
}
