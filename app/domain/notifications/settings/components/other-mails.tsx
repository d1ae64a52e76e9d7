import { Button } from '#app/ui/button.tsx'
import { Checkbox, Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { settingsTexts } from '../messages.ts'

export interface NewsChoice { groupId: string; name: string; wanted: boolean }

/** Mails that come by themselves and are neither reminders nor the digest: how it was, and what is new on a group's board. */
export function OtherMails({ asked, groups }: { asked: boolean; groups: NewsChoice[] }) {
  const texts = settingsTexts(useLanguage())
  return (
    <Form className="flex flex-col gap-3">
      <Checkbox name="feedback" label={texts.feedbackMail} hint={texts.feedbackMailHint} defaultChecked={asked} />
      {groups.map((group) => <Checkbox key={group.groupId} name={`news-${group.groupId}`} label={texts.newsMail(group.name)} hint={texts.newsMailHint} defaultChecked={group.wanted} />)}
      <div className="mt-2"><Button kind="quiet" wide name="do" value="others">{texts.save}</Button></div>
    </Form>
  )
}
