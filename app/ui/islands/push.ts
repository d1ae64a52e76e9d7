/** Asks the browser for notifications, after a tap and not before, and hands the site what it needs to send them. */
export {}

/** The worker's own corner: it stands between no page and the network. */
const scope = '/push/'

for (const place of document.querySelectorAll<HTMLElement>('[data-push]')) {
  const says = place.querySelector<HTMLElement>('[data-push-says]')!
  const button = place.querySelector<HTMLButtonElement>('[data-push-ask]')!
  const say = (text: string) => (says.textContent = place.dataset[`text${text}`] ?? '')

  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) {
    // iPhones and iPads can, once the page is on the Home Screen. iPads say they are Macs.
    const apple = /iPhone|iPad/.test(navigator.userAgent) || (/Mac/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)
    say(apple ? 'HomeScreen' : 'Unsupported')
    continue
  }
  button.hidden = false
  void recognise(place, button, say)

  button.addEventListener('click', async () => {
    say('')
    button.disabled = true
    try {
      const permission = await Notification.requestPermission()
      if (permission === 'granted') return hand(place, await subscribe(place.dataset.push!))
      say(permission === 'denied' ? 'Denied' : 'Stopped')
    } catch (error) {
      say(error instanceof Error && error.name === 'NotAllowedError' ? 'Denied' : 'Failed')
    }
    button.disabled = false
  })
}

async function subscribe(key: string): Promise<PushSubscription> {
  const registration = await navigator.serviceWorker.register('/push-worker.js', { scope })
  await active(registration)
  const wish = { userVisibleOnly: true, applicationServerKey: bytes(key) }
  try {
    return await registration.pushManager.subscribe(wish)
  } catch (error) {
    // Subscribed once under other keys: that one is of no use any more.
    const old = await registration.pushManager.getSubscription()
    if (!old) throw error
    await old.unsubscribe()
    return registration.pushManager.subscribe(wish)
  }
}

function active(registration: ServiceWorkerRegistration): Promise<void> {
  const worker = registration.installing ?? registration.waiting
  if (registration.active || !worker) return Promise.resolve()
  return new Promise((done) => worker.addEventListener('statechange', () => worker.state === 'activated' && done()))
}

function hand(place: HTMLElement, subscription: PushSubscription) {
  const { endpoint, keys } = subscription.toJSON()
  const form = place.querySelector('form')!
  for (const [name, value] of Object.entries({ endpoint, ...keys })) {
    const field = form.elements.namedItem(name)
    if (field instanceof HTMLInputElement) field.value = value ?? ''
  }
  form.requestSubmit()
}

/** Where this browser is one of those on the list, it says so instead of asking. */
async function recognise(place: HTMLElement, button: HTMLButtonElement, say: (text: string) => void) {
  const subscription = await (await navigator.serviceWorker.getRegistration(scope))?.pushManager.getSubscription()
  if (!subscription) return // also when the permission was taken back: the browser ends it
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(subscription.endpoint)))
  const mark = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const here = place.querySelector(`[data-push-mark="${mark}"] [data-push-here]`)
  if (!here) return
  here.textContent = `(${place.dataset.textHere})`
  button.hidden = true
  say('OnHere')
}

function bytes(base64url: string) {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}
