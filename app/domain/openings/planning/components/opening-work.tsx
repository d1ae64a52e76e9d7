import type { ReactNode } from 'react'
import { sayDate, sayTime } from '#app/platform/time.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { Tag } from '#app/ui/card.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { sayLastDay } from '../../finding/components/opening-notes.tsx'
import { openingWords } from '../../messages.ts'
import { standingOf } from '../../rules.ts'
import { openingPlanningTexts, type OpeningPlanningTexts } from '../messages.ts'
import type { Deed, Workpiece } from '../queries.server.ts'
import { wordsFor } from '../rules.ts'

interface Props {
  opening: Workpiece
  slug: string
  deeds: Deed[]
  mayPlan: boolean
  contact: string | null
  /** The public page's full address. */
  link: string
  now: Date
  /** What just happened, or why it did not. */
  done: string | null
  refused: string | null
  /** Who applies, or why that is not shown. */
  children: ReactNode
}

/** One opening as those who offer it see it: how it stands, what can be done, who applies. */
export function OpeningWork({ opening, slug, deeds, mayPlan, contact, link, now, done, refused, children }: Props) {
  const language = useLanguage()
  const texts = openingPlanningTexts(language)
  const words = openingWords(language)
  const { words: written, language: writtenIn } = wordsFor(opening, language)
  const standing = standingOf(opening, now)
  const address = `/manage/${slug}/openings/${opening.id}`
  const said = (kind: 'done' | 'refused', key: string | null) => (key ? (texts as unknown as Record<string, string>)[`${kind}_${key}`] : undefined)
  const closed = standing === 'chosen' || standing === 'deadline' || standing === 'filled'
  const facts = [words[`kind_${opening.kind}`], opening.percent !== null && words.percentOf(opening.percent), opening.area, texts.taken(opening.taken, opening.places),
    standing === 'open' && (opening.applyUntil ? words.until(sayLastDay(opening.applyUntil, opening.zone, language, now)) : words.untilFilled), contact && texts.contactIs(contact)].filter(Boolean)
  return (
    <Page title={written.title} titleLang={writtenIn === language ? undefined : writtenIn} back={{ to: `/manage/${slug}/openings`, text: texts.listTitle }} intro={facts.join(' · ')}
      over={<Tag tone={standing === 'draft' ? 'berry' : standing === 'open' ? 'done' : 'plain'}>{closed ? words[`closed_${standing}`] : words[standing as 'draft' | 'open' | 'discarded']}</Tag>}
      aside={<>
        <section aria-labelledby="share" className="flex flex-col gap-2">
          <h2 id="share" className="text-xl">{texts.share}</h2>
          <p className="break-all select-all font-bold">{link}</p>
          {!opening.publishedAt && <p className="text-soft">{texts.shareDraft}</p>}
        </section>
        {deeds.length > 0 && <Story deeds={deeds} zone={opening.zone} now={now} texts={texts} />}
      </>}>
      {said('done', done) && <Notice kind="done" title={said('done', done)} />}
      {said('refused', refused) && <Notice kind="warning" title={said('refused', refused)} />}
      {mayPlan && (
        <div className="flex flex-col gap-4">
          <ActionBar>
            {standing === 'draft' && <Post action={address} intent="publish"><Button wide>{texts.publish}</Button></Post>}
            {standing !== 'discarded' && <LinkButton kind="quiet" to={`${address}/edit`}>{texts.edit}</LinkButton>}
            {closed && <Post action={address} intent="publish"><Button kind="quiet">{texts.reopen}</Button></Post>}
          </ActionBar>
          <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
            {opening.publishedAt ? <LinkButton kind="plain" to={`/openings/${opening.slug}`}>{texts.openPage}</LinkButton> : <LinkButton kind="plain" to={`${address}/preview`}>{texts.look}</LinkButton>}
            {standing === 'open' && <LinkButton kind="plain" to={`${address}?do=close`}>{texts.close}</LinkButton>}
            {standing === 'draft' && <LinkButton kind="plain" to={`${address}?do=discard`}>{texts.discard}</LinkButton>}
          </div>
        </div>
      )}
      {!mayPlan && opening.publishedAt && <p><LinkButton kind="plain" to={`/openings/${opening.slug}`}>{texts.openPage}</LinkButton></p>}
      {children}
    </Page>
  )
}

/** A button that does something at an address. */
export function Post({ action, intent, children }: { action: string; intent: string; children: ReactNode }) {
  return <Form action={action} className="contents"><input type="hidden" name="intent" value={intent} />{children}</Form>
}

function Story({ deeds, zone, now, texts }: { deeds: Deed[]; zone: string; now: Date; texts: OpeningPlanningTexts }) {
  const language = useLanguage()
  const list = new Intl.ListFormat(language, { type: 'conjunction' })
  const did = ({ event, changes, who }: Deed) => {
    if (event === 'opening.filled') return texts.deedFilled
    if (event === 'opening.deadline') return texts.deedDeadline
    const deed = {
      'opening.drafted': texts.deedDrafted, 'opening.edited': texts.deedEdited(list.format(changes.map((change) => texts[`change_${change}`]))), 'opening.published': texts.deedPublished,
      'opening.reopened': texts.deedReopened, 'opening.closed': texts.deedClosed, 'opening.discarded': texts.deedDiscarded,
    }[event]
    return deed && `${who ?? texts.someone} ${deed}`
  }
  return (
    <section aria-labelledby="story" className="flex flex-col gap-2">
      <h2 id="story" className="text-xl">{texts.story}</h2>
      <ul className="flex flex-col gap-2">
        {deeds.filter(did).map((deed, index) => (
          <li key={index}>{did(deed)} <span className="block text-soft">{sayDate(deed.at, zone, language, now)} {sayTime(deed.at, zone, language)}</span></li>
        ))}
      </ul>
    </section>
  )
}

/** Asks before something others notice: a page of its own, so that it needs no script. */
export function ConfirmOpening({ doing, opening, slug }: { doing: 'close' | 'discard'; opening: Workpiece; slug: string }) {
  const language = useLanguage()
  const texts = openingPlanningTexts(language)
  const { title } = wordsFor(opening, language).words
  const back = `/manage/${slug}/openings/${opening.id}`
  return (
    <Page title={doing === 'close' ? texts.closeTitle(title) : texts.discardTitle(title)} intro={doing === 'close' ? texts.closeText : texts.discardText} back={{ to: back, text: title }}>
      <Form action={back}>
        <input type="hidden" name="intent" value={doing} />
        <ActionBar>
          <Button kind="danger">{doing === 'close' ? texts.closeNow : texts.discardNow}</Button>
          <LinkButton kind="quiet" to={back}>{texts.keepIt}</LinkButton>
        </ActionBar>
      </Form>
    </Page>
  )
}
