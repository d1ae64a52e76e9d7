import type { ReactNode } from 'react'
import { sayDate, sayTime, sayWhen } from '#app/platform/time.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/card.tsx'
import { ErrorSummary, Field, Form, TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { When } from '#app/ui/when.tsx'
import { TimeFields } from '../../conversations/components/offer-times.tsx'
import { conversationTexts } from '../../conversations/messages.ts'
import { companionWords } from '../../messages.ts'
import { CoordinatorChecklist } from '../../requirements/components/coordinator-checklist.tsx'
import { requirementTexts } from '../../requirements/messages.ts'
import { dayParts, kinds, weekdays } from '../../schema.ts'
import { volunteeringTexts } from '../messages.ts'
import type { StepTaken, VolunteerStory } from '../queries.server.ts'
import { type CoordinatorStep, coordinatorSteps, daysWaited } from '../rules.ts'
import { messageLimit } from '../schema.ts'
import { WayPath } from './standing.tsx'
import { Turn } from './volunteer-list.tsx'

interface Props {
  slug: string
  story: VolunteerStory
  steps: StepTaken[]
  /** Which step is being taken, or what is being changed. */
  doing: CoordinatorStep | 'set' | 'move-talk' | 'cancel-talk' | null
  values: Record<string, string>
  errors: Record<string, string>
  now: Date
}

/** Somebody who gives time, as coordinators see them: where they stand, what they tell, what is there, what is next. */
export function VolunteerScreen(props: Props) {
  const { story, steps, slug, doing, now } = props
  const language = useLanguage()
  const texts = volunteeringTexts(language)
  return (
    <>
      <WayPath state={story.state} resumes={story.resumes} />
      {story.waits.who !== 'nobody' && <p><Turn story={story} /> <span className="text-soft">· {texts.colSince.toLowerCase()}: {texts.days(daysWaited(story.changedAt, now))}</span></p>}
      {doing === 'set' ? <SetForm {...props} /> : doing === 'move-talk' || doing === 'cancel-talk' ? <TalkForm {...props} doing={doing} /> : doing ? <StepForm {...props} doing={doing} /> : <NextSteps {...props} />}
      {story.waits.what === 'conversation' && doing === null && <Talk {...props} />}
      {(story.state === 'preparing' || story.state === 'ready' || story.state === 'active') && <CoordinatorChecklist story={story} slug={slug} now={now} />}
      <Told story={story} slug={slug} />
      <section aria-labelledby="steps" className="flex max-w-text flex-col gap-3">
        <h2 id="steps" className="text-2xl">{texts.whatHappened}</h2>
        <ul className="flex flex-col gap-4">
          {steps.toReversed().map((step, index) => (
            <li key={index} className="flex flex-col gap-1 border-l-4 border-line pl-4">
              <p><strong>{texts[`c_did_${step.step}`]}</strong> <span className="text-soft">{!step.own && step.name && `${step.name}, `}{sayDate(step.at, story.organisation.zone, language, now)} {sayTime(step.at, story.organisation.zone, language)}</span></p>
              {step.message && <p className="whitespace-pre-line">{step.message}</p>}
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

function NextSteps({ story }: Props) {
  const texts = volunteeringTexts(useLanguage())
  const all = coordinatorSteps(story.state)
  const complete = story.items.every((item) => item.met)
  const choices = all.filter((step) => step !== 'ready' || complete)
  const over = story.state === 'ready' || story.state === 'active' || story.state === 'paused'
  const main = choices.find((step) => step !== 'thanked')
  if (all.length === 0) return null
  return (
    <section aria-labelledby="next" className="flex flex-col gap-3">
      <h2 id="next" className="text-2xl">{texts.nextTitle}</h2>
      {!complete && story.state === 'preparing' && <p>{texts.notComplete}</p>}
      {story.waits.what === 'offer-times' && <Notice kind="warning">{texts.noTimes} <LinkButton kind="plain" to={`/manage/${story.organisation.slug}/volunteers/times`}>{texts.times}</LinkButton></Notice>}
      <ActionBar>
        {main && <LinkButton to={`?do=${main}`}>{texts[`go_${main}`]}</LinkButton>}
        {choices.filter((step) => step !== main).map((step) => <LinkButton key={step} kind="plain" to={`?do=${step}`}>{over ? texts.go_end : texts[`go_${step}`]}</LinkButton>)}
      </ActionBar>
    </section>
  )
}

function Box({ title, children }: { title: string; children: ReactNode }) {
  return <section aria-labelledby="doing" className="cut max-w-text border-2 border-ink bg-sheet p-5"><h2 id="doing" className="mb-4 text-2xl">{title}</h2>{children}</section>
}

function StepForm({ story, doing, values, errors }: Props & { doing: CoordinatorStep }) {
  const texts = volunteeringTexts(useLanguage())
  const over = story.state === 'ready' || story.state === 'active' || story.state === 'paused'
  const thanked = doing === 'thanked'
  return (
    <Box title={thanked && over ? texts.go_end : texts[`go_${doing}`]}>
      <Form action={`?do=${doing}`} keep={`step-${doing}`}>
        <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
        <p>{texts[`goHint_${doing}`]}</p>
        <input type="hidden" name="intent" value="step" />
        <input type="hidden" name="step" value={doing} />
        <TextArea label={texts.message} hint={texts.messageHint} name="message" rows={5} maxLength={messageLimit} optional={!thanked} required={thanked} defaultValue={values.message ?? (thanked && !over ? texts.kindNo : '')} error={errors.message} />
        <div className="flex flex-wrap gap-3"><Button>{texts.doIt}</Button><LinkButton to="?" kind="plain">{texts.back}</LinkButton></div>
      </Form>
    </Box>
  )
}

function SetForm({ story, values, errors }: Props) {
  const language = useLanguage()
  const texts = volunteeringTexts(language)
  const words = companionWords(language)
  const chosen = values.intent === 'set' ? kinds.filter((kind) => values[`kinds.${kind}`] === 'on') : story.kinds
  return (
    <Box title={texts.setTitle}>
      <Form action="?do=set">
        <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
        <input type="hidden" name="intent" value="set" />
        <fieldset className="flex flex-col" aria-describedby={errors.kinds ? 'kinds-error' : undefined}>
          <legend className="font-bold">{texts.setKinds}</legend>
          {errors.kinds && <p id="kinds-error" className="font-bold text-danger">{errors.kinds}</p>}
          {kinds.map((kind, index) => (
            <label key={kind} className="flex min-h-11 cursor-pointer items-center gap-3"><input type="checkbox" id={index === 0 ? 'field-kinds' : undefined} name={`kinds.${kind}`} defaultChecked={chosen.includes(kind)} className="tick size-7" />{words[`kind_${kind}`]}</label>
          ))}
        </fieldset>
        <Field label={texts.capacity} name="capacity" inputMode="numeric" className="max-w-32" defaultValue={values.capacity ?? String(story.capacity)} error={errors.capacity} />
        <div className="flex flex-wrap gap-3"><Button>{texts.setNow}</Button><LinkButton to="?" kind="plain">{texts.back}</LinkButton></div>
      </Form>
    </Box>
  )
}

function Talk({ story, now }: Props) {
  const language = useLanguage()
  const texts = conversationTexts(language)
  const { conversation } = story
  if (!conversation) return null
  return (
    <section aria-labelledby="talk" className="flex max-w-text flex-col items-start gap-1">
      <h2 id="talk" className="text-2xl">{volunteeringTexts(language).talkTitle}</h2>
      <p className="text-lg font-bold"><When text={sayWhen(conversation.startsAt, conversation.endsAt, conversation.zone, language, now)} /></p>
      <p>{conversation.place}</p>
      {conversation.name && <p className="text-soft">{texts.with(conversation.name)}</p>}
      <p className="flex flex-wrap gap-x-6"><LinkButton kind="plain" to="?do=move-talk">{texts.moveTitle}</LinkButton><LinkButton kind="plain" to="?do=cancel-talk">{texts.cancel}</LinkButton></p>
    </section>
  )
}

function TalkForm({ story, doing, values, errors }: Props & { doing: 'move-talk' | 'cancel-talk' }) {
  const texts = conversationTexts(useLanguage())
  const back = <LinkButton to="?" kind="plain">{texts.keep}</LinkButton>
  if (doing === 'cancel-talk') {
    return (
      <Box title={texts.cancelTitle}>
        <Form action="?"><input type="hidden" name="intent" value="cancel-talk" /><div className="flex flex-wrap gap-3"><Button kind="danger">{texts.cancelNow}</Button>{back}</div></Form>
      </Box>
    )
  }
  return (
    <Box title={texts.moveTitle}>
      <Form action="?do=move-talk">
        <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
        <input type="hidden" name="intent" value="move-talk" />
        <TimeFields values={{ place: story.conversation?.place ?? '', ...values }} errors={errors} />
        <div className="flex flex-wrap gap-3"><Button>{texts.moveNow}</Button>{back}</div>
      </Form>
    </Box>
  )
}

/** What they tell about themselves, in words. */
function Told({ story, slug }: { story: VolunteerStory; slug: string }) {
  const language = useLanguage()
  const texts = volunteeringTexts(language)
  const words = companionWords(language)
  const { told, person } = story
  const name = person.name?.split(' ')[0] ?? texts.someone
  const times = (all: NonNullable<typeof told>['times']) => weekdays.flatMap((day) => {
    const parts = dayParts.filter((part) => all.includes(`${day}-${part}`))
    return parts.length === 0 ? [] : [`${words[`day_${day}`]} ${parts.map((part) => words[`part_${part}`].toLowerCase()).join(', ')}`]
  }).join('. ')
  const line = (term: string, detail: ReactNode) => (detail ? [{ term, detail }] : [])
  return (
    <section aria-labelledby="told" className="flex max-w-text flex-col gap-2">
      <h2 id="told" className="text-2xl">{texts.told(name)}</h2>
      {!told && <p className="text-soft">{texts.erased}</p>}
      <DefinitionList items={[
        ...line(texts.setTitle, <>{story.kinds.map((kind) => words[`kind_${kind}`]).join(', ')}{story.state !== 'left' && <><br /><a href={`/manage/${slug}/volunteers/${story.id}?do=set`} className="link inline-flex min-h-11 items-center">{requirementTexts(language).change}</a></>}</>),
        ...(told ? [
          ...line(texts.contact, <>{person.email && <a href={`mailto:${person.email}`} className="link inline-flex min-h-11 items-center break-all">{person.email}</a>}{told.phone && <><br /><a href={`tel:${told.phone.replace(/[^\d+]/g, '')}`} className="link inline-flex min-h-11 items-center">{told.phone}</a></>}</>),
          ...line(texts.gives, told.hours && texts.hoursAWeek(told.hours)),
          ...line(texts.whenFree, times(told.times)),
          ...line(texts.likes, told.interests.map((one) => words[`interest_${one}`]).join(', ')),
          ...line(texts.speaks, told.speaks.map((one) => words[`speaks_${one}`]).join(', ')),
          ...line(texts.canDo, told.skills),
          ...line(texts.own, told.experiences.map((one) => words[`experience_${one}`]).join(', ')),
          ...line(texts.lives, told.area),
          ...line(texts.travels, `${texts.upTo(told.travelMinutes)}. ${told.hasCar ? texts.car : texts.noCar}`),
          ...line(texts.gender, told.gender && words[`gender_${told.gender}`]),
          ...line(texts.born, told.birthYear),
          ...line(texts.more, told.about && <span className="whitespace-pre-line">{told.about}</span>),
        ] : []),
      ]} />
    </section>
  )
}
