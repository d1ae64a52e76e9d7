import type { ReactNode } from 'react'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { type GroupTexts, groupTexts } from '../../messages.ts'
import type { Standing } from '../queries.server.ts'

interface Props {
  group: { id: string; slug: string; live: boolean; asks: boolean; organisation: { slug: string; name: string } }
  /** null: nobody is signed in. */
  standing: Standing | null
}

/** Beside a group's page: the way in, or for those who are in it, the ways on and out. */
export function PlaceCard({ group, standing }: Props) {
  const texts = groupTexts(useLanguage())
  const state = standing?.member?.state
  const host = standing?.host
  const inside = host || state === 'member' || state === 'paused' || state === 'asked'
  return (
    <div id="join" className="flex flex-col gap-6">
      {standing?.askedToHost && <HostQuestion slug={group.slug} organisation={group.organisation.name} />}
      {inside && <Inside slug={group.slug} standing={standing!} texts={texts} />}
      {!inside && group.live && (
        <Card title={texts.joinTitle}>
          {state === 'left' && <p className="font-bold">{texts.leftState}. {texts.leftText}</p>}
          <p>{group.asks || standing?.member?.asksFirst ? texts.joinRequest : texts.joinOpen}</p>
          <p className="text-soft">{texts.joinSecret}</p>
          <LinkButton to={`/groups/${group.slug}/join`} wide>{group.asks || standing?.member?.asksFirst ? texts.ask : texts.join}</LinkButton>
        </Card>
      )}
      {!inside && standing && standing.words > 0 && <OwnWords slug={group.slug} words={standing.words} texts={texts} />}
      {standing?.plans && <p><LinkButton kind="quiet" to={`/manage/${group.organisation.slug}/groups/${group.id}`}>{texts.manage}</LinkButton></p>}
    </div>
  )
}

function Inside({ slug, standing, texts }: { slug: string; standing: Standing; texts: GroupTexts }) {
  const state = standing.member?.state
  const [title, text] = standing.host ? [texts.hostState, null]
    : state === 'asked' ? [texts.askedState, texts.askedText] : state === 'paused' ? [texts.pausedState, texts.pausedText] : [texts.joinedState, texts.joinedText]
  return (
    <>
      <Notice kind={state === 'asked' || (state === 'paused' && !standing.host) ? 'info' : 'done'} title={title}>{text && <p>{text}</p>}</Notice>
      <div className="flex flex-col items-start gap-2">
        {standing.reads && <LinkButton to={`/groups/${slug}/board`} wide>{texts.openBoard}</LinkButton>}
        {state === 'paused' && <Post slug={slug} intent="back"><Button kind={standing.host ? 'plain' : 'primary'}>{texts.comeBack}</Button></Post>}
        {(state === 'member' || state === 'paused' || standing.host) && <LinkButton kind="plain" to={`/groups/${slug}/membership`}>{texts.yourPlace}</LinkButton>}
        {state && state !== 'left' && <Post slug={slug} intent="leave"><Button kind="plain">{state === 'asked' ? texts.withdraw : texts.leave}</Button></Post>}
      </div>
    </>
  )
}

/** A button that does something with one's own place. */
export function Post({ slug, intent, children, className = 'contents' }: { slug: string; intent: string; children: ReactNode; className?: string }) {
  return (
    <Form action={`/groups/${slug}/membership`} className={className}>
      <input type="hidden" name="intent" value={intent} />
      {children}
    </Form>
  )
}

/** For somebody who is asked to host: nothing is decided before they say so. */
export function HostQuestion({ slug, organisation }: { slug: string; organisation: string }) {
  const texts = groupTexts(useLanguage())
  return (
    <Notice title={texts.hostAsk(organisation)}>
      <div className="mt-2 flex flex-wrap gap-3">
        <Post slug={slug} intent="host-yes"><Button kind="quiet">{texts.hostYes}</Button></Post>
        <Post slug={slug} intent="host-no"><Button kind="plain">{texts.hostNo}</Button></Post>
      </div>
    </Notice>
  )
}

export function OwnWords({ slug, words, texts }: { slug: string; words: number; texts: GroupTexts }) {
  return (
    <Post slug={slug} intent="erase" className="flex flex-col items-start gap-1">
      <p>{texts.eraseWordsHint}</p>
      <Button kind="plain">{texts.eraseWords(words)}</Button>
    </Post>
  )
}
