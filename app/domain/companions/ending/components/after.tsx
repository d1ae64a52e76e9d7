import { LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { walkingTexts } from '../../walking/messages.ts'

/** Whoever has walked the way is asked whether they want to walk beside somebody. A question, not an expectation. */
export function Become({ slug }: { slug: string }) {
  const texts = walkingTexts(useLanguage())
  return (
    <Card title={texts.becomeTitle} className="max-w-text">
      <p>{texts.becomeText}</p>
      <p><LinkButton kind="quiet" to={`/volunteer/${slug}`}>{texts.become}</LinkButton></p>
    </Card>
  )
}

/** Looking back: what is one's own, and the way to write it. */
export function LookBack({ written }: { written: boolean }) {
  const texts = walkingTexts(useLanguage())
  return (
    <section aria-labelledby="back" className="flex max-w-text flex-col items-start gap-2">
      <h2 id="back" className="text-2xl">{texts.lookBackTitle}</h2>
      <p>{texts.lookBackText}</p>
      <LinkButton kind="quiet" to="?do=back">{written ? texts.lookBackEdit : texts.lookBack}</LinkButton>
    </section>
  )
}
