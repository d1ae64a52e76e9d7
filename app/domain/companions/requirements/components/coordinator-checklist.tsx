import type { ReactNode } from 'react'
import { sayDate } from '#app/platform/time.ts'
import { Button } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { volunteeringTexts } from '../../volunteering/messages.ts'
import type { VolunteerStory } from '../../volunteering/queries.server.ts'
import { requirementTexts } from '../messages.ts'
import { certificateMonths, type Item } from '../rules.ts'
import { itemName, ItemState } from './item-state.tsx'

interface Props { story: VolunteerStory; slug: string; now: Date }

/** What is there and what is left, and what a coordinator writes down about it: that it was, never what it said. */
export function CoordinatorChecklist(props: Props) {
  const language = useLanguage()
  const texts = requirementTexts(language)
  const { items } = props.story
  if (items.length === 0) return null
  return (
    <section aria-labelledby="checklist" className="flex max-w-text flex-col gap-3">
      <h2 id="checklist" className="text-2xl">{volunteeringTexts(language).checklist}</h2>
      <ul className="flex flex-col divide-y divide-line border-y border-line">
        {items.map((item, index) => (
          <li key={index} className="flex flex-col items-start gap-1 py-3">
            <ItemState met={item.met} name={itemName(texts, item)} progress={item.what === 'references' || item.what === 'training' ? texts.progress(item.done ?? 0, item.of ?? 0) : undefined} />
            <div className="flex flex-col items-start gap-1 pl-9"><Facts item={item} {...props} /></div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Facts({ item, story, slug, now }: Props & { item: Item }) {
  const language = useLanguage()
  const texts = requirementTexts(language)
  const action = `/manage/${slug}/volunteers/${story.id}`
  const day = (at: Date) => sayDate(at, story.organisation.zone, language, now)
  const marked = (what: string) => story.marks.find((mark) => mark.what === what)
  const said = (mark: { name: string | null; markedAt: Date }) => <p className="text-soft">{texts.marked(mark.name ?? texts.markedSomeone, day(mark.markedAt))}</p>
  const press = (what: string, text: ReactNode, more: Record<string, string> = {}) => (
    <Form action={action} className="flex"><input type="hidden" name="intent" value="mark" />{Object.entries(more).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}<Button kind="quiet" name="what" value={what}>{text}</Button></Form>
  )
  const takeBack = (what: string) => (
    <Form action={action} className="flex"><input type="hidden" name="intent" value="unmark" /><Button kind="plain" name="what" value={what}>{texts.takeBack}<span className="sr-only">: {itemName(texts, item)}</span></Button></Form>
  )
  switch (item.what) {
    case 'declaration': return story.declaration?.signature ? <p className="text-soft">{texts.signedBy(story.declaration.signature.name, story.declaration.signature.version, day(story.declaration.signature.at))}</p> : null
    case 'references':
      if (story.references.length === 0) return <p className="text-soft">{texts.referencesNone}</p>
      return (
        <ul className="flex flex-col gap-2">
          {story.references.map((one) => (
            <li key={one.id} className="flex flex-col items-start gap-1">
              <p><strong>{one.name}</strong>{one.how && `, ${one.how}`}<br /><span className="break-all">{one.contact}</span></p>
              {one.spokenAt ? <p className="text-soft">{texts.spoken(day(one.spokenAt))}{one.spokenBy && `, ${one.spokenBy}`}</p> : press('spoken', texts.markSpoken(one.name), { reference: one.id })}
            </li>
          ))}
        </ul>
      )
    case 'age': {
      const mark = marked('age')
      return <>
        <p className="text-soft">{story.told?.birthYear ? texts.ageNote(story.told.birthYear) : texts.ageNoYear}</p>
        {mark ? <>{said(mark)}{takeBack('age')}</> : !item.met && press('age', texts.markAge)}
      </>
    }
    case 'certificate': {
      const [asked, shown] = [marked('certificate-asked'), marked('certificate-shown')]
      return <>
        {asked ? said(asked) : press('certificate-asked', texts.markAsked)}
        {asked && !shown && <><p>{texts.certificateNote}</p>{press('certificate-shown', texts.markShown(certificateMonths(story.organisation.country)))}</>}
        {shown && <>{said(shown)}{takeBack('certificate-shown')}</>}
      </>
    }
    case 'sober': return <p className="text-soft">{texts.why_sober}</p>
    default: return null
  }
}
