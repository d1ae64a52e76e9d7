import type { Language } from '#app/platform/language.ts'
import { sayWhen } from '#app/platform/time.ts'
import { EmptyState, Tag } from '#app/ui/card.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { When } from '#app/ui/when.tsx'
import { seriesPlanningTexts } from '../../series/components/messages.ts'
import { sayRule } from '../../series/messages.ts'
import type { ListedActivity, Workday } from '../queries.server.ts'
import { attention, type Attention } from '../rules.ts'
import { planningTexts, type PlanningTexts } from './messages.ts'

/** People who wait for an answer, elsewhere in the house. */
export interface Waiting { to: string; title: string; titleLanguage: Language; text: string }
interface Props extends Workday { waiting: Waiting[]; slug: string; mayPlan: boolean; now: Date }

/** An organiser's ten minutes: what needs a look, what is coming, what is half written, what has been. */
export function WorkdayScreen({ upcoming, drafts, past, pastCount, waiting, slug, mayPlan, now }: Props) {
  const language = useLanguage()
  const texts = planningTexts(language)
  const noticed = mayPlan
    ? [...drafts, ...upcoming].flatMap((activity) => {
        const why = attention(activity, now)
        return why ? [{ activity, why }] : []
      })
    : []
  const list = (activities: ListedActivity[]) => <ActivityList {...{ activities, slug, now, texts }} />
  return (
    <>
      {noticed.length + waiting.length > 0 && (
        <section aria-labelledby="attention" className="cut flex max-w-text flex-col gap-2 border-2 border-berry-deep bg-berry-wash p-5">
          <h2 id="attention" className="text-xl">{texts.attention}</h2>
          <ul className="flex flex-col gap-3">
            {waiting.map((one) => (
              <li key={one.to}>
                <a href={one.to} lang={one.titleLanguage} className="link inline-flex min-h-11 items-center font-bold">{one.title}</a>
                <p>{one.text}</p>
              </li>
            ))}
            {noticed.map(({ activity, why }) => (
              <li key={activity.id}>
                <a href={`/manage/${slug}/activities/${activity.id}`} lang={activity.titleLanguage} className="link inline-flex min-h-11 items-center font-bold">{activity.title}</a>
                <p>{sayAttention(why, activity, texts)}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="upcoming" className="flex flex-col gap-4">
        {upcoming.length > 0 ? <><h2 id="upcoming" className="text-2xl">{texts.upcoming}</h2>{list(upcoming)}</> : (
          <EmptyState title={<span id="upcoming">{mayPlan ? texts.noUpcomingTitle : texts.noHosting}</span>}
            action={mayPlan && drafts.length + past.length === 0 ? <LinkButton to={`/manage/${slug}/activities/new`}>{texts.newActivity}</LinkButton> : undefined}>
            {mayPlan && <p>{texts.noUpcomingText}</p>}
          </EmptyState>
        )}
      </section>
      {drafts.length > 0 && <section aria-labelledby="drafts" className="flex flex-col gap-4"><h2 id="drafts" className="text-2xl">{texts.drafts}</h2>{list(drafts)}</section>}
      {past.length > 0 && (
        <details>
          <summary className="min-h-11 cursor-pointer py-2 text-2xl font-bold">{texts.past} <span className="text-lg font-normal text-soft">({pastCount})</span></summary>
          {pastCount > past.length && <p className="mb-3 text-soft">{texts.pastMore(pastCount)}</p>}
          {list(past)}
        </details>
      )}
    </>
  )
}

const sayAttention = (why: Attention, { waiting, offered }: ListedActivity, texts: PlanningTexts) =>
  ({ draft_passed: texts.attentionDraftPassed, draft_soon: texts.attentionDraftSoon, no_host: texts.attentionNoHost, waiting: texts.attentionWaiting(waiting - offered) })[why]

function ActivityList({ activities, slug, now, texts }: { activities: ListedActivity[]; slug: string; now: Date; texts: PlanningTexts }) {
  const language = useLanguage()
  return (
    <ul className="flex flex-col gap-3">
      {activities.map((one) => (
        <li key={one.id} className="cut settle relative flex flex-col gap-1 border border-line bg-sheet p-4 shadow-note has-[a:hover]:border-ink">
          <h3 className={`text-lg ${one.cancelled ? 'line-through decoration-2' : ''}`}>
            <a href={`/manage/${slug}/activities/${one.id}`} lang={one.titleLanguage} className="after:absolute after:inset-0">{one.title}</a>
          </h3>
          <p className="font-bold"><When text={sayWhen(one.startsAt, one.endsAt, one.zone, language, now, { allDay: one.allDay })} /></p>
          <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-soft">
            {one.cancelled && <Tag tone="danger">{texts.stateCancelled}</Tag>}
            {!one.published && <Tag tone="berry">{texts.stateDraft}</Tag>}
            {one.series && <span>{seriesPlanningTexts(language).more(sayRule(one.series.rule, language), one.series.more)}</span>}
            {one.where && <span>{one.where}</span>}
            {one.published && <span>{one.cancelled || one.endsAt <= now ? texts.came(one.joined) : texts.comes(one.joined, one.places)}</span>}
            {one.waiting > one.offered && <span>{texts.waits(one.waiting - one.offered)}</span>}
            {one.offered > 0 && <span>{texts.offered(one.offered)}</span>}
            {one.hostName && <span>{texts.hostIs(one.hostName)}</span>}
          </p>
        </li>
      ))}
    </ul>
  )
}
