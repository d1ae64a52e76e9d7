import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Island } from '#app/ui/island.tsx'
import { settingsTexts } from '../messages.ts'

interface Props {
  publicKey: string
  devices: { id: string; name: string; mark: string; since: string }[]
}

/** Where notifications come, and a button to have them here too, which its script shows where the browser can. */
export function Devices({ publicKey, devices }: Props) {
  const texts = settingsTexts(useLanguage())
  return (
    <section className="flex flex-col gap-4 border-t-2 border-line pt-6" aria-labelledby="devices" data-push={publicKey}
      data-text-unsupported={texts.pushUnsupported} data-text-home-screen={texts.pushHomeScreen} data-text-denied={texts.pushDenied}
      data-text-stopped={texts.pushStopped} data-text-failed={texts.pushFailed} data-text-on-here={texts.onHere} data-text-here={texts.here}>
      <h2 id="devices" className="text-2xl">{texts.devicesTitle}</h2>
      <p className="max-w-text">{texts.devicesHint}</p>
      {devices.length === 0 && <p className="max-w-text">{texts.devicesNone}</p>}
      <Form className="flex flex-col items-start gap-3">
        <input type="hidden" name="do" value="add" />
        {['endpoint', 'p256dh', 'auth'].map((name) => <input key={name} type="hidden" name={name} defaultValue="" />)}
        <p role="status" data-push-says className="max-w-text font-bold empty:hidden" />
        <Button type="button" kind="quiet" wide hidden data-push-ask>{texts.switchOn}</Button>
      </Form>
      <noscript><p className="max-w-text">{texts.needsScript}</p></noscript>
      {devices.length > 0 && (
        <ul className="flex max-w-text flex-col gap-4">
          {devices.map(({ id, name, mark, since }) => {
            const called = name || texts.unknownDevice
            return (
              <li key={id} data-push-mark={mark}>
                <Card>
                  <h3 className="text-xl">{called} <span data-push-here className="text-base font-normal" /></h3>
                  <p className="text-soft">{texts.since(since)}</p>
                  <Form className="flex flex-wrap gap-3">
                    <input type="hidden" name="device" value={id} />
                    <Button kind="quiet" name="do" value="try" aria-label={`${texts.tryNow}: ${called}`}>{texts.tryNow}</Button>
                    <Button kind="plain" name="do" value="remove" aria-label={`${texts.remove}: ${called}`}>{texts.remove}</Button>
                  </Form>
                </Card>
              </li>
            )
          })}
        </ul>
      )}
      <Island name="push" />
    </section>
  )
}
