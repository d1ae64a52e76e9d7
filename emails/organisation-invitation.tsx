import type { Language } from '#app/platform/language.ts'
import { Button, Buttons, Mail, P } from './frame.tsx'
import { texts } from './messages.ts'

export interface OrganisationInvitationProps {
  language: Language
  home: string
  link: string
  organisation: string
  role: string
  inviter?: string | null
}

export function OrganisationInvitation({ language, home, link, organisation, role, inviter }: OrganisationInvitationProps) {
  const say = texts(language)
  return (
    <Mail language={language} home={home} preview={say.invitationSubject} title={say.invitationTitle}>
      <P>{inviter ? say.invitationText(inviter, organisation, role) : say.invitationNobody(organisation, role)}</P>
      <P>{say.invitationNext}</P>
      <Buttons><Button href={link}>{say.invitationButton}</Button></Buttons>
    </Mail>
  )
}
