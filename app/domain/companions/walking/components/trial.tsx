import { Button, LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { walkingTexts } from '../messages.ts'

interface Props {
  other: string
  /** They have met, and may answer. */
  met: boolean
  /** Said as a date; null before they have met. */
  lastDay: string | null
  mine: boolean | null
  changing: boolean
}

/** Getting to know each other, and the question afterwards. Nothing here depends on what the other one has answered. */
export function Trial({ other, met, lastDay, mine, changing }: Props) {
  const texts = walkingTexts(useLanguage())
  if (!met) {
    return (
      <Card title={texts.trialTitle} className="max-w-text">
        <p>{texts.trialText(other)}</p>
        <p className="text-soft">{texts.trialPrivate}</p>
      </Card>
    )
  }
  if (mine !== null && !changing) {
    return (
      <Card title={mine ? texts.saidYes : texts.saidNo} className="max-w-text">
        <p>{texts.trialHear(lastDay ?? '')}</p>
        <p><LinkButton kind="plain" to="?do=answer">{texts.change}</LinkButton></p>
      </Card>
    )
  }
  return (
    <Card title={texts.trialAsk(other)} className="max-w-text">
      <p>{texts.trialPrivate}</p>
      <Form action="?" className="flex flex-wrap gap-3">
        <input type="hidden" name="intent" value="answer" />
        <Button name="answer" value="yes" kind="quiet">{texts.yes}</Button>
        <Button name="answer" value="no" kind="quiet">{texts.no}</Button>
      </Form>
      <p className="text-soft">{texts.trialUntil(lastDay ?? '')}</p>
    </Card>
  )
}
