/** Fills a form's latitude and longitude from a map or an address. Without it, the two number fields stand alone. */
export {}

interface Address { adressetekst?: string; poststed?: string; postnummer?: string; representasjonspunkt?: { lat: number; lon: number } }

for (const box of document.querySelectorAll<HTMLElement>('[data-point-picker]')) {
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return
    seen.disconnect()
    void begin(box)
  }, { rootMargin: '300px' })
  seen.observe(box)
}

async function begin(box: HTMLElement) {
  const form = box.closest('form')
  const field = (name?: string) => (name ? form?.elements.namedItem(name) : null) as HTMLInputElement | null
  const words = box.dataset
  const [lat, lon] = [field(words.lat), field(words.lon)]
  if (!lat || !lon) return
  const { openMap, pin } = await import('./map/canvas.ts')
  const tools = box.querySelector<HTMLElement>('[data-point-tools]')!
  tools.className = 'flex flex-col gap-3'
  const canvas = element('div', 'cut h-72 overflow-hidden border-2 border-edge')
  canvas.setAttribute('role', 'group')
  canvas.setAttribute('aria-label', words.help ?? '')
  const centre = element('button', 'cut settle min-h-11 self-start border-2 border-edge bg-sheet px-4 font-bold', words.centre)
  centre.type = 'button'
  if (words.search) tools.append(addressSearch(box, (chosen) => choose(chosen, 16)))
  tools.append(element('p', 'text-soft', words.help), canvas, centre)

  const map = openMap(canvas, words)
  const mark = pin('', { draggable: true, keyboard: false, interactive: true })
  const number = (input: HTMLInputElement) => (input.value.trim() === '' ? Number.NaN : Number(input.value.replace(',', '.')))
  const show = (zoom?: number) => {
    const point: [number, number] = [number(lat), number(lon)]
    if (!point.every(Number.isFinite) || Math.abs(point[0]) > 90 || Math.abs(point[1]) > 180) return void mark.remove()
    mark.setLatLng(point).addTo(map)
    if (zoom) map.setView(point, Math.max(map.getZoom(), zoom), { animate: false })
  }
  const choose = (point: { lat: number; lon: number }, zoom?: number) => {
    lat.value = point.lat.toFixed(5)
    lon.value = point.lon.toFixed(5)
    lat.dispatchEvent(new Event('input', { bubbles: true }))
    show(zoom)
  }
  map.on('click', (event) => choose({ lat: event.latlng.lat, lon: event.latlng.wrap().lng }))
  mark.on('dragend', () => choose({ lat: mark.getLatLng().lat, lon: mark.getLatLng().wrap().lng }))
  centre.addEventListener('click', () => choose({ lat: map.getCenter().lat, lon: map.getCenter().wrap().lng }))
  for (const input of [lat, lon]) input.addEventListener('change', () => show(12))
  show(14)
}

function addressSearch(box: HTMLElement, choose: (point: { lat: number; lon: number }) => void) {
  const words = box.dataset
  const search = element('div', 'flex flex-col gap-2')
  const label = element('label', 'flex flex-col gap-1.5 font-bold', words.searchLabel)
  const row = element('div', 'flex gap-2')
  const input = element('input', 'control')
  input.type = 'search'
  input.autocomplete = 'off'
  input.id = `${words.lat}-address-search`
  label.htmlFor = input.id
  const button = element('button', 'cut settle min-h-12 border-2 border-edge bg-sheet px-4 font-bold', words.searchButton)
  button.type = 'button'
  const answer = element('p', 'text-soft')
  answer.setAttribute('role', 'status')
  const found = element('ul', 'flex flex-col')
  const ask = async () => {
    const wanted = input.value.trim()
    if (!wanted) return
    found.replaceChildren()
    answer.textContent = ''
    try {
      const url = new URL(words.search!, location.href)
      url.searchParams.set('sok', wanted)
      url.searchParams.set('fuzzy', 'true')
      url.searchParams.set('treffPerSide', '6')
      const response = await fetch(url, { signal: AbortSignal.timeout?.(6000) })
      if (!response.ok) throw new Error(String(response.status))
      const places = (((await response.json()) as { adresser?: Address[] }).adresser ?? []).filter((place) => place.representasjonspunkt)
      if (!places.length) answer.textContent = words.none ?? ''
      for (const place of places) {
        const line = [place.adressetekst, [place.postnummer, place.poststed].filter(Boolean).join(' ')].filter(Boolean).join(', ')
        const pick = element('button', 'min-h-11 cursor-pointer px-1 text-left underline underline-offset-4', line)
        pick.type = 'button'
        pick.addEventListener('click', () => {
          choose(place.representasjonspunkt!)
          const address = words.address ? (box.closest('form')?.elements.namedItem(words.address) as HTMLInputElement | null) : null
          if (address && !address.value.trim()) address.value = line
          answer.textContent = line
          found.replaceChildren()
        })
        found.appendChild(element('li')).append(pick)
      }
    } catch {
      answer.textContent = words.down ?? ''
    }
  }
  button.addEventListener('click', () => void ask())
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return
    event.preventDefault() // the form around it is not to be sent
    void ask()
  })
  row.append(input, button)
  search.append(label, row, answer, found)
  return search
}

function element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, className = '', text = '') {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}
