import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { setLimits } from '#app/domain/companions/alarms/commands.server.ts'
import { coordinatingTexts } from '#app/domain/companions/alarms/messages.ts'
import { limitsOf } from '#app/domain/companions/alarms/queries.server.ts'
import { limitRanges, limitsSchema } from '#app/domain/companions/pairings/coordinating/schema.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { ErrorSummary, Field, Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded && `${loaded.title} · Samkraft` }]

/** When this organisation's coordinators want to be told about those who walk together. */
export async function loader(args: LoaderFunctionArgs) {
  const { organisation, language, actor } = await requireMember(args, args.params.org, 'coordinator')
  return { title: coordinatingTexts(language).limitsTitle, organisation, limits: await lean(actor, (sql) => limitsOf(sql, organisation.id)) }
}

export async function action(args: ActionFunctionArgs) {
  const { organisation, actor } = await requireMember(args, args.params.org, 'coordinator')
  const read = await readForm(args.request, limitsSchema)
  if (!read.ok) return data({ values: read.values, errors: read.errors }, 422)
  await lean(actor, (sql) => setLimits(sql, organisation.id, read.value))
  return seeOther(`/manage/${organisation.slug}/pairings?done=limits`)
}

const names = ['silentDays', 'worseCount', 'endingDays', 'startDays', 'trialDays', 'contactsWeek'] as const

export default function Screen() {
  const { title, organisation, limits } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const texts = coordinatingTexts(useLanguage())
  const values: Record<string, string> = (answered && 'values' in answered ? answered.values : undefined) ?? Object.fromEntries(names.map((name) => [name, String(limits[name])]))
  const wrong = answered && 'errors' in answered ? names.filter((name) => name in answered.errors) : []
  const said = (name: (typeof names)[number]) => texts.number_wrong(limitRanges[name][0], limitRanges[name][1])
  return (
    <Page title={title} intro={texts.limitsIntro} back={{ to: `/manage/${organisation.slug}/pairings`, text: texts.back }}>
      <Form>
        <ErrorSummary errors={wrong.map((name) => ({ name, text: said(name) }))} />
        {names.map((name) => (
          <Field key={name} label={texts[name]} hint={name === 'worseCount' ? texts.worseHint : name === 'trialDays' ? texts.trialHint : undefined} name={name} inputMode="numeric" required defaultValue={values[name]} error={wrong.includes(name) ? said(name) : undefined} className="max-w-28" />
        ))}
        <div className="flex flex-wrap gap-3"><Button>{texts.save}</Button><LinkButton kind="plain" to={`/manage/${organisation.slug}/pairings`}>{texts.back}</LinkButton></div>
      </Form>
    </Page>
  )
}
