/** Signing out leaves nothing of attendance lists on the device. What was not sent yet is sent first. */
import { allUnsent, keep, send, shelf, unsent } from './attendance/queue.ts'

for (const form of document.querySelectorAll<HTMLFormElement>('form[action="/sign-out"]')) {
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented || !navigator.onLine) return
    event.preventDefault()
    void forget().finally(() => form.submit())
  })
}

async function forget() {
  for (const name of allUnsent()) {
    const entry = unsent(name)
    const answer = entry && (await send(entry).catch(() => null))
    // Not taken: another person's, who was here before. Theirs to send, or gone in two weeks.
    if (!entry || answer?.ok) keep(name, null)
  }
  if ('caches' in window) await caches.delete(shelf)
  const worker = await navigator.serviceWorker?.getRegistration('/manage/')
  // Notifications have a worker of their own, for the whole site.
  if (worker?.scope.endsWith('/manage/')) await worker.unregister()
}
