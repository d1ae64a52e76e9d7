import type { ReactNode } from 'react'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Checkbox, ErrorSummary, Field, Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { groupTexts } from '../../messages.ts'
import type { Standing } from '../queries.server.ts'
import { OwnWords, Post } from './place-card.tsx'

interface Props { slug: string; standing: Standing; values?: Record<string, string>; errors?: Record<string, string> }

/** One's own place in a group: what one is called, mail, pause, and the way out. */
export function OwnPlace({ slug, standing, values, errors = {} }: Props) {
  const texts = groupTexts(useLanguage())
  const { member, host } = standing
  const state = member?.state
  const present = state === 'member' || state === 'paused'
  const called = host?.called ?? member?.called ?? ''
  return (
    <>
      <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
      {(present || host) && (
        <Part title={texts.nameTitle}>
          <Form action={`/groups/${slug}/membership`}>
            <input type="hidden" name="intent" value="name" />
            <Field label={texts.called} hint={texts.calledHint} name="called" defaultValue={values?.called ?? called} error={errors.called} maxLength={40} autoComplete="given-name" required />
            {host && <Checkbox label={texts.shown} hint={texts.shownHint} name="shown" defaultChecked={values ? values.shown === 'on' : host.shown} />}
            <div><Button>{texts.save}</Button></div>
          </Form>
        </Part>
      )}
      {present && (
        <Part title={texts.newsTitle} text={texts.newsText}>
          <p className="font-bold">{member?.news ? texts.newsIsOn : texts.newsIsOff}</p>
          <Post slug={slug} intent={member?.news ? 'news-off' : 'news-on'}><Button kind="quiet">{member?.news ? texts.newsOff : texts.newsOn}</Button></Post>
        </Part>
      )}
      {state === 'member' && <Part title={texts.pauseTitle} text={texts.pauseHint}><Post slug={slug} intent="pause"><Button kind="quiet">{texts.pause}</Button></Post></Part>}
      {state === 'paused' && <Part title={texts.pausedState} text={texts.pausedText}><Post slug={slug} intent="back"><Button kind="quiet">{texts.comeBack}</Button></Post></Part>}
      {state && state !== 'left' && (
        <Part title={state === 'asked' ? texts.askedState : texts.leaveTitle} text={state === 'asked' ? texts.askedText : texts.leaveHint}>
          <Post slug={slug} intent="leave" className="flex flex-col items-start gap-3">
            {standing.words > 0 && <Checkbox label={texts.eraseToo} name="erase" />}
            <Button kind="quiet">{state === 'asked' ? texts.withdraw : texts.leave}</Button>
          </Post>
        </Part>
      )}
      {host && <Part title={texts.stopTitle} text={texts.stopHint}><Post slug={slug} intent="stop-hosting"><Button kind="quiet">{texts.stop}</Button></Post></Part>}
      {!(present || host) && standing.words > 0 && <OwnWords slug={slug} words={standing.words} texts={texts} />}
      {!(present || host) && <p><LinkButton kind="quiet" to="/groups">{texts.seeAll}</LinkButton></p>}
    </>
  )
}

function Part({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <section className="flex max-w-text flex-col items-start gap-3 border-t-2 border-line pt-5">
      <h2 className="text-xl">{title}</h2>
      {text && <p>{text}</p>}
      <div className="w-full">{children}</div>
    </section>
  )
}
