import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState, Tag } from '#app/ui/card.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { PathList } from '#app/ui/path.tsx'
import { companionWords } from '../../messages.ts'
import { requirementTexts } from '../../requirements/messages.ts'
import type { WelcomingOrganisation } from '../../requirements/queries.server.ts'
import { askedOf, type KindRules } from '../../requirements/rules.ts'
import { type Kind, kinds } from '../../schema.ts'
import { volunteeringTexts } from '../messages.ts'

/** The ways of giving time, each as one choice: what it is and how long it takes. */
export function KindNotes({ offered = kinds, to, rules = [] }: { offered?: readonly Kind[]; to: (kind: Kind) => string; rules?: KindRules[] }) {
  const language = useLanguage()
  const texts = volunteeringTexts(language)
  const words = companionWords(language)
  return (
    <div className="grid grid-cols-1 gap-4 md:grid-cols-2">
      {offered.map((kind) => (
        <article key={kind} className="cut marked settle relative flex flex-col gap-2 border border-line bg-sheet p-5 shadow-note has-[a:hover]:border-ink has-[a:focus-visible]:outline-3 has-[a:focus-visible]:outline-offset-3 has-[a:focus-visible]:outline-focus">
          <h2 className="text-2xl"><a href={to(kind)} className="after:absolute after:inset-0 focus-visible:outline-none">{texts.become(words[`kind_${kind}`])}</a></h2>
          <p>{texts[`what_${kind}`]}</p>
          <p className="mt-auto flex flex-wrap items-center gap-x-3 gap-y-1 pt-1 text-soft">
            <span className="flex gap-1.5"><Icon name="clock" className="mt-0.5 size-5" /><span><span className="sr-only">{texts.timeLabel}: </span>{texts[`time_${kind}`]}</span></span>
            {rules.some((one) => one.kind === kind && one.paid) && <Tag tone="done">{texts.isPaid}</Tag>}
          </p>
        </article>
      ))}
    </div>
  )
}

/** What one gets, and how it goes. */
export function WhatItIs() {
  const texts = volunteeringTexts(useLanguage())
  return (
    <div className="grid grid-cols-1 gap-x-14 gap-y-10 md:grid-cols-[minmax(0,1fr)_22rem]">
      <section>
        <h2 className="mb-6 text-2xl">{texts.howTitle}</h2>
        <PathList stops={[{ title: texts.how1, text: texts.how1Text }, { title: texts.how2, text: texts.how2Text }, { title: texts.how3, text: texts.how3Text }, { title: texts.how4, text: texts.how4Text }]} />
      </section>
      <section className="cut marked flex flex-col gap-3 self-start border-2 border-ink bg-sheet p-6 shadow-note">
        <h2 className="text-2xl">{texts.getsTitle}</h2>
        <ul className="flex flex-col gap-3">
          {[texts.gets1, texts.gets2, texts.gets3, texts.gets4].map((text) => <li key={text} className="flex gap-3"><Icon name="check" className="mt-0.5 size-6 text-done" /><span>{text}</span></li>)}
        </ul>
      </section>
    </div>
  )
}

/** Who welcomes people, by name, with what they look for. */
export function WhoWelcomes({ organisations }: { organisations: WelcomingOrganisation[] }) {
  const language = useLanguage()
  const texts = volunteeringTexts(language)
  const words = companionWords(language)
  if (organisations.length === 0) return <EmptyState title={texts.whoNone} action={<LinkButton to="/activities" kind="quiet">{texts.seeActivities}</LinkButton>}><p>{texts.whoNoneText}</p></EmptyState>
  return (
    <section id="who" aria-labelledby="who-title" className="flex scroll-mt-4 flex-col gap-4">
      <h2 id="who-title" className="text-2xl">{texts.whoTitle}</h2>
      <ul className="grid grid-cols-1 gap-4 md:grid-cols-2">
        {organisations.map((one) => (
          <li key={one.id} className="cut marked settle relative flex flex-col gap-1 border border-line bg-sheet p-5 shadow-note has-[a:hover]:border-ink has-[a:focus-visible]:outline-3 has-[a:focus-visible]:outline-offset-3 has-[a:focus-visible]:outline-focus">
            <h3 className="text-xl"><a href={`/volunteer/${one.slug}`} className="after:absolute after:inset-0 focus-visible:outline-none">{one.name}</a></h3>
            {one.places.length > 0 && <p className="flex gap-1.5 text-soft"><Icon name="place" className="mt-0.5 size-5" /><span>{one.places.join(', ')}</span></p>}
            <p className="mt-1 flex flex-wrap gap-2">{one.kinds.map((kind) => <Tag key={kind}>{words[`kind_${kind}`]}</Tag>)}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Said before anybody signs up: what will be asked, of each kind. */
export function WhatIsAsked({ rules }: { rules: KindRules[] }) {
  const language = useLanguage()
  const texts = volunteeringTexts(language)
  const words = companionWords(language)
  const asks = requirementTexts(language)
  const lines = (rule: KindRules) => {
    const asked = askedOf([rule.kind], [rule])
    return [
      ...(asked.minimumAge > 0 ? [asks.item_age(asked.minimumAge)] : []), ...(asked.declaration ? [asks.item_declaration] : []), ...(asked.references > 0 ? [asks.item_references(asked.references)] : []),
      ...(asked.soberMonths > 0 ? [`${asks.item_sober(asked.soberMonths)}. ${asks.why_sober}`] : []), ...(asked.certificate ? [`${asks.item_certificate}. ${asked.certificate.reason}`] : []),
    ]
  }
  return (
    <section aria-labelledby="asked" className="flex flex-col gap-3">
      <h2 id="asked" className="text-2xl">{texts.asksTitle}</h2>
      <p>{texts.asksLater}</p>
      <div className="grid grid-cols-1 gap-x-14 gap-y-5 sm:grid-cols-2">
        {rules.map((rule) => (
          <div key={rule.kind} className="max-w-text">
            <h3 className="font-bold">{words[`kind_${rule.kind}`]}</h3>
            <ul className="flex flex-col">{lines(rule).map((line) => <li key={line} className="flex gap-2 py-0.5"><Icon name="arrow" className="mt-1 size-5 text-soft" /><span>{line}</span></li>)}</ul>
          </div>
        ))}
      </div>
    </section>
  )
}
