import { browserSupportsWebAuthn, browserSupportsWebAuthnAutofill, startAuthentication, startRegistration, WebAuthnAbortService, WebAuthnError } from '@simplewebauthn/browser'

/** Makes passkeys and signs in with them. What it asks of the server: app/routes/identity/passkey.ts. */
type Answer = { id: string; options: never; to?: string; problem?: 'unknown' | 'known' | 'failed' }

async function ask(step: string, more: Record<string, unknown> = {}): Promise<Answer> {
  const response = await fetch('/sign-in/passkey', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ step, ...more }) })
  const answer = (await response.json().catch(() => ({}))) as Answer
  if (!response.ok) throw new Refused(answer.problem ?? 'failed')
  return answer
}
class Refused extends Error {}

for (const place of document.querySelectorAll<HTMLElement>('[data-passkey]')) {
  const says = place.querySelector<HTMLElement>('[data-passkey-says]')
  const button = place.querySelector('button')
  const { passkey: step, passkeyTo: to } = place.dataset
  const say = (text: string) => void (says && (says.textContent = place.dataset[`text${text}`] ?? ''))

  const show = async (fills = false) => {
    const { id, options } = await ask('show-options')
    const response = await startAuthentication({ optionsJSON: options, useBrowserAutofill: fills })
    return ask('show', { id, response, to })
  }
  const add = async () => {
    const { id, options } = await ask('add-options')
    return ask('add', { id, response: await startRegistration({ optionsJSON: options }), to })
  }

  if (!browserSupportsWebAuthn()) {
    if (step === 'add' || !place.hasAttribute('data-passkey-fills')) say('Unsupported')
    continue
  }
  for (const part of place.querySelectorAll<HTMLElement>('[data-passkey-ready]')) part.hidden = false

  const finish = (answer: Answer) => location.assign(answer.to ?? '/me')
  button?.addEventListener('click', async () => {
    say('')
    button.disabled = true
    try {
      WebAuthnAbortService.cancelCeremony()
      finish(await (step === 'add' ? add() : show()))
    } catch (error) {
      if (error instanceof Refused) say(error.message === 'unknown' ? 'Unknown' : error.message === 'known' ? 'Known' : 'Failed')
      else if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') say('Known')
      else if (error instanceof Error && error.name === 'NotAllowedError') say('Stopped')
      else say('Failed')
      button.disabled = false
    }
  })

  // Passkeys among the suggestions of the e-mail field. Failing is silent: nobody asked for it.
  if (place.hasAttribute('data-passkey-fills')) {
    browserSupportsWebAuthnAutofill().then((able) => (able ? show(true).then(finish) : undefined)).catch((error) => {
      if (error instanceof Refused) say(error.message === 'unknown' ? 'Unknown' : 'Failed')
    })
  }
}
