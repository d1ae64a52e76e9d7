import { sayDate, sayTime, sayWhen } from '#app/platform/time.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Card, DefinitionList } from '#app/ui/card.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { When } from '#app/ui/when.tsx'
import { conversationTexts } from '../../conversations/messages.ts'
import { companionWords } from '../../messages.ts'
import { MyChecklist } from '../../requirements/components/my-checklist.tsx'
import { volunteeringTexts } from '../messages.ts'
import type { StepTaken, VolunteerStory } from '../queries.server.ts'
import { WayPath } from './standing.tsx'

/** One's own way with one organisation: where I stand, who is waited for, what I can do now. */
export function MyStory({ story, steps, now }: { story: VolunteerStory; steps: StepTaken[]; now: Date }) {
  const language = useLanguage()
  const texts = volunteeringTexts(language)
  const { organisation, state, waits, items } = story
  const here = `/me/volunteering/${organisation.slug}`
  const asked = state === 'preparing' || ((state === 'ready' || state === 'active') && items.some((item) => !item.met))
  return (
    <>
      <WayPath state={state} resumes={story.resumes} own />
      <section aria-labelledby="now" className="cut marked flex max-w-text flex-col items-start gap-3 border-2 border-ink bg-sheet p-5 shadow-note">
        <h2 id="now" className="text-xl">{texts.waitsTitle}</h2>
        <p className="text-lg">{nowOf(story, texts)}</p>
        {waits.what === 'conversation' && story.conversation && <Agreed story={story} now={now} />}
        {waits.what === 'book' && <LinkButton to={`${here}/conversation`}>{texts.bookNow}</LinkButton>}
        {state === 'paused' && <Form action={here}><Button name="intent" value="resume">{texts.resume}</Button></Form>}
        {state === 'left' && <LinkButton kind="quiet" to={`/volunteer/${organisation.slug}`}>{texts.comeBack}</LinkButton>}
      </section>
      {asked && <MyChecklist story={story} now={now} />}
      <nav aria-label={organisation.name} className="flex flex-wrap items-center gap-x-6 gap-y-1">
        {state !== 'left' && <LinkButton kind="quiet" to={`${here}/edit`}>{texts.edit}</LinkButton>}
        {story.declaration?.signature && <LinkButton kind="plain" to={`${here}/declaration`}>{texts.seeDeclaration}</LinkButton>}
        {state !== 'left' && state !== 'paused' && <LinkButton kind="plain" to={`${here}?do=pause`}>{texts.pause}</LinkButton>}
        {state !== 'left' && <LinkButton kind="plain" to={`${here}?do=leave`}>{texts.leave}</LinkButton>}
      </nav>
      {organisation.contactEmail && <DefinitionList items={[{ term: texts.whoToAsk, detail: <>{organisation.name}<br /><a href={`mailto:${organisation.contactEmail}`} className="link break-all">{organisation.contactEmail}</a></> }]} />}
      <section aria-labelledby="steps" className="flex max-w-text flex-col gap-3">
        <h2 id="steps" className="text-2xl">{texts.whatHappened}</h2>
        <ul className="flex flex-col gap-4">
          {steps.toReversed().map((step, index) => (
            <li key={index} className="flex flex-col gap-1 border-l-4 border-line pl-4">
              <p><strong>{texts[`did_${step.step}`]}</strong> <span className="text-soft">{sayDate(step.at, organisation.zone, language, now)} {sayTime(step.at, organisation.zone, language)}</span></p>
              {step.message && <p className="whitespace-pre-line">{step.message}</p>}
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

/** In one sentence, where it stands. */
export function nowOf({ state, waits, organisation }: VolunteerStory, texts: ReturnType<typeof volunteeringTexts>): string {
  if (state === 'ready') return texts.now_ready(organisation.name)
  if (state === 'active') return texts.now_active
  if (state === 'paused') return texts.now_paused
  if (state === 'left') return texts.now_left(organisation.name)
  return (texts[`waits_${waits.who}_${waits.what}` as 'waits_coordinator_answer'])(organisation.name)
}

function Agreed({ story, now }: { story: VolunteerStory; now: Date }) {
  const language = useLanguage()
  const texts = conversationTexts(language)
  const { conversation, organisation } = story
  if (!conversation) return null
  const here = `/me/volunteering/${organisation.slug}/conversation`
  return (
    <>
      <div>
        <p className="text-lg font-bold"><When text={sayWhen(conversation.startsAt, conversation.endsAt, conversation.zone, language, now)} /></p>
        <p className="whitespace-pre-line">{conversation.place}</p>
        {conversation.name && <p className="text-soft">{texts.with(conversation.name.split(' ')[0]!)}</p>}
      </div>
      <p className="flex flex-wrap gap-x-6"><LinkButton kind="plain" to={here}>{texts.move}</LinkButton><LinkButton kind="plain" to={`${here}?do=cancel`}>{texts.cancel}</LinkButton></p>
    </>
  )
}

/** One of several places where one gives time. */
export function MyStoryNote({ story }: { story: VolunteerStory }) {
  const language = useLanguage()
  const texts = volunteeringTexts(language)
  const words = companionWords(language)
  return (
    <Card className="max-w-text">
      <h2 className="text-xl"><a href={`/me/volunteering/${story.organisation.slug}`} className="link inline-flex min-h-11 items-center">{story.organisation.name}</a></h2>
      <p className="text-soft">{story.kinds.map((kind) => words[`kind_${kind}`]).join(', ')}</p>
      <WayPath state={story.state} resumes={story.resumes} own />
      <p>{nowOf(story, texts)}</p>
    </Card>
  )
}
