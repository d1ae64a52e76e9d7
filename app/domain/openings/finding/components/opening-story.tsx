import type { ReactNode } from 'react'
import type { Language } from '#app/platform/language.ts'
import { DefinitionList, Tag } from '#app/ui/card.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { PlaceMap } from '#app/ui/map.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Prose } from '#app/ui/prose.tsx'
import { openingWords } from '../../messages.ts'
import { freePlaces, standingOf } from '../../rules.ts'
import { findingOpenings } from '../messages.ts'
import type { OpeningPage } from '../queries.server.ts'
import { sayLastDay, sayPlainDay } from './opening-notes.tsx'

interface Props {
  opening: OpeningPage
  /** The description, cleaned. */
  html: string
  language: Language
  now: Date
  tiles: { tileUrl: string; attribution: string }
  /** Shown to those who plan it before it has a page of its own. */
  preview?: boolean
}

/** What a reader needs to dare to apply: what one does, what one learns, what can be adjusted, what it pays, whom to ask. */
export function OpeningStory({ opening, html, language, now, tiles, preview }: Props) {
  const texts = findingOpenings(language)
  const words = openingWords(language)
  const { text, organisation, place } = opening
  const lang = text.language === language ? undefined : text.language
  const said = (of: string): ReactNode => <span lang={lang} className="whitespace-pre-line">{of}</span>
  const where = [place?.name, place?.address, opening.area].filter((part, index, all) => part && !all.slice(0, index).some((before) => before?.toLowerCase().includes(part.toLowerCase()))).join(', ')
  const standing = preview ? 'open' : standingOf(opening, now)
  return (
    <>
      {(standing === 'chosen' || standing === 'deadline' || standing === 'filled') && (
        <Notice kind="info" title={texts[`closedTitle_${standing}`]}>
          <p>{texts.closedText}</p>
          <p><a href="/openings" className="link inline-flex min-h-11 items-center">{texts.seeOthers}</a></p>
        </Notice>
      )}
      {opening.visibility === 'members' && <p className="text-soft">{texts.membersOnly}</p>}
      {opening.visibility === 'unlisted' && <p className="text-soft">{texts.unlisted}</p>}
      <div className="flex flex-col gap-2">
        <p className="flex flex-wrap gap-2">
          {opening.percent !== null && <Tag tone="berry">{words.percent(opening.percent)}</Tag>}
          {standing === 'open' && <Tag tone="done">{words.free(freePlaces(opening), opening.places)}</Tag>}
        </p>
        {text.hours && <p className="text-xl font-bold">{said(text.hours)}</p>}
        {where && <p className="flex gap-1.5 text-lg"><Icon name="place" className="mt-1 size-5" /><span className="min-w-0">{where}</span></p>}
      </div>
      {html && <section className="flex flex-col gap-3"><h2 className="text-2xl">{texts.about}</h2><Prose html={html} lang={lang} /></section>}
      <DefinitionList
        items={[
          text.tasks && { term: texts.tasks, detail: said(text.tasks) },
          text.learns && { term: texts.learns, detail: said(text.learns) },
          text.adjustments && { term: texts.adjustments, detail: said(text.adjustments) },
          text.pay && { term: texts[`pay_${opening.kind}`], detail: said(text.pay) },
          { term: texts.starts, detail: opening.startsOn ? capital(sayPlainDay(opening.startsOn, language, now)) : capital(words.asAgreed) },
          { term: texts.deadline, detail: opening.applyUntil ? texts.deadlineDay(sayLastDay(opening.applyUntil, opening.zone, language, now)) : texts.deadlineOpen },
          opening.contact && { term: texts.contact, detail: opening.contact },
          { term: texts.offeredBy, detail: <a href={`/o/${organisation.slug}`} className="link">{organisation.name}</a> },
          organisation.contactEmail && { term: texts.wondering, detail: <>{texts.writeTo} <a href={`mailto:${organisation.contactEmail}`} className="link break-all">{organisation.contactEmail}</a></> },
        ].filter((item): item is { term: string; detail: ReactNode } => Boolean(item))}
      />
      {opening.lat !== null && opening.lon !== null && (
        <div className="flex flex-col items-start gap-2">
          <PlaceMap {...tiles} points={[{ lat: opening.lat, lon: opening.lon, title: where || text.title }]} />
          <a href={`https://www.openstreetmap.org/?mlat=${opening.lat}&mlon=${opening.lon}#map=15/${opening.lat}/${opening.lon}`} rel="noopener" className="link not-printed inline-flex min-h-11 items-center">{texts.directions}</a>
        </div>
      )}
      {!preview && <Languages opening={opening} language={language} />}
    </>
  )
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function Languages({ opening, language }: Pick<Props, 'opening' | 'language'>) {
  const texts = findingOpenings(language)
  const others = opening.languages.filter((other) => other !== opening.text.language)
  if (others.length === 0 && opening.text.language === language) return null
  return (
    <p className="pb-2 text-soft">
      {opening.text.language !== language && texts.originalIn(texts.languageName(opening.text.language))}{' '}
      {others.length > 0 && (
        <>{texts.alsoIn}{' '}{others.map((other, index) => (
          <span key={other}>{index > 0 && ', '}<a href={`/openings/${opening.slug}?lang=${other}`} hrefLang={other} className="link">{texts.languageName(other)}</a></span>
        ))}.</>
      )}
    </p>
  )
}
