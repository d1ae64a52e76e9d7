import { replyTexts } from '#app/domain/activities/replies/messages.ts'
import { sayRule } from '#app/domain/activities/series/messages.ts'
import type { Language } from '#app/platform/language.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { type CalendarLeaf, DateBlock, Tag } from '#app/ui/card.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { When } from '#app/ui/when.tsx'
import { signUpTexts } from '../messages.ts'
import type { ComingUp } from '../queries.server.ts'

export interface Coming extends Pick<ComingUp, 'id' | 'slug' | 'title' | 'titleLanguage' | 'organisation' | 'state' | 'position' | 'hosting' | 'cancelled' | 'cancelReason' | 'series' | 'more'> {
  offer: { until: string; token: string } | null
  maybe: boolean
  begun: boolean
  leaf: CalendarLeaf
  when: string
  where: string
}

/** One thing ahead on one's own page: a single activity, or the next date of a series and what it stands for. */
export function ComingCard({ coming }: { coming: Coming }) {
  const language = useLanguage()
  const texts = signUpTexts(language)
  const { state, position, cancelled, cancelReason, offer, series, more } = coming
  return (
    <article id={`activity-${coming.id}`} className="cut marked flex gap-4 border border-line bg-sheet p-4 shadow-note">
      <DateBlock {...coming.leaf} past={cancelled} />
      <div className="flex min-w-0 grow flex-col items-start gap-1">
        <h3 className={`text-xl ${cancelled ? 'line-through decoration-2' : ''}`} lang={coming.titleLanguage === language ? undefined : coming.titleLanguage}>
          <a href={`/activities/${coming.slug}`} className="link inline-flex min-h-11 items-center">{coming.title}</a>
        </h3>
        <p className="font-bold"><When text={coming.when} /></p>
        {coming.where && <p>{coming.where}</p>}
        <p className="text-soft">{coming.organisation}</p>
        <p className="mt-1 flex flex-wrap gap-2">
          {cancelled && <Tag tone="danger">{texts.cancelled}</Tag>}
          {!cancelled && coming.hosting && <Tag tone="berry">{texts.youHost}</Tag>}
          {!cancelled && state === 'joined' && <Tag tone="done">{texts.youJoined}</Tag>}
          {!cancelled && state === 'waiting' && (offer ? <Tag tone="berry">{texts.offerTitle}</Tag> : <Tag>{texts.youWait(position ?? 1)}</Tag>)}
        </p>
        {!cancelled && coming.maybe && <p className="text-soft">{replyTexts(language).maybe}</p>}
        {cancelled && cancelReason && <p className="mt-1 whitespace-pre-line">{cancelReason}</p>}
        {!cancelled && offer && <OfferAnswer offer={offer} />}
        {series && !offer && (
          <p className="mt-1">
            {more > 0 && <>{cancelled ? texts.moreCancelled(more) : state === 'waiting' ? texts.moreWaiting(more) : `${capital(sayRule(series.rule ?? '', language))}. ${texts.moreDates(more)}`}<br /></>}
            <a href={`/series/${series.slug}`} className="link inline-flex min-h-11 items-center">{texts.allDates}</a>
          </p>
        )}
        {!cancelled && !coming.begun && state && !offer && <LinkButton to={`/activities/${coming.slug}/leave`} kind="plain">{leaveWord(coming, language)}</LinkButton>}
      </div>
    </article>
  )
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

function leaveWord({ state, more }: Coming, language: Language) {
  const texts = signUpTexts(language)
  if (state === 'waiting') return texts.leaveWaiting
  return more > 0 ? texts.cannotComeOnce : texts.cannotCome
}

/** Yes at once; a no asks first for whom it is, where two come together. */
function OfferAnswer({ offer }: { offer: { until: string; token: string } }) {
  const texts = signUpTexts(useLanguage())
  return (
    <Form action={`/answer/${offer.token}`} className="mt-1 flex flex-col items-start gap-1">
      <p>{texts.offerText(offer.until)}</p>
      <input type="hidden" name="offer" value="1" />
      <Button name="answer" value="yes">{texts.offerYes}</Button>
      <LinkButton to={`/answer/${offer.token}?answer=no&offer=1`} kind="plain">{texts.offerNo}</LinkButton>
    </Form>
  )
}
