/**
 * An organisation's next activities on its own website, from one line of HTML:
 *
 *   <a href="https://…/o/SLUG" data-samkraft="SLUG" data-language="nb">Activities</a><script async src="https://…/embed.js"></script>
 *
 * The link is what stands there without scripts, or when the site is away. The list takes the page's own font and colours,
 * asks one public address, and keeps nothing: no cookie, no storage. `data-limit` is how many, ten at most.
 * A script alone (data-organisation instead of data-samkraft) works too.
 */
interface Item {
  url: string
  title: string
  language: string
  startsAt: string
  timeZone: string
  allDay: boolean
  area: string
  status: string
}

;(() => {
  const script = document.currentScript
  if (!(script instanceof HTMLScriptElement) || !script.src || !window.fetch) return
  const site = new URL(script.src).origin
  const words: Record<string, [locale: string, none: string, cancelled: string, label: string]> = {
    nb: ['nb-NO', 'Ingen aktiviteter er lagt ut akkurat nå.', 'Avlyst', 'Kommende aktiviteter'],
    sv: ['sv-SE', 'Inga aktiviteter är utlagda just nu.', 'Inställt', 'Kommande aktiviteter'],
    en: ['en-GB', 'No activities are listed right now.', 'Cancelled', 'Upcoming activities'],
  }

  /** Text only: what organisers wrote never becomes markup on somebody's site. */
  const make = (name: string, part: string, inside: (string | Node)[]) => {
    const element = document.createElement(name)
    element.setAttribute('part', part)
    element.append(...inside)
    return element
  }

  const show = async (at: HTMLElement, organisation: string) => {
    const language = words[at.dataset.language ?? ''] ? at.dataset.language! : 'nb'
    const [locale, none, cancelled, label] = words[language]!
    const limit = Math.min(10, Math.max(1, Number(at.dataset.limit) || 10))
    const answer = await fetch(`${site}/api/activities?org=${encodeURIComponent(organisation)}&limit=${limit}&lang=${language}`, { credentials: 'omit', referrerPolicy: 'no-referrer' })
    if (!answer.ok) return
    const { items } = (await answer.json()) as { items: Item[] }

    const when = (item: Item) => {
      const clock = item.allDay ? {} : { hour: '2-digit' as const, minute: '2-digit' as const }
      const time = make('time', 'when', [new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', ...clock, timeZone: item.timeZone }).format(new Date(item.startsAt))]) as HTMLTimeElement
      time.dateTime = item.startsAt
      return time
    }
    const list = make('ul', 'list', items.map((item) => {
      const link = make('a', 'link', [item.title]) as HTMLAnchorElement
      link.href = `${item.url}?lang=${language}`
      link.lang = item.language
      const notes = [item.status === 'cancelled' ? [make('strong', 'cancelled', [cancelled]), ' · '] : [], when(item), item.area ? ` · ${item.area}` : '']
      return make('li', 'item', [link, make('div', 'notes', notes.flat())])
    }))
    list.setAttribute('role', 'list')
    list.setAttribute('aria-label', label)

    const host = document.createElement('div')
    host.lang = language
    const shadow = host.attachShadow({ mode: 'open' })
    // Sheets made by script are let through where a page's policy forbids style elements.
    try {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(
        ':host{display:block;font:inherit;color:inherit}ul{list-style:none;margin:0;padding:0}li{padding:.7em 0;border-top:1px solid rgb(128 128 128/.45)}' +
          'a{display:inline-block;padding:.3em 0;color:inherit;font-weight:700;text-underline-offset:.2em;overflow-wrap:anywhere}a:focus-visible{outline:.15em solid;outline-offset:.15em}time{display:inline-block}time:first-letter{text-transform:uppercase}',
      )
      shadow.adoptedStyleSheets = [sheet]
    } catch {
      // An older browser shows a plain list.
    }
    shadow.append(items.length ? list : make('p', 'none', [none]))
    if (at === script) {
      const all = make('a', 'all', [label]) as HTMLAnchorElement
      all.href = `${site}/o/${encodeURIComponent(organisation)}?lang=${language}`
      shadow.append(all)
      at.after(host)
    } else at.before(host)
  }

  const places: [HTMLElement, string | undefined][] = script.dataset.organisation
    ? [[script, script.dataset.organisation]]
    : [...document.querySelectorAll<HTMLElement>('a[data-samkraft]:not([data-shown])')].map((link) => [link, link.dataset.samkraft])
  for (const [at, organisation] of places) {
    at.dataset.shown = ''
    // Where nothing answers, or the page's policy lets nobody ask, the link stays what it was.
    if (organisation) show(at, organisation).catch(() => {})
  }
})()

export {}
