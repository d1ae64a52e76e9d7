import type { AppLoadContext } from '@remix-run/node'

declare module '@remix-run/node' {
  /** One per request; loaders and actions of the request share it. */
  interface AppLoadContext {
    /** Shown on error pages and written in the log. */
    id: string
    nonce: string
    /** The asking network address, for limits only; never stored or logged as it is. */
    network: string
    /** Rendered for everyone: no cookie came with it. */
    forEveryone: boolean
  }
}

export type VisitContext = AppLoadContext
