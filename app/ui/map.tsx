import type { ReactNode } from 'react'
import { Field } from './form.tsx'
import { Island } from './island.tsx'
import { useTexts } from './frame.tsx'

interface Tiles {
  /** With {z}, {x}, {y}. Empty: only the outline is drawn. */
  tileUrl: string
  /** "© Somebody|https://…" */
  attribution: string
}

interface MapProps extends Tiles {
  /** Without it, the map shows the elements on the page that carry `data-point` (NoticeCard does). */
  points?: { lat: number; lon: number; title: string; to?: string; text?: string }[]
  label?: string
  /** Open at once when scrolled into view, instead of behind a button. */
  open?: boolean
}

/** A map beside a list. Hidden until its script runs: the list or the address says the same. */
export function PlaceMap({ tileUrl, attribution, points, label, open }: MapProps) {
  const texts = useTexts()
  return (
    <section hidden aria-label={label ?? texts.map} className="not-printed" data-map={open ? 'open' : ''} data-tiles={tileUrl} data-attribution={attribution}
      data-points={points ? JSON.stringify(points) : undefined} data-offline={texts.mapOffline} data-crowd={texts.mapCrowd} data-zoom-in={texts.zoomIn} data-zoom-out={texts.zoomOut}>
      <details open={open}>
        <summary className={open ? 'sr-only' : 'inline-flex min-h-11 items-center gap-2 font-bold underline decoration-berry-deep decoration-2 underline-offset-4 hover:decoration-4'}>{texts.showMap}</summary>
        <div data-map-canvas className="cut mt-2 h-80 overflow-hidden border-2 border-edge bg-info-wash md:h-112" />
        <output data-map-status className="block text-sm text-soft" />
      </details>
      <Island name="map" />
    </section>
  )
}

interface PointPickerProps extends Tiles {
  legend: ReactNode
  hint?: ReactNode
  latLabel: string
  lonLabel: string
  latName?: string
  lonName?: string
  lat?: string
  lon?: string
  latError?: string
  lonError?: string
  /** An address search that answers as Kartverket's does; left out, only the map is offered. */
  searchUrl?: string
  /** The form's address field, filled from the search when it is empty. */
  addressName?: string
}

/** Two numbers that a map can fill in. */
export function PointPicker({ legend, hint, latLabel, lonLabel, latName = 'lat', lonName = 'lon', lat, lon, latError, lonError, searchUrl, addressName, tileUrl, attribution }: PointPickerProps) {
  const texts = useTexts()
  return (
    <fieldset className="flex max-w-text flex-col gap-3" data-point-picker data-lat={latName} data-lon={lonName} data-tiles={tileUrl} data-attribution={attribution} data-search={searchUrl} data-address={addressName}
      data-help={texts.pointHelp} data-centre={texts.pointCentre} data-search-label={texts.searchAddress} data-search-button={texts.search} data-none={texts.noAddress} data-down={texts.searchDown}
      data-zoom-in={texts.zoomIn} data-zoom-out={texts.zoomOut}>
      <legend className="mb-1 font-bold">{legend}</legend>
      {hint && <p className="text-soft">{hint}</p>}
      <div data-point-tools />
      <div className="grid grid-cols-2 gap-4">
        <Field label={latLabel} name={latName} defaultValue={lat} error={latError} inputMode="decimal" autoComplete="off" />
        <Field label={lonLabel} name={lonName} defaultValue={lon} error={lonError} inputMode="decimal" autoComplete="off" />
      </div>
      <Island name="point-picker" />
    </fieldset>
  )
}
