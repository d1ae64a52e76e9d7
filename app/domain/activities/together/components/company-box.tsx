import type { Language } from '#app/platform/language.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { togetherTexts } from '../messages.ts'

interface Props {
  slug: string
  language: Language
  company: { with: string | null; meeting: { place: string; when: string } | null } | null
}

/** On an activity's page: whom one comes with and where to meet them, or the way to ask somebody along. */
export function CompanyBox({ slug, language, company }: Props) {
  const texts = togetherTexts(language)
  const link = company?.with ? texts.boxOpen : company ? texts.boxSee : texts.boxLink
  return (
    <section className="flex flex-col items-start gap-1">
      <h2 className="text-xl">{texts.boxTitle}</h2>
      <p>{company?.with ? texts.boxWith(company.with) : company ? texts.boxWaits : texts.boxText}</p>
      {company?.meeting && <p className="font-bold">{texts.boxMeet([company.meeting.place, company.meeting.when].filter(Boolean).join(', '))}</p>}
      <LinkButton to={`/activities/${slug}/together`} kind="plain">{link}</LinkButton>
    </section>
  )
}
