import type { LoaderFunctionArgs } from '@remix-run/node'
import { certificateFile, certificateOf } from '#app/domain/companions/school/certificate/certificate.server.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'

/** A learner's certificate, for their coordinators. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, organisation, language } = await requireMember(args, args.params.org, 'coordinator')
  const { course, person } = args.params
  const facts = isId(course) && isId(person) ? await lean(actor, (sql) => certificateOf(sql, { courseId: course, personId: person, organisationId: organisation.id, language })) : null
  return facts ? certificateFile(facts) : notFound()
}
