import { Button, LinkButton } from '#app/ui/button.tsx'
import { Card, Tag } from '#app/ui/card.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { PathSteps } from '#app/ui/path.tsx'
import { sayDay as sayInstant } from '#app/platform/time.ts'
import { companionWords } from '../../messages.ts'
import { askingTexts } from '../messages.ts'
import type { House, MyRequest } from '../queries.server.ts'
import { parts } from '../schema.ts'
import { Rows, sayDay, toldRows } from './told.tsx'

/** Where one's asking stands, what happens next, whom to ask, and everything one has told. */
export function MyRequestStory({ request, house, now }: { request: MyRequest; house: House; now: Date }) {
  const language = useLanguage()
  const texts = askingTexts(language)
  const { state, pairing, coordinators, wish, avoids, releasedOn, startsOn } = request
  const here = `/me/companion/${house.slug}`
  const alive = state === 'waiting' || state === 'paired'
  const steps = (['asked', 'looking', 'trial', 'walking'] as const).map((step) => texts[`step_${step}`])
  const current = pairing?.state === 'active' ? 3 : pairing ? 2 : 1
  const who = coordinators[0] ?? texts.noCoordinator(house.name)
  const next = state === 'waiting' ? texts.waitingText(who) : state === 'paused' ? texts.pausedText : state === 'withdrawn' ? texts.withdrawnText : pairing?.state === 'active' ? texts.activeText : texts.trialText
  const rows = wish && toldRows({ wish, startsOn, releasedOn, zone: house.zone, now }, language)
  return (
    <>
      {alive ? <PathSteps label={`${texts.pathLabel}: ${steps[current]}`} steps={steps} current={current} /> : <p><Tag>{companionWords(language)[`request_${state}`]}</Tag></p>}
      <div className="flex max-w-text flex-col gap-2 text-lg">
        <p>{next}</p>
        {state === 'waiting' && releasedOn && <p className="font-bold">{texts.releaseText(sayDay(releasedOn, house.zone, language, now))}</p>}
      </div>
      {pairing && <p><LinkButton to={`/me/pairings/${pairing.id}`}>{texts.toPairing}</LinkButton></p>}
      {state === 'withdrawn' && <p><LinkButton to={`${here}?part=why&walk`}>{texts.again}</LinkButton></p>}
      {state === 'paused' && <Form action={here}><p><Button name="intent" value="resume">{texts.resume}</Button></p></Form>}
      {alive && (
        <Card title={texts.contactTitle} className="max-w-text">
          <p>{coordinators.length > 0 ? <><strong>{coordinators.join(', ')}</strong><br /><span className="text-soft">{texts.contactOf(house.name)}</span></> : texts.noCoordinator(house.name)}</p>
          {house.contactEmail && <p><a href={`mailto:${house.contactEmail}`} className="link inline-flex min-h-11 items-center break-all">{house.contactEmail}</a></p>}
          <p className="text-soft">{texts.since(sayInstant(request.askedAt, house.zone, language, now))}</p>
        </Card>
      )}
      {rows && (
        <section aria-labelledby="told" className="flex max-w-text flex-col">
          <h2 id="told" className="text-2xl">{texts.toldTitle}</h2>
          <p className="mb-3 text-soft">{texts.toldHint}</p>
          {parts.map((part) => {
            const told: [string, string][] = part === 'avoid' ? (avoids ? [[texts.told_avoids, avoids]] : []) : rows[part]
            return (
              <div key={part} className="flex flex-col gap-1 border-t border-line py-3">
                <div className="flex items-center justify-between gap-4">
                  <h3 className="text-lg">{texts.part(part)}</h3>
                  <a href={`${here}?part=${part}`} className="link inline-flex min-h-11 shrink-0 items-center font-bold">{told.length ? texts.change : texts.fill}<span className="sr-only">: {texts.part(part)}</span></a>
                </div>
                {told.length > 0 && <Rows rows={told} />}
                {part === 'avoid' && told.length > 0 && <p className="text-soft">{texts.onlyYou}</p>}
              </div>
            )
          })}
        </section>
      )}
      {(state === 'waiting' || state === 'paused') && (
        <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
          {state === 'waiting' && <Form action={here} className="contents"><Button kind="plain" name="intent" value="pause">{texts.pause}</Button></Form>}
          <LinkButton kind="plain" to={`${here}?do=withdraw`}>{texts.withdraw}</LinkButton>
        </div>
      )}
    </>
  )
}
