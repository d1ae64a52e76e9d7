import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { WorkplaceTabs } from '#app/domain/activities/planning/components/workplace-tabs.tsx'
import { CompanionTabs } from '#app/domain/companions/components/companion-tabs.tsx'
import { SupervisionCard } from '#app/domain/companions/supervision/components/supervision-cards.tsx'
import { supervisionTexts } from '#app/domain/companions/supervision/messages.ts'
import { supervised, supervisionsAtWork } from '#app/domain/companions/supervision/queries.server.ts'
import { weekChoices } from '#app/domain/companions/supervision/schema.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { sayDate } from '#app/platform/time.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Form, Select } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · ${data.name}` }]

/** The organisation's supervisions, and who has gone without for long. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, organisation, roles, language } = await requireMember(args, args.params.org, 'coordinator')
  const asked = new URL(args.request.url).searchParams
  const weeks = weekChoices.find((one) => String(one) === asked.get('weeks')) ?? 8
  const now = new Date()
  const [all, people] = await lean(actor, async (sql) => [await supervisionsAtWork(sql, organisation.id, now), await supervised(sql, organisation.id, now)] as const)
  const since = new Date(+now - weeks * 7 * 86_400_000)
  return {
    title: supervisionTexts(language).title, slug: organisation.slug, name: organisation.name, zone: organisation.zone, roles, now, weeks, done: asked.get('done'),
    ahead: all.filter((one) => one.endsAt > now && !one.cancelledAt && !one.recordedAt), toRecord: all.filter((one) => one.endsAt <= now && !one.cancelledAt && !one.recordedAt),
    past: all.filter((one) => one.cancelledAt || one.recordedAt), invitable: people.length > 0, without: people.filter((one) => one.walks && (one.lastAt ?? one.since) < since),
  }
}

export default function Supervisions() {
  const { title, slug, name, zone, roles, now, weeks, done, ahead, toRecord, past, invitable, without } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = supervisionTexts(language)
  const on = (day: Date) => sayDate(day, zone, language, now)
  const list = (heading: string, some: typeof ahead) => some.length > 0 && (
    <section className="flex flex-col gap-4"><h2 className="text-2xl">{heading}</h2><div className="grid grid-cols-1 gap-4 md:grid-cols-2">{some.map((one) => <SupervisionCard key={one.id} slug={slug} one={one} now={now} />)}</div></section>
  )
  return (
    <Page title={title} over={name} intro={texts.intro} actions={invitable && <LinkButton to={`/manage/${slug}/supervision/new`}>{texts.plan}</LinkButton>}>
      <div className="flex flex-col gap-2"><WorkplaceTabs slug={slug} roles={roles} current="companions" /><CompanionTabs slug={slug} current="supervision" /></div>
      {done === 'cancelled' && <Notice kind="done" title={texts.done_cancelled} />}
      {!invitable && <p className="max-w-text">{texts.nobodyToInvite}</p>}
      {list(texts.toRecord, toRecord)}
      {list(texts.ahead, ahead) || (invitable && <p className="text-soft">{texts.noneAhead}</p>)}
      {invitable && (
        <section className="flex flex-col gap-4">
          <h2 className="text-2xl">{texts.without}</h2>
          <Form method="get" action={`/manage/${slug}/supervision`} className="flex flex-wrap items-end gap-3">
            <Select label={texts.weeks} name="weeks" defaultValue={String(weeks)} options={weekChoices.map((one) => ({ value: String(one), label: String(one) }))} />
            <Button kind="quiet">{texts.show}</Button>
          </Form>
          {without.length === 0 ? <p>{texts.withoutNone(weeks)}</p> : (
            <>
              <p>{texts.withoutText(weeks)}</p>
              <ul className="flex max-w-text flex-col divide-y divide-line border-y border-line">
                {without.map((one) => (
                  <li key={one.personId} className="flex flex-wrap items-center justify-between gap-x-6 py-2">
                    <div><p className="font-bold">{one.name}</p><p className="text-soft">{one.lastAt ? texts.lastAt(on(one.lastAt)) : texts.since(on(one.since))}</p></div>
                    {one.nextAt ? <span>{texts.nextAt(on(one.nextAt))}</span> : <LinkButton kind="plain" to={`/manage/${slug}/supervision/new?with=${one.personId}`}>{texts.inviteTalk}<span className="sr-only"> ({one.name})</span></LinkButton>}
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
      )}
      {list(texts.past, past)}
    </Page>
  )
}
