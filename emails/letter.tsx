import type { Language } from '#app/platform/language.ts'
import { Button, Buttons, Facts, Mail, P } from './frame.tsx'

export interface LetterProps {
  language: Language
  home: string
  subject: string
  title: string
  paragraphs: string[]
  facts?: [term: string, detail: string][]
  buttons?: { text: string; href: string; quiet?: boolean }[]
}

/** A mail of a few sentences, the facts they are about, and where to go. */
export function Letter({ language, home, subject, title, paragraphs, facts = [], buttons = [] }: LetterProps) {
  return (
    <Mail language={language} home={home} preview={subject} title={title}>
      {paragraphs.map((paragraph, index) => <P key={index}>{paragraph}</P>)}
      {facts.length > 0 && <Facts items={facts} />}
      {buttons.length > 0 && <Buttons>{buttons.map((button) => <Button key={button.href} href={button.href} quiet={button.quiet}>{button.text}</Button>)}</Buttons>}
    </Mail>
  )
}
