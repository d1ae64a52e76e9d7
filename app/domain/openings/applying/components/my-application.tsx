import { Button, LinkButton } from '#app/ui/button.tsx'
import { Card, DefinitionList } from '#app/ui/card.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { mayWithdraw, standingOf } from '../../rules.ts'
import { applyingTexts } from '../messages.ts'
import type { MyApplication, OwnApplication } from '../queries.server.ts'
import { StandingPath } from './standing-path.tsx'
import { StepsTaken } from './steps-taken.tsx'

const whoOf = ({ opening, organisation }: MyApplication) => opening.contact ?? organisation.name

/** One application on one's own page: where it stands, what happens next, whom to ask. */
export function MyApplicationNote({ application, heading: Heading = 'h2' }: { application: MyApplication; heading?: 'h2' | 'h3' }) {
  const language = useLanguage()
  const texts = applyingTexts(language)
  const { opening, organisation, state, lookedAt } = application
  return (
    <article className="cut marked flex flex-col gap-3 border border-line bg-sheet p-5 shadow-note">
      <div>
        <Heading className="text-xl" lang={opening.textLanguage === language ? undefined : opening.textLanguage}>
          <a href={`/me/applications/${application.id}`} className="link inline-flex min-h-11 items-center">{opening.title}</a>
        </Heading>
        <p className="text-soft">{organisation.name}</p>
      </div>
      <StandingPath state={state} looked={lookedAt !== null} />
      <p>{texts.next(state, lookedAt !== null, whoOf(application))}</p>
      {state === 'offered' && <p><LinkButton to={`/me/applications/${application.id}`}>{texts.offerTitle}</LinkButton></p>}
    </article>
  )
}

/** One's own application with everything in it, and what one can do. */
export function MyApplicationStory({ application, now }: { application: OwnApplication; now: Date }) {
  const texts = applyingTexts(useLanguage())
  const { id, opening, organisation, state, lookedAt, written, steps } = application
  const open = standingOf(application, now) === 'open'
  return (
    <>
      <StandingPath state={state} looked={lookedAt !== null} />
      <p className="max-w-text text-lg">{texts.next(state, lookedAt !== null, whoOf(application))}</p>
      {state === 'offered' && (
        <Card title={texts.offerTitle} className="max-w-text">
          <p>{texts.offerText}</p>
          <Form action={`/me/applications/${id}`} className="flex flex-wrap gap-3">
            <Button name="intent" value="yes">{texts.yes}</Button>
            <Button name="intent" value="no" kind="quiet">{texts.no}</Button>
          </Form>
        </Card>
      )}
      <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
        {state === 'sent' && !lookedAt && <LinkButton kind="quiet" to={`/openings/${opening.slug}/apply`}>{texts.change}</LinkButton>}
        {state === 'withdrawn' && open && <LinkButton to={`/openings/${opening.slug}/apply`}>{texts.sendAgain}</LinkButton>}
        <LinkButton kind="plain" to={`/openings/${opening.slug}`}>{texts.toOpening}</LinkButton>
        {mayWithdraw(state) && <LinkButton kind="plain" to={`/me/applications/${id}?do=withdraw`}>{texts.withdraw}</LinkButton>}
      </div>
      <DefinitionList items={[{
        term: texts.whoToAsk,
        detail: <>{opening.contact ? texts.asked(opening.contact, organisation.name) : organisation.name}{organisation.contactEmail && <><br /><a href={`mailto:${organisation.contactEmail}`} className="link break-all">{organisation.contactEmail}</a></>}</>,
      }]} />
      <StepsTaken steps={steps} zone={organisation.zone} now={now} reader="applicant" />
      <section aria-labelledby="wrote" className="flex max-w-text flex-col gap-2">
        <h2 id="wrote" className="text-2xl">{texts.whatYouWrote}</h2>
        {written
          ? <><p className="whitespace-pre-line">{written.words}</p><p className="text-soft">{written.email ? texts.yourEmail : texts.noEmail}{written.phone && <><br />{texts.yourPhone(written.phone)}</>}</p></>
          : <p className="text-soft">{texts.erased}</p>}
      </section>
    </>
  )
}
