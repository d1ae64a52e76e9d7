import type { Language } from '#app/platform/language.ts'
import { Button, Buttons, Mail, P } from './frame.tsx'
import { texts } from './messages.ts'

export function PasskeyAdded({ language, home, name }: { language: Language; home: string; name: string }) {
  const say = texts(language)
  return (
    <Mail language={language} home={home} preview={say.passkeySubject} title={say.passkeyTitle}>
      <P>{say.passkeyText(name)}</P>
      <P>{say.passkeyNotYou}</P>
      <Buttons><Button href={`${home}/me/passkeys`} quiet>{say.passkeyButton}</Button></Buttons>
    </Mail>
  )
}
