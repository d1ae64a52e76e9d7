import { createContext, type ReactNode, useContext } from 'react'
import { type Language, uiTexts } from './messages.ts'

/** What every component may need to know about the response it is part of. */
interface Frame {
  language: Language
  /** Path and query of this page, without a language choice. */
  address: string
  /** Island name -> address of its script. */
  islands: Record<string, string>
  /** For script tags; changes with every response. Pages that are kept for everyone have none. */
  nonce?: string
  /** Shown when something fails; the log has it too. */
  errorId?: string
}

const FrameContext = createContext<Frame>({ language: 'nb', address: '/', islands: {} })
export const useFrame = () => useContext(FrameContext)
export const useLanguage = (): Language => useFrame().language
export const useTexts = () => uiTexts[useLanguage()]

export function RequestFrame({ children, ...frame }: Frame & { children: ReactNode }) {
  return <FrameContext.Provider value={frame}>{children}</FrameContext.Provider>
}
