import type { Language } from '#app/platform/language.ts'
import { Button, Buttons, Code, Facts, Mail, P } from './frame.tsx'
import { texts } from './messages.ts'

export interface SignInProps {
  language: Language
  home: string
  link: string
  code: string
  /** "Safari, iPhone": who asked. */
  browser?: string
  /** A stranger who joins confirms by the same mail; then this is what they join. */
  joins?: { title: string; titleLanguage: Language; when: string; where: string } | null
}

export const signInSubject = ({ language, joins }: Pick<SignInProps, 'language' | 'joins'>) =>
  joins === undefined ? texts(language).signInSubject : texts(language).confirmSubject

/** The code first: it works anywhere, also where the mail is read on another device than it was asked for on. */
export function SignIn({ language, home, link, code, browser, joins }: SignInProps) {
  const say = texts(language)
  const joining = joins !== undefined
  return (
    <Mail language={language} home={home} preview={signInSubject({ language, joins })} title={joining ? say.confirmTitle : say.signInTitle}>
      {joining && <P>{say.confirmIntro}</P>}
      {joins && <><P lang={joins.titleLanguage}><strong>{joins.title}</strong></P><Facts items={[[say.when, joins.when], [say.where, joins.where]]} /></>}
      <P>{joining ? say.confirmCode : say.signInCode}</P>
      <Code>{code}</Code>
      <P>{say.signInLink}</P>
      <Buttons><Button href={link}>{joining ? say.confirmButton : say.signInButton}</Button></Buttons>
      <P soft>{browser && `${say.askedFrom(browser)} `}{say.shortLived}</P>
      <P soft>{say.notYou}</P>
    </Mail>
  )
}
