import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { WorkplaceTabs } from '#app/domain/activities/planning/components/workplace-tabs.tsx'
import { historyTexts, sayDeed } from '#app/domain/history/messages.ts'
import { journalOf } from '#app/domain/history/queries.server.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { labelOf, labelWithin } from '#app/domain/organisations/labels.ts'
import { labelsOf } from '#app/domain/organisations/members/queries.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { sayDate, sayTime } from '#app/platform/time.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Page } from '#app/ui/layout.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.texts.title} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { actor, organisation, roles, language } = await requireMember(args, args.params.org, 'coordinator', 'administrator')
  const asked = new URL(args.request.url).searchParams.get('before') ?? ''
  const now = new Date()
  const { journal, labels } = await lean(actor, async (sql) => ({
    journal: await journalOf(sql, { organisationId: organisation.id, before: /^\d{1,15}$/.test(asked) ? Number(asked) : null, language, now }),
    labels: await labelsOf(sql, organisation.id),
  }))
  const texts = historyTexts(language)
  const said = journal.deeds.map((deed) => ({
    id: deed.id, day: sayDate(deed.at, organisation.zone, language, now), time: sayTime(deed.at, organisation.zone, language), at: deed.at.toISOString(),
    sentence: sayDeed(deed, deed.facts.role ? labelWithin(labelOf(deed.facts.role, labels, language)) : '', texts),
  }))
  return { organisation, roles, texts: { title: texts.title, intro: texts.intro, empty: texts.empty, older: texts.older },
    days: [...Map.groupBy(said, ({ day }) => day)].map(([day, deeds]) => ({ day, deeds })), next: journal.next }
}

export default function Screen() {
  const { organisation, roles, texts, days, next } = useLoaderData<typeof loader>()
  return (
    <Page title={texts.title} intro={texts.intro}>
      <WorkplaceTabs slug={organisation.slug} roles={roles} current="history" />
      {days.length === 0 && <p>{texts.empty}</p>}
      {days.map(({ day, deeds }) => (
        <section key={day} className="flex max-w-text flex-col gap-1">
          <h2 className="text-xl first-letter:uppercase">{day}</h2>
          <ul className="flex flex-col divide-y divide-line">
            {deeds.map((deed) => (
              <li key={deed.id} className="flex flex-col gap-x-4 py-2 sm:flex-row"><time dateTime={deed.at}
                className="w-24 shrink-0 text-soft tabular-nums">{deed.time}</time><span
                  className="min-w-0 [overflow-wrap:anywhere]">{deed.sentence}</span></li>
            ))}
          </ul>
        </section>
      ))}
      {next !== null && <p><LinkButton kind="quiet" to={`/manage/${organisation.slug}/history?before=${next}`}>{texts.older}</LinkButton></p>}
    </Page>
  )
}
