import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { PeriodForm } from '#app/domain/activities/exporting/components/period-form.tsx'
import { exportTexts } from '#app/domain/activities/exporting/messages.ts'
import { readPeriod } from '#app/domain/activities/exporting/rules.ts'
import { planners } from '#app/domain/activities/planning/policy.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { organisation, language } = await requireMember(args, args.params.org, ...planners)
  const asked = new URL(args.request.url).searchParams
  return { title: exportTexts(language).periodTitle, base: `/manage/${organisation.slug}`, ...readPeriod({ from: asked.get('from'), to: asked.get('to') }, new Date(), organisation.zone) }
}

export default function Screen() {
  const { base, title, period, problems } = useLoaderData<typeof loader>()
  const texts = exportTexts(useLanguage())
  return (
    <Page title={title} intro={texts.periodIntro} back={{ to: base, text: texts.activities }}>
      <PeriodForm base={base} period={period} problems={problems} />
    </Page>
  )
}
