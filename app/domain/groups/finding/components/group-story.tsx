import { sayRule } from '#app/domain/activities/series/messages.ts'
import type { Language } from '#app/platform/language.ts'
import { calendarLeaf, sayWhen } from '#app/platform/time.ts'
import { Board, DefinitionList, NoticeCard } from '#app/ui/card.tsx'
import { Prose } from '#app/ui/prose.tsx'
import { groupTexts } from '../../messages.ts'
import type { GroupPage, Meeting } from '../queries.server.ts'

interface Props { group: GroupPage; html: string; meetings: Meeting[]; language: Language; now: Date }

/** What a group is, for whoever thinks of coming: the first time stands before everything else that is long. */
export function GroupStory({ group, html, meetings, language, now }: Props) {
  const texts = groupTexts(language)
  const { text, hosts, place, area } = group
  const lang = text.language === language ? undefined : text.language
  const where = [place && [place.name, place.address].filter(Boolean).join(', '), area].filter(Boolean).join(' · ')
  const facts = [
    ...(hosts.length > 0 ? [{ term: hosts.length > 1 ? texts.hostsMany : texts.hosts, detail: hosts.join(', ') }] : []),
    ...(where ? [{ term: texts.where, detail: where }] : []),
  ]
  const repeating = [...new Map(meetings.flatMap(({ series }) => (series ? [[series.slug, series] as const] : []))).values()]
  return (
    <>
      {text.forWhom && (
        <section className="flex max-w-text flex-col gap-2">
          <h2 className="text-2xl">{texts.forWhom}</h2>
          <p className="text-lg whitespace-pre-line" lang={lang}>{text.forWhom}</p>
        </section>
      )}
      {text.firstTime && (
        <section className="cut marked flex max-w-text flex-col gap-2 border border-line bg-sheet p-5 shadow-note">
          <h2 className="text-2xl">{texts.firstTime}</h2>
          <p className="text-lg whitespace-pre-line" lang={lang}>{text.firstTime}</p>
        </section>
      )}
      {html && (
        <section className="flex flex-col gap-2">
          <h2 className="text-2xl">{texts.about}</h2>
          <Prose html={html} lang={lang} />
        </section>
      )}
      {facts.length > 0 && <DefinitionList items={facts} />}
      {!group.closedAt && (
        <section className="flex flex-col gap-4">
          <h2 className="text-2xl">{texts.meetings}</h2>
          {meetings.length === 0 ? <p>{texts.noMeetings}</p> : (
            <Board>
              {meetings.map((meeting) => (
                <NoticeCard key={meeting.slug} to={`/activities/${meeting.slug}`} title={meeting.title} lang={meeting.titleLanguage === language ? undefined : meeting.titleLanguage} heading="h3"
                  leaf={calendarLeaf(meeting.startsAt, meeting.zone, language)} when={sayWhen(meeting.startsAt, meeting.endsAt, meeting.zone, language, now, { allDay: meeting.allDay })}
                  dateTime={meeting.startsAt.toISOString()} where={meeting.area} cancelled={meeting.cancelled ? texts.cancelled : undefined} />
              ))}
            </Board>
          )}
          {repeating.map(({ slug, rule }) => (
            <p key={slug} className="flex flex-wrap items-center gap-x-3">{texts.meetsAs(sayRule(rule, language))} <a href={`/series/${slug}`} className="link inline-flex min-h-11 items-center">{texts.comeAlways}</a></p>
          ))}
        </section>
      )}
    </>
  )
}
