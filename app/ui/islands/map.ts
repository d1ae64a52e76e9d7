/** Maps beside lists. Leaflet comes only when a map is opened, or, for one that stands open, when it scrolls into view. */
export {}

for (const box of document.querySelectorAll<HTMLElement>('[data-map]')) {
  const details = box.querySelector('details')!
  const canvas = box.querySelector<HTMLElement>('[data-map-canvas]')!
  const status = box.querySelector<HTMLElement>('[data-map-status]')!
  box.hidden = false
  let asked = false
  const show = async () => {
    if (asked) return
    asked = true
    try {
      const { placeMap } = await import('./map/canvas.ts')
      placeMap(canvas, points(box), { ...box.dataset, onOffline: () => (status.textContent = box.dataset.offline ?? '') })
    } catch {
      asked = false // a dead network: closing and opening tries again
      status.textContent = box.dataset.offline ?? ''
    }
  }
  if (box.dataset.map === 'open') {
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return
      seen.disconnect()
      void show()
    }, { rootMargin: '200px' })
    seen.observe(box)
  } else {
    details.addEventListener('toggle', () => details.open && void show())
  }
}

/** Either given with the map, or read from the notes on the page. */
function points(box: HTMLElement) {
  if (box.dataset.points) return JSON.parse(box.dataset.points) as { lat: number; lon: number; title: string; to?: string; text?: string }[]
  return [...document.querySelectorAll<HTMLElement>('[data-point]')].map((note) => {
    const [lat = 0, lon = 0] = note.dataset.point!.split(',').map(Number)
    const link = note.querySelector('a')
    return { lat, lon, title: link?.textContent ?? '', to: link?.getAttribute('href') ?? undefined, text: note.querySelector('time')?.textContent ?? undefined }
  })
}
