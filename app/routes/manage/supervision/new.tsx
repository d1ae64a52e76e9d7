import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { planSupervision } from '#app/domain/companions/supervision/commands.server.ts'
import { PlanForm } from '#app/domain/companions/supervision/components/supervision-forms.tsx'
import { supervisionTexts } from '#app/domain/companions/supervision/messages.ts'
import { supervised } from '#app/domain/companions/supervision/queries.server.ts'
import { readStart } from '#app/domain/companions/supervision/rules.ts'
import { planSchema } from '#app/domain/companions/supervision/schema.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { idFrom, randomSecret } from '#app/platform/crypto.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { idsTicked, saidErrors } from './said.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { actor, organisation, language } = await requireMember(args, args.params.org, 'coordinator')
  const now = new Date()
  const people = await lean(actor, (sql) => supervised(sql, organisation.id, now))
  const wished = new URL(args.request.url).searchParams.get('with')
  return {
    title: supervisionTexts(language).plan, slug: organisation.slug, zone: organisation.zone, people, now, form: randomSecret(),
    values: (isId(wished) ? { form: 'talk', [`invite.${wished}`]: 'on', length: '60' } : { length: '90' }) as Record<string, string>,
  }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person, organisation, language } = await requireMember(args, args.params.org, 'coordinator')
  const read = await readForm(args.request, planSchema)
  const now = new Date()
  const { values } = read
  const start = readStart({ startDate: values.startDate ?? '', startTime: values.startTime ?? '', length: Number(values.length) || 60 }, organisation.zone, now)
  const invited = [...new Set(idsTicked(values, 'invite.').filter(isId))]
  const wrong = (errors: Parameters<typeof saidErrors>[0]) => data({ values, errors: saidErrors(errors, language) }, 422)
  if (!read.ok || !start.ok) return wrong({ ...read.errors, ...(invited.length === 0 ? { invited: 'nobody' } : {}), ...(start.ok ? {} : start.errors) })
  const id = idFrom(`supervision ${organisation.id} ${person.id} ${values.hidden ?? ''}`)
  const { form, places, place } = read.value
  const planned = await lean(actor, (sql) => planSupervision(sql, { organisation, personId: person.id, now }, { id, form, places, invited, place, ...start.when }))
  return planned.ok ? seeOther(`/manage/${organisation.slug}/supervision/${id}?done=planned`) : wrong({ invited: planned.reason })
}

export default function Plan() {
  const { title, slug, zone, people, now, form, values } = useLoaderData<typeof loader>()
  const answered = useActionData<{ values: Record<string, string>; errors: Record<string, string> }>()
  const texts = supervisionTexts(useLanguage())
  return (
    <Page title={title} back={{ to: `/manage/${slug}/supervision`, text: texts.title }}>
      {people.length === 0 ? <p>{texts.nobodyToInvite}</p>
        : <PlanForm values={answered?.values ?? values} errors={answered?.errors ?? {}} unseen={{ hidden: answered?.values.hidden ?? form }} people={people} zone={zone} now={now} />}
    </Page>
  )
}
