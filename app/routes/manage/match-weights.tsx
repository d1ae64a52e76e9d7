import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { saveWeights } from '#app/domain/companions/matching/commands.server.ts'
import { WeightsForm } from '#app/domain/companions/matching/components/weights-form.tsx'
import { matchingTexts } from '#app/domain/companions/matching/messages.ts'
import { weightsOf } from '#app/domain/companions/matching/queries.server.ts'
import { defaultWeights, weightsSchema } from '#app/domain/companions/matching/schema.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded && `${matchingTexts(loaded.language).weightsTitle} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { organisation, language, actor } = await requireMember(args, args.params.org, 'coordinator')
  const weights = await lean(actor, (sql) => weightsOf(sql, organisation.id))
  return { language, slug: organisation.slug, values: Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, String(weight)])) }
}

export async function action(args: ActionFunctionArgs) {
  const { organisation, person, actor } = await requireMember(args, args.params.org, 'coordinator')
  const { values } = await readForm(args.request, z.looseObject({}))
  const read = values.intent === 'usual' ? { ok: true as const, value: { ...defaultWeights } } : check(weightsSchema, values)
  if (!read.ok) return data({ values, errors: read.errors }, 422)
  await lean(actor, (sql) => saveWeights(sql, { organisationId: organisation.id, weights: read.value, by: person.id, now: new Date() }))
  return seeOther(`/manage/${organisation.slug}/matching?done=weights`)
}

export default function Screen() {
  const { slug, values } = useLoaderData<typeof loader>()
  const answered = useActionData<{ values: Record<string, string>; errors: Record<string, string> }>()
  const texts = matchingTexts(useLanguage())
  const errors = Object.fromEntries(Object.keys(answered?.errors ?? {}).map((field) => [field, `${texts.weight(field as 'age')}: ${texts.weight_wrong}`]))
  return (
    <Page title={texts.weightsTitle} intro={texts.weightsIntro} back={{ to: `/manage/${slug}/matching`, text: texts.title }}>
      <WeightsForm action={`/manage/${slug}/matching/weights`} values={answered?.values ?? values} errors={errors} />
    </Page>
  )
}
