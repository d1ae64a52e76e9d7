import { createContext, useContext } from 'react'
import { type Language, uiTexts } from './messages.ts'

/** What every component may need to know about the page it stands on. The root provides it through `<Document>`. */
export interface Surroundings {
  language: Language
  /** Path and query of this page, for links that lead back to it. */
  address: string
  /** Island name -> address of its script. */
  islands: Record<string, string>
  /** For script tags; changes with every response. */
  nonce?: string
}

export const SurroundingsContext = createContext<Surroundings>({ language: 'nb', address: '/', islands: {} })
export const useSurroundings = () => useContext(SurroundingsContext)
export const useLanguage = (): Language => useContext(SurroundingsContext).language
export const useTexts = () => uiTexts[useLanguage()]
