import L from 'leaflet'
import 'leaflet/dist/leaflet.css'
import './map.css'

export interface MapOptions {
  tiles?: string
  attribution?: string
  zoomIn?: string
  zoomOut?: string
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
  L.control.zoom({ zoomInTitle: options.zoomIn, zoomOutTitle: options.zoomOut }).addTo(map)
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

export function pin(title: string, options: L.MarkerOptions = {}) {
  const icon = L.divIcon({ className: 'map-pin', html: '<svg viewBox="0 0 30 38" aria-hidden="true"><path d="M15 36C8 26.5 3 21 3 14 3.2 7 8.5 2.3 15.2 2.2 22 2.3 27 7.3 27 13.8c0 7.2-5.5 13.2-12 22.2Z"/><circle cx="15" cy="14" r="4.5"/></svg>', iconSize: [44, 44], iconAnchor: [22, 42], popupAnchor: [0, -36] })
  return L.marker([0, 0], { icon, title, ...options }).on('add', (event) => (event.target as L.Marker).getElement()?.setAttribute('aria-label', title))
}

export async function placeMap(canvas: HTMLElement, points: MapPoint[], options: MapOptions) {
  const map = openMap(canvas, options)
  let layer: L.LayerGroup = L.layerGroup()
  if (points.length > crowd) {
    await import('leaflet.markercluster')
    layer = L.markerClusterGroup({
      animate: !calm, showCoverageOnHover: false, maxClusterRadius: 50,
      iconCreateFunction: (cluster) => L.divIcon({ className: 'map-crowd', html: String(cluster.getChildCount()), iconSize: [44, 44] }),
    })
  }
  for (const point of points) {
    const popup = document.createElement('div')
    const name = popup.appendChild(document.createElement(point.to ? 'a' : 'strong'))
    name.textContent = point.title
    if (point.to) name.setAttribute('href', point.to)
    if (point.text) popup.appendChild(document.createElement('p')).textContent = point.text
    pin(point.title).setLatLng([point.lat, point.lon]).bindPopup(popup).addTo(layer)
  }
  layer.addTo(map)
  if (points.length) map.fitBounds(points.map((point) => [point.lat, point.lon] as [number, number]), { maxZoom: 14, padding: [40, 50], animate: false })
  return map
}

function latLngs(ring: number[]) {
  const line: [number, number][] = []
  let [lat, lon] = [0, 0]
  for (let i = 0; i < ring.length; i += 2) line.push([(lat += ring[i]!) / 100, (lon += ring[i + 1]!) / 100])
  return line
}

const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
