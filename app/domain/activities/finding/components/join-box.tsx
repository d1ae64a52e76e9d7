import type { ReactNode } from 'react'
import type { Language } from '#app/platform/language.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Field, Form } from '#app/ui/form.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { findingTexts } from '../messages.ts'
import type { Room } from '../rules.ts'

interface Standing {
  state: 'joined' | 'waiting' | 'left'
  position: number | null
  visible: boolean
  /** They come with somebody: leaving asks for whom. */
  two?: boolean
}
interface Props {
  slug: string
  room: Room
  language: Language
  /** Who is signed in. */
  person: { name: string } | null
  mine: Standing | null
  /** Names of those who come and show it, for somebody who shows theirs. */
  others: string[]
  /** What a stranger typed, and what is wrong with it, when the form comes back. */
  values?: Record<string, string>
  errors?: Record<string, string>
}

/** The one thing to do on an activity's page: come, or say that you cannot. */
export function JoinBox(props: Props) {
  const { slug, room, language, person, mine, others } = props
  const texts = findingTexts(language)
  const open = room.state === 'open-to-all' || room.state === 'free' || room.state === 'few' || room.state === 'full'
  if (mine && mine.state !== 'left') {
    const waiting = mine.state === 'waiting'
    return (
      <div id="join" className="flex flex-col gap-6">
        <Notice kind={waiting ? 'info' : 'done'} title={waiting ? texts.waitingTitle(mine.position ?? 1) : texts.joinedTitle}>
          <p>{waiting ? texts.waitingText : texts.joinedText}</p>
        </Notice>
        {!waiting && open && <WhoElse slug={slug} visible={mine.visible} others={others} language={language} />}
        {open && mine.two && <p><LinkButton to={`/activities/${slug}/leave`} kind="quiet">{waiting ? texts.leaveWaiting : texts.leave}</LinkButton></p>}
        {open && !mine.two && (
          <Form action={`/activities/${slug}/leave`} className="flex flex-col items-start gap-2">
            <Button kind="quiet">{waiting ? texts.leaveWaiting : texts.leave}</Button>
            <p className="text-soft">{texts.leaveHint}</p>
          </Form>
        )}
      </div>
    )
  }
  if (!open) return null
  const full = room.state === 'full'
  return (
    <div id="join">
      <Card title={texts.joinTitle}>
        {mine?.state === 'left' && <p className="font-bold">{texts.joinAgain}</p>}
        {person
          ? <JoinForm slug={slug}><p>{full ? texts.joinFullSignedIn : texts.joinSignedIn(person.name)}</p><Button wide>{full ? texts.joinWaiting : texts.join}</Button></JoinForm>
          : (
            <JoinForm slug={slug}>
              <p>{full ? texts.joinHowFull : texts.joinHow} {texts.joinFree}</p>
              <StrangerFields {...props} />
              <Button wide>{full ? texts.joinWaiting : texts.join}</Button>
              <p>{texts.haveAccount} <a href={`/sign-in?to=${encodeURIComponent(`/activities/${slug}`)}`} className="link inline-flex min-h-11 items-center">{texts.signIn}</a></p>
            </JoinForm>
          )}
      </Card>
    </div>
  )
}

const JoinForm = ({ slug, children }: { slug: string; children: ReactNode }) => <Form action={`/activities/${slug}/join`} className="flex flex-col gap-4">{children}</Form>

function StrangerFields({ language, values = {}, errors = {} }: Pick<Props, 'language' | 'values' | 'errors'>) {
  const texts = findingTexts(language)
  return (
    <>
      <Field label={texts.name} hint={texts.nameHint} name="name" defaultValue={values.name} error={errors.name} autoComplete="given-name" maxLength={80} required />
      <Field label={texts.email} hint={texts.emailHint} name="email" type="email" defaultValue={values.email} error={errors.email} autoComplete="email" inputMode="email" maxLength={254} required />
    </>
  )
}

/** Only those who show themselves see those who do. */
function WhoElse({ slug, visible, others, language }: { slug: string; visible: boolean; others: string[]; language: Language }) {
  const texts = findingTexts(language)
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-xl">{texts.othersTitle}</h2>
      {visible
        ? others.length > 0 ? <ul className="list-disc pl-6">{others.map((name, index) => <li key={index}>{name}</li>)}</ul> : <p>{texts.othersNobody}</p>
        : <p>{texts.othersHidden}</p>}
      <Form action={`/activities/${slug}/join`}>
        <input type="hidden" name="visible" value={visible ? 'no' : 'yes'} />
        <Button kind="plain">{visible ? texts.hideMe : texts.showMe}</Button>
      </Form>
    </section>
  )
}
