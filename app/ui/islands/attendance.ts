/**
 * The attendance list on a phone whose network comes and goes. A tap shows at once, is kept on the device until the server
 * has it, and is sent as soon as that is possible. The page itself is kept for the worker (public/attendance-worker.js) to
 * show when there is no network.
 */
import { forgetOld, keep, type Mark, nameOf, send, shelf, type Unsent, unsent } from './attendance/queue.ts'

type Said = Record<'count' | 'saved' | 'offline' | 'waiting' | 'sending' | 'signedOut' | 'refused', string>
interface Answer { now: number; list: { who: string; name: string; outcome: string | null; walkIn: boolean }[] }

const [soon, late] = [2_000, 60_000]
/** Less than this may be the way from the server; a phone's clock is better than that guess. */
const wrongClock = 5_000
const aheadOf = (server: number) => (Math.abs(Date.now() - server) < wrongClock ? 0 : Date.now() - server)

for (const root of document.querySelectorAll<HTMLElement>('[data-attendance]')) {
  const { attendance = '', person = '', sync = '' } = root.dataset
  const said = JSON.parse(root.dataset.said ?? '{}') as Said
  const name = nameOf(person, attendance)
  const one = <E extends HTMLElement>(selector: string) => root.querySelector<E>(selector)!
  const rowOf = (who: string) => root.querySelector<HTMLElement>(`[data-row="${who}"]`)
  const fresh = 'fresh' in root.dataset
  // A phone whose clock is wrong goes by the server's. A page from the shelf does not know what that says now.
  let ahead = fresh ? aheadOf(Number(root.dataset.now)) : 0
  let queue: Unsent = unsent(name) ?? { sync, person, marks: [], since: Date.now() }
  let sending = false
  let pause = soon
  let retry = 0
  let keeping = 0
  let problem: 'signedOut' | 'refused' | undefined

  forgetOld()
  for (const mark of queue.marks) show(mark.who, mark.outcome, mark.firstName)
  count()
  if (queue.marks.length) tell()
  root.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    const outcome = (event.submitter as HTMLButtonElement | null)?.value
    const row = form.closest<HTMLElement>('[data-row]')
    if (row && outcome !== undefined) {
      event.preventDefault()
      return mark(row.dataset.row!, outcome || null, 'walk' in row.dataset ? row.dataset.name : undefined)
    }
    if (!('walkIn' in form.dataset)) return
    const field = form.elements.namedItem('firstName') as HTMLInputElement
    const typed = field.value.trim().slice(0, 40)
    if (!typed) return // the server says what is missing
    event.preventDefault()
    event.stopImmediatePropagation()
    mark(crypto.randomUUID(), 'came', typed)
    form.reset()
    field.focus()
  }, true)

  addEventListener('online', () => void deliver())
  addEventListener('pageshow', (event) => event.persisted && void deliver())
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && queue.marks.length && void deliver())
  if (queue.marks.length) void deliver()
  void keepPage()

  function mark(who: string, outcome: string | null, firstName?: string) {
    const made: Mark = { key: crypto.randomUUID(), at: Date.now() - ahead, who, outcome, firstName }
    // Only the last tap on somebody matters.
    remember([...waiting().filter((mark) => mark.who !== who), made])
    show(who, outcome, firstName)
    count()
    tell()
    void deliver()
  }

  /** What another tab with this list has marked meanwhile, too. */
  const waiting = () => (unsent(name) ?? queue).marks

  function remember(marks: Mark[]) {
    queue = { ...queue, marks, since: queue.marks.length ? queue.since : Date.now() }
    keep(name, queue)
  }

  function show(who: string, outcome: string | null, firstName?: string) {
    let row = rowOf(who)
    if (!row && firstName !== undefined && outcome) {
      row = (one<HTMLTemplateElement>('template[data-walk-in-row]').content.firstElementChild!.cloneNode(true)) as HTMLElement
      row.dataset.row = who
      row.dataset.name = firstName
      row.id = `row-${who}`
      row.querySelector('h3')!.id = `name-${who}`
      row.querySelector('[role=group]')!.setAttribute('aria-labelledby', `name-${who}`)
      row.querySelector('[data-shown-name]')!.textContent = firstName
      const remove = row.querySelector('[data-undo]')!
      remove.setAttribute('aria-label', `${remove.textContent} ${firstName}`)
      one('[data-list=expected]').append(row)
    }
    if (!row) return
    const shown = outcome ?? ('regrets' in row.dataset ? 'regrets' : '')
    row.dataset.outcome = shown
    for (const button of row.querySelectorAll<HTMLButtonElement>('[aria-pressed]')) button.setAttribute('aria-pressed', String(button.value === shown))
    if ('walk' in row.dataset) row.hidden = !outcome
    else row.querySelector<HTMLElement>('[data-undo]')!.hidden = !outcome || (outcome === 'regrets' && 'regrets' in row.dataset)
  }

  function count() {
    const rows = [...root.querySelectorAll<HTMLElement>('[data-row]')].filter((row) => !row.hidden)
    const came = rows.filter((row) => row.dataset.outcome === 'came').length
    const of = came + rows.filter((row) => 'expected' in row.dataset && row.dataset.outcome !== 'came').length
    one('[data-count]').textContent = said.count.replace('-1', String(came)).replace('-2', String(of))
  }

  function tell(done = false) {
    const status = one('[data-status]')
    const left = queue.marks.length
    const words = problem ? said[problem] : !left ? (done ? said.saved : 'kept' in root.dataset ? said.offline : '') : sending && navigator.onLine ? said.sending : said.waiting
    status.textContent = words.replace('-1', String(left))
    status.hidden = !words
    status.className = problem ? 'font-bold' : ''
    one('[data-signed-out]').hidden = problem !== 'signedOut'
  }

  async function deliver() {
    if (sending || !queue.marks.length) return
    sending = true
    clearTimeout(retry)
    tell()
    const sent = queue
    let failed = false
    try {
      const answer = await send(sent)
      problem = answer.type === 'opaqueredirect' ? 'signedOut' : answer.ok || answer.status >= 500 ? undefined : 'refused'
      failed = answer.status >= 500
      if (answer.ok) {
        const { now, list } = (await answer.json()) as Answer
        ahead = aheadOf(now)
        // What was tapped while this was under way is still to be sent.
        remember(waiting().filter((mark) => !sent.marks.some(({ key }) => key === mark.key)))
        const isWaiting = (who: string) => queue.marks.some((mark) => mark.who === who)
        for (const { who, outcome, name, walkIn } of list) if (!isWaiting(who)) show(who, outcome, walkIn ? name : undefined)
        for (const row of root.querySelectorAll<HTMLElement>('[data-row][data-walk]')) {
          const who = row.dataset.row!
          if (!isWaiting(who)) row.hidden = !list.some((one) => one.who === who) // somebody took the name away, or nobody has looked yet
        }
        count()
        clearTimeout(keeping)
        keeping = window.setTimeout(() => void keepPage(), soon)
      }
    } catch {
      failed = true // no network: the marks stay, and are sent when it is back
    }
    sending = false
    pause = failed ? Math.min(pause * 2, late) : soon
    if (failed) retry = window.setTimeout(() => void deliver(), pause)
    tell(true)
    if (!problem && !failed && queue.marks.length) void deliver()
  }

  /** A copy of the page as the server shows it now, and of what it needs, for when there is no network. */
  async function keepPage() {
    if (!('serviceWorker' in navigator) || !('caches' in window) || !navigator.onLine) return
    try {
      await navigator.serviceWorker.register('/attendance-worker.js', { scope: '/manage/' })
      const page = await fetch(location.pathname, { redirect: 'manual', headers: { accept: 'text/html' } })
      if (!page.ok) return
      const headers = new Headers(page.headers)
      for (const header of ['content-encoding', 'content-length']) headers.delete(header)
      headers.set('x-kept', String(Date.now()))
      const cache = await caches.open(shelf)
      await cache.put(location.pathname, new Response((await page.text()).replace(' data-fresh=""', ''), { headers }))
      const needed = [...document.querySelectorAll<HTMLLinkElement | HTMLScriptElement>('link[rel=stylesheet],link[rel=preload],link[rel=icon],script[src]')].map((part) => ('href' in part ? part.href : part.src))
      const parts = performance.getEntriesByType('resource').map((part) => part.name).filter((address) => /\/(assets|islands)\//.test(address))
      for (const address of new Set([...needed, ...parts])) if (!(await cache.match(address))) await cache.add(address)
      root.dataset.kept = ''
      if (!queue.marks.length && !one('[data-status]').textContent) tell()
    } catch {
      // The network went meanwhile, or the browser keeps nothing: the list works while it is open.
    }
  }
}
