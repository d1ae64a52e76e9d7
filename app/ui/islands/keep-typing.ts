/**
 * What is typed in a form survives a crash or a dead network: kept in this tab's session storage, on this device only.
 * Secrets, files and fields marked data-private are never kept. What the server sent back with errors wins.
 */
export {}

type Typed = { values: [name: string, value: string][]; sent: boolean }
type Typable = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-keep-typing]')) {
  const key = `typed:${location.pathname}:${form.dataset.keepTyping}`
  const fields = () => [...form.elements].filter((field): field is Typable =>
    'value' in field && !(field instanceof HTMLButtonElement) && !(field instanceof HTMLOutputElement) && Boolean((field as Typable).name)
      && !['password', 'file', 'hidden', 'submit', 'image'].includes((field as Typable).type) && !('private' in (field as Typable).dataset))
  const ticked = (field: Typable): field is HTMLInputElement => field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')
  const save = (sent: boolean) => {
    const values = fields().filter((field) => !ticked(field) || field.checked).map((field): [string, string] => [field.name, field.value])
    store(key, JSON.stringify({ values, sent } satisfies Typed))
  }
  const typed = read(key)
  const arrived = (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined)?.type
  if (typed?.sent && arrived === 'navigate') store(key, null) // it was received; this is a new start
  else if (typed && !document.getElementById('errors')) {
    if (restore(typed)) tell()
  }
  let waiting = 0
  const soon = () => {
    clearTimeout(waiting)
    waiting = window.setTimeout(() => save(false), 250)
  }
  form.addEventListener('input', soon)
  form.addEventListener('change', soon)
  form.addEventListener('submit', () => {
    clearTimeout(waiting)
    // Without a network nothing is sent: it stays typed.
    save(navigator.onLine)
  })

  function restore({ values }: Typed) {
    const left = new Map<string, string[]>()
    for (const [name, value] of values) left.set(name, [...(left.get(name) ?? []), value])
    let changed = false
    for (const field of fields()) {
      const known = left.get(field.name)
      if (ticked(field)) {
        const was = Boolean(known?.includes(field.value))
        if (field.checked !== was) { field.checked = was; changed = true }
      } else if (known?.length) {
        const value = known.shift()!
        if (field.value !== value) { field.value = value; changed = true }
      }
    }
    return changed
  }

  function tell() {
    const note = document.createElement('p')
    note.className = 'cut max-w-text border-2 border-edge bg-info-wash p-4'
    note.setAttribute('role', 'status')
    note.textContent = `${form.dataset.kept} `
    const forget = document.createElement('button')
    forget.type = 'button'
    forget.className = 'min-h-11 cursor-pointer font-bold underline underline-offset-4'
    forget.textContent = form.dataset.forget ?? ''
    forget.addEventListener('click', () => {
      store(key, null)
      form.reset()
      note.remove()
    })
    note.append(forget)
    form.prepend(note)
  }
}

function read(key: string): Typed | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as Typed | null
  } catch {
    return null
  }
}

// Storage may be full or forbidden; typing goes on without it.
function store(key: string, value: string | null) {
  try {
    if (value === null) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, value)
  } catch {}
}
