import { identityTexts } from '../messages.ts'
import { Button } from '#app/ui/button.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Island } from '#app/ui/island.tsx'

interface PasskeyButtonProps {
  /** `show` signs in with a passkey, `add` makes one. */
  step: 'show' | 'add'
  title?: string
  button: string
  /** Where to go afterwards. */
  to: string
  kind?: 'primary' | 'quiet'
  /** Offers passkeys in the e-mail field too, where the browser can. */
  fills?: boolean
}

/** Hidden until its script finds that the browser can; without scripts a sentence says what to do instead. */
export function PasskeyButton({ step, title, button, to, kind = 'quiet', fills }: PasskeyButtonProps) {
  const texts = identityTexts(useLanguage())
  return (
    <section data-passkey={step} data-passkey-to={to} data-passkey-fills={fills ? '' : undefined} data-passkey-name={texts.newPasskey}
      data-text-unsupported={texts.passkeyUnsupported} data-text-failed={texts.passkeyFailed} data-text-unknown={texts.passkeyUnknown}
      data-text-known={texts.passkeyKnown} data-text-stopped={texts.passkeyStopped} className="flex max-w-text flex-col items-start gap-2">
      {title && <h2 className="text-xl" hidden data-passkey-ready>{title}</h2>}
      <Button type="button" kind={kind} hidden data-passkey-ready>{button}</Button>
      <p role="status" data-passkey-says className="font-bold empty:hidden" />
      {step === 'add' && <noscript><p>{texts.needsScript}</p></noscript>}
      <Island name="passkey" />
    </section>
  )
}
