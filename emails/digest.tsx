import { Link } from '@react-email/link'
import type { Language } from '#app/platform/language.ts'
import { Button, Buttons, Mail, P } from './frame.tsx'
import { texts } from './messages.ts'
import { TurnOff } from './turn-off.tsx'

export interface DigestProps {
  language: Language
  home: string
  items: { url: string; title: string; titleLanguage: Language; when: string; where: string; organisation: string }[]
  /** Where the rest is. */
  moreUrl: string | null
  settingsUrl: string
  unsubscribeUrl: string
}

/** What is new near somebody, as a short list. The subject and what stands beside it say only that something is. */
export function Digest({ language, home, items, moreUrl, settingsUrl, unsubscribeUrl }: DigestProps) {
  const say = texts(language)
  return (
    <Mail language={language} home={home} preview={say.digestSubject} title={say.digestTitle}>
      <P>{say.digestText}</P>
      {items.map((item) => (
        <P key={item.url}>
          <Link href={item.url} lang={item.titleLanguage} style={{ color: 'inherit', fontWeight: 700, textDecoration: 'underline' }}>{item.title}</Link>
          <br />{item.when}
          <br />{[item.where, item.organisation].filter(Boolean).join(' · ')}
        </P>
      ))}
      {moreUrl && <Buttons><Button href={moreUrl} quiet>{say.digestMore}</Button></Buttons>}
      <P soft>{say.digestWhy} <Link href={settingsUrl} style={{ color: 'inherit', textDecoration: 'underline' }}>{say.digestSettings}</Link></P>
      <TurnOff href={unsubscribeUrl}>{say.digestOff}</TurnOff>
    </Mail>
  )
}
