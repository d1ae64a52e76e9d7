import { LinkButton } from '#app/ui/button.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import type { VolunteerStory } from '../../volunteering/queries.server.ts'
import { volunteeringTexts } from '../../volunteering/messages.ts'
import { requirementTexts } from '../messages.ts'
import type { Item } from '../rules.ts'
import { itemName, ItemState } from './item-state.tsx'

/** What is needed before one begins, in order: what is there, what one does oneself, what somebody else does. */
export function MyChecklist({ story }: { story: VolunteerStory; now: Date }) {
  const language = useLanguage()
  const texts = requirementTexts(language)
  // The one thing to do next has the one button; the others have links.
  const next = story.items.find((item) => !item.met && item.by === 'volunteer' && (item.what !== 'certificate'))
  return (
    <section aria-labelledby="checklist" className="flex max-w-text flex-col gap-3">
      <h2 id="checklist" className="text-2xl">{volunteeringTexts(language).checklist}</h2>
      <ul className="flex flex-col divide-y divide-line border-y border-line">
        {story.items.map((item, index) => (
          <li key={index} className="flex flex-col items-start gap-1.5 py-3">
            <ItemState met={item.met} name={itemName(texts, item)} progress={!item.met && item.of !== undefined && (item.what === 'references' || item.what === 'training') ? texts.progress(item.done ?? 0, item.of) : undefined} />
            {!item.met && <div className="flex flex-col items-start gap-2 pl-9"><Why item={item} story={story} next={item === next} /></div>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Why({ item, story, next }: { item: Item; story: VolunteerStory; next: boolean }) {
  const texts = requirementTexts(useLanguage())
  const here = `/me/volunteering/${story.organisation.slug}`
  const button = (to: string, text: string) => <LinkButton kind={next ? 'primary' : 'quiet'} to={to}>{text}</LinkButton>
  switch (item.what) {
    case 'declaration': return button(`${here}/declaration`, texts.do_declaration)
    case 'references': return <><p className="text-soft">{item.by === 'volunteer' ? texts.why_references : texts.waits_references}</p>{item.by === 'volunteer' ? button(`${here}/references`, texts.do_references) : <LinkButton kind="plain" to={`${here}/references`}>{texts.yourReferences}</LinkButton>}</>
    case 'training': return button('/me/school', texts.do_training)
    case 'age': return item.by === 'volunteer' ? button(`${here}/edit#field-birthYear`, texts.do_age) : <p className="text-soft">{texts.waits_age}</p>
    case 'sober': return <><p className="text-soft">{texts.why_sober}</p>{button(`${here}/sober`, texts.do_sober)}</>
    case 'certificate': return <p className="text-soft">{story.asked.certificate && texts.why_certificate(story.asked.certificate.reason)} {item.by === 'volunteer' ? texts.certificate_asked : texts.waits_certificate}</p>
  }
}
