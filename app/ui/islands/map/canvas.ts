import L from 'leaflet'
import 'leaflet/dist/leaflet.css'
import './map.css'

export interface MapOptions {
  tiles?: string
  attribution?: string
  zoomIn?: string
  zoomOut?: string
  /** What a group of pins is called; {n} is how many. */
  crowd?: string
  onOffline?: () => void
}
export interface MapPoint {
  lat: number
  lon: number
  title: string
  to?: string
  text?: string
}

/** More points than this are gathered in groups. */
const crowd = 60
const furthestOutline = 8
const norway: L.LatLngBoundsExpression = [[57.8, 4.5], [71.2, 24]]
const calm = matchMedia('(prefers-reduced-motion: reduce)').matches

/** A map without anything on it yet: tiles if there are any, the outline of the two countries where they do not answer. */
export function openMap(canvas: HTMLElement, options: MapOptions) {
  const map = L.map(canvas, {
    // Without tiles nothing else sets a limit, and clustering needs one.
    maxZoom: 18, minZoom: 4, zoomControl: false, scrollWheelZoom: false, attributionControl: true,
    zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: !calm,
  })
  map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>')
  L.control.zoom({ position: 'bottomleft', zoomInTitle: options.zoomIn, zoomOutTitle: options.zoomOut }).addTo(map)
  map.fitBounds(norway)
  let drawn = false
  const draw = async () => {
    if (drawn) return
    drawn = true
    const { home, neighbours } = await import('virtual:outline')
    const pane = map.createPane('outline')
    pane.classList.add('map-outline')
    for (const [rings, className] of [[neighbours, 'map-neighbour'], [home, 'map-home']] as const) {
      L.polygon(rings.map(latLngs), { pane: 'outline', className, interactive: false, stroke: true, weight: 1.5, smoothFactor: 1 }).addTo(map)
    }
    // The outline says nothing from near.
    if (map.getZoom() > furthestOutline) map.setZoom(furthestOutline, { animate: false })
    options.onOffline?.()
  }
  if (options.tiles) {
    const [credit = '', link] = (options.attribution ?? '').split('|')
    L.tileLayer(options.tiles, { maxZoom: 18, attribution: link ? `<a href="${encodeURI(link)}">${escape(credit)}</a>` : escape(credit) })
      .on('tileerror', () => void draw())
      .addTo(map)
  } else void draw()
  return map
}

export function pin(title: string, { count = 1, ...options }: L.MarkerOptions & { count?: number } = {}) {
  const icon = L.divIcon({ className: 'map-pin', html: `<svg viewBox="0 0 30 38" aria-hidden="true"><path d="M15 36C8 26.5 3 21 3 14 3.2 7 8.5 2.3 15.2 2.2 22 2.3 27 7.3 27 13.8c0 7.2-5.5 13.2-12 22.2Z"/>${count > 1 ? `<text x="15" y="19.5">${count}</text>` : '<circle cx="15" cy="14" r="4.5"/>'}</svg><span class="sr-only">${escape(title)}</span>`, iconSize: [44, 44], iconAnchor: [22, 42], popupAnchor: [0, -36] })
  return L.marker([0, 0], { icon, title, ...options })
}

export async function placeMap(canvas: HTMLElement, points: MapPoint[], options: MapOptions) {
  const map = openMap(canvas, options)
  let layer: L.LayerGroup = L.layerGroup()
  if (points.length > crowd) {
    await import('leaflet.markercluster')
    layer = L.markerClusterGroup({
      animate: !calm, showCoverageOnHover: false, maxClusterRadius: 50,
      iconCreateFunction: (cluster) => L.divIcon({ className: 'map-crowd', html: `<span aria-hidden="true">${cluster.getChildCount()}</span><span class="sr-only">${escape((options.crowd ?? '{n}').replace('{n}', String(cluster.getChildCount())))}</span>`, iconSize: [44, 44] }),
    })
  }
  const maxWidth = Math.min(300, canvas.clientWidth - 50)
  for (const [first, ...more] of byPlace(points)) {
    const here = [first, ...more]
    const popup = document.createElement('div')
    for (const point of here) {
      const name = popup.appendChild(document.createElement(point.to ? 'a' : 'strong'))
      name.textContent = point.title
      if (point.to) name.setAttribute('href', point.to)
      if (point.text) popup.appendChild(document.createElement('p')).textContent = point.text
    }
    pin(here.map((point) => point.title).join(', ') + (more.length ? ` (${here.length})` : ''), { count: here.length }).setLatLng([first.lat, first.lon]).bindPopup(popup, { maxWidth, maxHeight: 220 }).addTo(layer)
  }
  layer.addTo(map)
  if (points.length) map.fitBounds(points.map((point) => [point.lat, point.lon] as [number, number]), { maxZoom: 14, padding: [40, 50], animate: false })
  return map
}

/** What happens at one place shares one pin: pins on top of each other cannot be told apart or pressed. */
function byPlace(points: MapPoint[]) {
  const places = new Map<string, [MapPoint, ...MapPoint[]]>()
  for (const point of points) {
    const key = `${point.lat.toFixed(4)},${point.lon.toFixed(4)}`
    const there = places.get(key)
    if (there) there.push(point)
    else places.set(key, [point])
  }
  return places.values()
}

function latLngs(ring: number[]) {
  const line: [number, number][] = []
  let [lat, lon] = [0, 0]
  for (let i = 0; i < ring.length; i += 2) line.push([(lat += ring[i]!) / 100, (lon += ring[i + 1]!) / 100])
  return line
}

const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
