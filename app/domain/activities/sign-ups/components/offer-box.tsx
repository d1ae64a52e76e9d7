import type { Language } from '#app/platform/language.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { signUpTexts } from '../messages.ts'

export interface OpenOffer {
  /** "tirsdag 24. november kl. 14.00" */
  until: string
  /** Where it is answered: the address from the mail. */
  token: string
  /** Whoever comes with somebody is asked for whom the no is. */
  two: boolean
}

/** A place is held for the reader: take it, or pass it on. */
export function OfferBox({ slug, offer, language }: { slug: string; offer: OpenOffer; language: Language }) {
  const texts = signUpTexts(language)
  return (
    <div id="join" className="flex flex-col gap-4">
      <Notice kind="warning" title={texts.offerTitle}><p>{texts.offerText(offer.until)}</p></Notice>
      <Form action={`/answer/${offer.token}`} className="flex flex-col items-start gap-2">
        <input type="hidden" name="offer" value="1" />
        <Button name="answer" value="yes" wide>{texts.offerYes}</Button>
        {offer.two ? <LinkButton to={`/activities/${slug}/leave`} kind="plain">{texts.offerNo}</LinkButton> : <Button name="answer" value="no" kind="plain">{texts.offerNo}</Button>}
      </Form>
    </div>
  )
}
