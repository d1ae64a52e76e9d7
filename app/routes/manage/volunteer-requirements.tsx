import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { companionWords } from '#app/domain/companions/messages.ts'
import { saveDeclaration, saveKindRules } from '#app/domain/companions/requirements/commands.server.ts'
import { DeclarationForm, KindRulesForm, RequirementsOverview, rulesValues } from '#app/domain/companions/requirements/components/settings.tsx'
import { requirementTexts, saySettingsErrors } from '#app/domain/companions/requirements/messages.ts'
import { kindRulesOf, latestDeclaration } from '#app/domain/companions/requirements/queries.server.ts'
import { declarationForm, kindRulesForm } from '#app/domain/companions/requirements/schema.ts'
import { volunteeringTexts } from '#app/domain/companions/volunteering/messages.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded && `${requirementTexts(loaded.language).settingsTitle} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { organisation, language, actor } = await requireMember(args, args.params.org, 'coordinator')
  const asked = new URL(args.request.url).searchParams
  const [rules, declaration] = await lean(actor, async (sql) => [await kindRulesOf(sql, organisation.id), await latestDeclaration(sql, organisation.id)] as const)
  const kind = rules.find((rule) => rule.kind === asked.get('kind'))?.kind ?? null
  return { language, now: new Date(), organisation, rules, declaration, kind, editing: asked.has('declaration') && declaration !== null, done: asked.has('done') }
}

export async function action(args: ActionFunctionArgs) {
  const { organisation, person, actor } = await requireMember(args, args.params.org, 'coordinator')
  const now = new Date()
  const here = `/manage/${organisation.slug}/volunteers/requirements`
  const { values } = await readForm(args.request, z.looseObject({}))
  if (values.intent === 'declaration') {
    const read = check(declarationForm, values)
    if (!read.ok) return data({ values, errors: read.errors }, 422)
    const { asksAgain, ...texts } = read.value
    await lean(actor, (sql) => saveDeclaration(sql, { organisationId: organisation.id, by: person.id, texts, asksAgain, now }))
    return seeOther(`${here}?done`)
  }
  const read = check(kindRulesForm, values)
  if (!read.ok) return data({ values, errors: read.errors }, 422)
  await lean(actor, (sql) => saveKindRules(sql, { organisationId: organisation.id, organisation: organisation.name, by: person.id, rules: read.value, now }))
  return seeOther(`${here}?done`)
}

/** Whom the organisation welcomes, and what it asks of them. */
export default function Requirements() {
  const { organisation, rules, declaration, kind, editing, done, now } = useLoaderData<typeof loader>()
  const answered = useActionData<{ values: Record<string, string>; errors: Record<string, string> }>()
  const language = useLanguage()
  const texts = requirementTexts(language)
  const base = `/manage/${organisation.slug}/volunteers/requirements`
  const errors = saySettingsErrors(language, answered?.errors)
  const rule = rules.find((one) => one.kind === kind)
  if (rule) {
    return (
      <Page title={companionWords(language)[`kinds_${rule.kind}`]} back={{ to: base, text: texts.settingsTitle }}>
        <KindRulesForm kind={rule.kind} slug={organisation.slug} values={answered?.values ?? rulesValues(rule)} errors={errors} />
      </Page>
    )
  }
  if (editing && declaration) {
    return (
      <Page title={texts.declarationEditTitle} intro={texts.declarationEditIntro} back={{ to: base, text: texts.settingsTitle }}>
        <DeclarationForm slug={organisation.slug} values={answered?.values ?? (declaration.texts as Record<string, string>)} errors={errors} />
      </Page>
    )
  }
  return (
    <Page title={texts.settingsTitle} intro={texts.settingsIntro} back={{ to: `/manage/${organisation.slug}/volunteers`, text: volunteeringTexts(language).listTitle }}>
      {done && <Notice kind="done" title={texts.done_saved} />}
      <RequirementsOverview rules={rules} declaration={declaration} slug={organisation.slug} zone={organisation.zone} now={now} />
    </Page>
  )
}
