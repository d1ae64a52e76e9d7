import { createContext, type ReactNode, useContext } from 'react'

/** What every part of a page may know of the request it is rendered for. */
export interface Frame {
  language: 'nb' | 'sv' | 'en'
  /** Absent on pages that are the same for everyone. */
  nonce?: string
  /** Shown on error pages; the log has it. */
  errorId: string
  /** Small scripts by name. */
  islands: Record<string, string>
  /** Path and query of the page, without a language choice. */
  address: string
}

const FrameContext = createContext<Frame>({ language: 'nb', errorId: '', islands: {}, address: '/' })

export function RequestFrame({ children, ...frame }: Frame & { children: ReactNode }) {
  return <FrameContext.Provider value={frame}>{children}</FrameContext.Provider>
}

export const useFrame = () => useContext(FrameContext)
export const useLanguage = () => useFrame().language
