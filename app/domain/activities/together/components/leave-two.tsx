import { Button } from '#app/ui/button.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { togetherTexts } from '../messages.ts'

/** Inside the form of whoever leaves: only me, or both of us. */
export function LeaveTwo({ name }: { name: string }) {
  const texts = togetherTexts(useLanguage())
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-text">{texts.leaveAsk(name)} {texts.leaveHint(name)}</p>
      <div className="flex flex-wrap gap-3">
        <Button name="who" value="me">{texts.leaveMe}</Button>
        <Button name="who" value="both" kind="quiet">{texts.leaveBoth}</Button>
      </div>
    </div>
  )
}
