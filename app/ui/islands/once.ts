/** A form is sent once, and not into a dead network. */
export {}

/** After this long without an answer the person may try again. */
const patience = 15_000

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-once]')) {
  let sentAt = 0
  let warning: HTMLElement | undefined
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return
    if (!navigator.onLine) {
      event.preventDefault()
      // Beside the button that was pressed: the form's end may be far below it.
      if (!warning) {
        warning = document.createElement('p')
        if (event.submitter) event.submitter.before(warning)
        else form.append(warning)
      }
      warning.className = 'w-full font-bold'
      warning.setAttribute('role', 'alert')
      warning.textContent = form.dataset.once ?? ''
      return
    }
    warning?.remove()
    warning = undefined
    if (Date.now() - sentAt < patience) return event.preventDefault()
    sentAt = Date.now()
    form.setAttribute('aria-busy', 'true')
  })
  // Back from the next page with the browser's memory of this one.
  addEventListener('pageshow', () => {
    sentAt = 0
    form.removeAttribute('aria-busy')
  })
}
