import { Button, LinkButton } from '#app/ui/button.tsx'
import { Tag } from '#app/ui/card.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { sayDay as sayInstant } from '#app/platform/time.ts'
import { sayDay } from '../../asking/components/told.tsx'
import { companionWords } from '../../messages.ts'
import type { Wish } from '../../schema.ts'
import { sayHindered } from '../explaining.ts'
import { matchingTexts } from '../messages.ts'
import type { Named } from '../rules.ts'
import type { Candidate, Proposal } from '../schema.ts'
import { Fit, Reasons } from './reasons.tsx'

/** Somebody who waits, as a coordinator sees them. */
export interface Waiting {
  id: string
  name: string
  askedAt: Date
  startsOn: string | null
  releasedOn: string | null
  wish: Wish
  avoids: string
  proposal: Proposal
}


interface Props { slug: string; zone: string; now: Date; named: Named }

/** Everybody who waits with what is proposed for them. */
export function MatchBoard({ waiting, ...props }: Props & { waiting: Waiting[] }) {
  return <div className="flex flex-col gap-5">{waiting.map((one) => <MatchCard key={one.id} one={one} {...props} />)}</div>
}

function MatchCard({ one, slug, zone, now, named }: Props & { one: Waiting }) {
  const language = useLanguage()
  const texts = matchingTexts(language)
  const { two, others, locked } = one.proposal
  const page = `/manage/${slug}/matching/${one.id}`
  const name = two && named[two.volunteerId]?.name
  return (
    <article id={`r-${one.id}`} className="cut marked flex flex-col gap-4 border border-line bg-sheet p-5 shadow-note" aria-labelledby={`name-${one.id}`}>
      <div className="grid grid-cols-1 gap-x-8 gap-y-5 md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <div className="flex flex-col gap-2">
          <h2 id={`name-${one.id}`} className="text-xl"><a href={page} className="link inline-flex min-h-11 items-center">{one.name}</a></h2>
          <AskerFacts one={one} zone={zone} now={now} />
          <Avoids words={one.avoids} />
        </div>
        <div className="flex flex-col gap-2 border-line max-md:border-t max-md:pt-4 md:border-l md:pl-8">
          {two && name
            ? (
              <>
                <p className="text-soft">{locked ? <Tag tone="done">{texts.lockedTag}</Tag> : texts.proposal}</p>
                <h3 className="text-xl">{name} {named[two.volunteerId]!.peer && <span className="align-middle text-base font-normal"><Tag>{texts.peerTag}</Tag></span>}</h3>
                <p><Fit fit={two.fit} /></p>
                <Reasons two={two} />
              </>
            )
            : <Nobody proposal={one.proposal} />}
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
        {two && name && (
          <>
            <LinkButton kind="quiet" to={`${page}?with=${two.volunteerId}`}>{texts.pair(name)}</LinkButton>
            <Hold slug={slug} request={one.id} volunteer={two.volunteerId} intent={locked ? 'unlock' : 'lock'} about={`${one.name}, ${name}`} />
          </>
        )}
      </div>
      {others.length > 0 && (
        <details className="border-t border-line pt-2">
          <summary className="min-h-11 cursor-pointer py-2 font-bold">{texts.others} ({others.length})<span className="sr-only">, {one.name}</span></summary>
          <Candidates candidates={others} page={page} named={named} short />
        </details>
      )}
    </article>
  )
}

/** Since when, until when, what for. */
export function AskerFacts({ one, zone, now }: { one: Pick<Waiting, 'askedAt' | 'startsOn' | 'releasedOn' | 'wish'>; zone: string; now: Date }) {
  const language = useLanguage()
  const texts = matchingTexts(language)
  const words = companionWords(language)
  const { wish } = one
  return (
    <>
      {one.releasedOn ? <p><Tag tone="berry">{texts.released(sayDay(one.releasedOn, zone, language, now), wish.inside)}</Tag></p> : wish.inside !== 'no' && <p><Tag tone="berry">{texts.insideNoDate(wish.inside)}</Tag></p>}
      <p>{texts.since(sayInstant(one.askedAt, zone, language, now))}</p>
      {one.startsOn && <p>{texts.wants(sayDay(one.startsOn, zone, language, now))}</p>}
      {wish.purposes.length > 0 && <p className="text-soft">{wish.purposes.map((purpose) => words[`purpose_${purpose}`]).join(' · ')}</p>}
    </>
  )
}

/** Whom and what somebody keeps away from: the one thing no program can weigh. */
export function Avoids({ words }: { words: string }) {
  const texts = matchingTexts(useLanguage())
  if (!words) return null
  return (
    <div className="cut-small max-w-text border-2 border-danger bg-danger-wash p-3">
      <p className="font-bold">{texts.avoidTitle}</p>
      <p className="whitespace-pre-line">{words}</p>
      <p className="text-sm">{texts.avoidNote}</p>
    </div>
  )
}

export function Nobody({ proposal }: { proposal: Proposal }) {
  const language = useLanguage()
  const texts = matchingTexts(language)
  const hindered = sayHindered(proposal.hindered, language)
  return (
    <>
      <h3 className="text-xl">{texts.none}</h3>
      <p>{proposal.others.length > 0 ? texts.noneText : texts.noneAtAll}</p>
      {hindered.length > 0 && <p className="text-soft">{texts.ruledOut} {hindered.join(', ')}.</p>}
    </>
  )
}

/** Others who may walk with somebody, each with why, and whom they would be taken from. */
export function Candidates({ candidates, page, named, proposed, short }: { candidates: Candidate[]; page: string; named: Named; proposed?: string; short?: boolean }) {
  const texts = matchingTexts(useLanguage())
  return (
    <ul className="flex flex-col divide-y divide-line">
      {candidates.map((one) => {
        const who = named[one.volunteerId]
        if (!who) return null
        return (
          <li key={one.volunteerId} className="grid grid-cols-1 gap-x-8 gap-y-2 py-4 md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
            <div className="flex flex-col gap-1">
              <p className="text-lg font-bold">{who.name} {who.peer && <Tag>{texts.peerTag}</Tag>}</p>
              <p><Fit fit={one.fit} /></p>
              <p className="text-soft">{one.volunteerId === proposed ? texts.proposal : who.proposedFor.length > 0 ? who.proposedFor.map((name) => texts.elsewhere(name)).join(', ') : texts.idle}</p>
              <p><LinkButton kind="plain" to={`${page}?with=${one.volunteerId}`}>{one.volunteerId === proposed ? texts.pair(who.name) : <>{texts.weigh}<span className="sr-only">: {who.name}</span></>}</LinkButton></p>
            </div>
            <Reasons two={one} short={short} />
          </li>
        )
      })}
    </ul>
  )
}

/** A press that locks, unlocks, forbids or allows two. `from`: the one person's page, to come back to. */
export function Hold({ slug, request, volunteer, intent, about, from }: { slug: string; request: string; volunteer: string; intent: 'lock' | 'unlock' | 'forbid' | 'allow'; about: string; from?: 'person' }) {
  const texts = matchingTexts(useLanguage())
  return (
    <Form action={`/manage/${slug}/matching`} className="contents">
      <input type="hidden" name="request" value={request} />
      <input type="hidden" name="volunteer" value={volunteer} />
      {from && <input type="hidden" name="from" value={from} />}
      <Button kind="plain" name="intent" value={intent}>{texts[intent]}<span className="sr-only">: {about}</span></Button>
    </Form>
  )
}
