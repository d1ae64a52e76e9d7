import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { WorkplaceTabs } from '#app/domain/activities/planning/components/workplace-tabs.tsx'
import { AlarmList, Waiting } from '#app/domain/companions/alarms/components/alarm-list.tsx'
import { coordinatingTexts } from '#app/domain/companions/alarms/messages.ts'
import { pulsesOf } from '#app/domain/companions/alarms/queries.server.ts'
import { CompanionTabs } from '#app/domain/companions/components/companion-tabs.tsx'
import { pairingsAtWork } from '#app/domain/companions/pairings/coordinating/queries.server.ts'
import { sayDay } from '#app/domain/companions/walking/saying.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { calendarDay } from '#app/platform/time.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Table } from '#app/ui/table.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

/** Who walks with whom, and what may need the coordinator first. */
export async function loader(args: LoaderFunctionArgs) {
  const { organisation, roles, language, actor } = await requireMember(args, args.params.org, 'coordinator')
  const now = new Date()
  const asked = { organisationId: organisation.id, zone: organisation.zone, now }
  return lean(actor, async (sql) => {
    const pairings = await pairingsAtWork(sql, asked)
    const pulses = await pulsesOf(sql, organisation.id, { zone: organisation.zone, now })
    return { title: coordinatingTexts(language).title, organisation, roles, pairings, pulses, today: calendarDay(now, organisation.zone), done: new URL(args.request.url).searchParams.get('done') }
  })
}

export default function Screen() {
  const { organisation, roles, pairings, pulses, today, done } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = coordinatingTexts(language)
  const addressOf = (id: string) => `/manage/${organisation.slug}/pairings/${id}`
  const known = new Map(pairings.map((one) => [one.id, texts.pair(one.participant, one.companion)]))
  const alarms = pulses.flatMap(({ id, alarms }) => alarms.map((alarm) => ({ pairingId: id, pair: known.get(id) ?? '', to: addressOf(id), alarm })))
  const pulse = new Map(pulses.map((one) => [one.id, one]))
  const going = pairings.filter(({ state }) => state !== 'ended')
  const over = pairings.filter(({ state }) => state === 'ended')
  return (
    <Page title={texts.title} over={organisation.name} intro={texts.intro}>
      <WorkplaceTabs slug={organisation.slug} roles={roles} current="companions" />
      <CompanionTabs slug={organisation.slug} current="pairings" />
      {done === 'alarm' && <Notice kind="done" title={texts.done_alarm} />}
      {done === 'ended' && <Notice kind="done" title={texts.done_ended} />}
      {done === 'limits' && <Notice kind="done" title={texts.done_limits} />}
      {pairings.length === 0
        ? <EmptyState title={texts.none} action={<LinkButton to={`/manage/${organisation.slug}/matching`}>{texts.toMatching}</LinkButton>}><p>{texts.noneText}</p></EmptyState>
        : (
          <>
            <Waiting items={pulses.filter(({ wishes }) => wishes > 0).map(({ id, wishes }) => ({ id, pair: known.get(id) ?? '', to: addressOf(id), count: wishes }))} />
            <section aria-labelledby="alarms" className="flex flex-col gap-3">
              <h2 id="alarms" className="text-2xl">{texts.alarms}</h2>
              {alarms.length === 0 ? <p>{texts.noAlarms}</p> : <AlarmList items={alarms} />}
            </section>
            {going.length > 0 && (
              <Table caption={texts.going} columns={[texts.columnWho, texts.columnState, texts.columnSince, texts.columnContact, texts.columnUntil]}
                rows={going.map((one) => ({
                  key: one.id,
                  cells: [
                    <a key="who" href={addressOf(one.id)} className="link inline-flex min-h-11 items-center">{texts.pair(one.participant, one.companion)}</a>,
                    texts[`state_${one.state}`], sayDay(one.startsOn, language, today),
                    <>{pulse.get(one.id)?.lastContact ? sayDay(pulse.get(one.id)!.lastContact!, language, today) : texts.noContact}{pulse.get(one.id)?.planned && <><br /><span className="text-soft">{texts.planned}</span></>}</>,
                    sayDay(one.expectedEnd, language, today),
                  ],
                }))} />
            )}
            {over.length > 0 && (
              <details>
                <summary className="link inline-flex min-h-11 cursor-pointer items-center text-xl font-bold">{texts.over} ({over.length})</summary>
                <ul className="mt-2 flex max-w-text flex-col gap-2">
                  {over.map((one) => <li key={one.id}><a href={addressOf(one.id)} className="link inline-flex min-h-11 items-center">{texts.pair(one.participant, one.companion)}</a> <span className="text-soft">{sayDay(one.endedOn!, language, today)}, {texts[`because_${one.endedBecause!}`].toLowerCase()}</span></li>)}
                </ul>
              </details>
            )}
          </>
        )}
      <p><LinkButton kind="plain" to={`/manage/${organisation.slug}/pairings/limits`}>{texts.limitsLink}</LinkButton></p>
    </Page>
  )
}
