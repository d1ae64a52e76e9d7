import { Button } from '#app/ui/button.tsx'
import { Checkbox, Field, Form, Select } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { Channel } from '../../reminders/rules.ts'
import { settingsTexts } from '../messages.ts'
import type { NotificationSettings } from '../queries.server.ts'
import { sayClock, zones } from '../schema.ts'

interface Props {
  settings: NotificationSettings
  /** What came back to be mended. */
  typed?: Record<string, string>
  errors: Partial<Record<'quietFrom' | 'quietTo' | 'zone', string>>
  pushing: boolean
  hasDevice: boolean
}

/** When and how to be reminded, and when not. */
export function ReminderForm({ settings, typed, errors, pushing, hasDevice }: Props) {
  const texts = settingsTexts(useLanguage())
  const quiet = typed ? typed.quiet === 'on' : settings.quietFrom !== settings.quietTo
  const fallsBack = pushing && !hasDevice && settings.dayBefore === 'push'
  const own = (typed?.zone ?? settings.zone)
  return (
    <Form>
      {fallsBack && <Notice kind="warning"><p>{texts.noDevice}</p></Notice>}
      <Select label={texts.dayBefore} name="dayBefore" defaultValue={typed?.dayBefore ?? settings.dayBefore} options={channelOptions(texts, settings.dayBefore, pushing, hasDevice)} />
      <Select label={texts.twoHours} name="twoHours" defaultValue={typed?.twoHours ?? settings.twoHours} options={channelOptions(texts, settings.twoHours, pushing, hasDevice)} />
      <Checkbox name="quiet" label={texts.quiet} hint={texts.quietHint} defaultChecked={quiet} />
      <div className="grid max-w-text grid-cols-2 items-end gap-4">
        <Field label={texts.quietFrom} name="quietFrom" type="time" required error={errors.quietFrom} defaultValue={typed?.quietFrom ?? sayClock(settings.quietFrom)} />
        <Field label={texts.quietTo} name="quietTo" type="time" required error={errors.quietTo} defaultValue={typed?.quietTo ?? sayClock(settings.quietFrom === settings.quietTo ? 480 : settings.quietTo)} />
      </div>
      <Select label={texts.zone} name="zone" error={errors.zone} defaultValue={own}
        options={(zones.includes(own) ? zones : [own, ...zones]).map((zone) => ({ value: zone, label: zone.split('/').at(-1)!.replaceAll('_', ' ') }))} />
      <div><Button kind="quiet" wide name="do" value="reminders">{texts.save}</Button></div>
    </Form>
  )
}

/** Without push there is mail or nothing; what was chosen for the day it comes back is kept. */
function channelOptions(texts: ReturnType<typeof settingsTexts>, chosen: Channel, pushing: boolean, hasDevice: boolean) {
  if (!pushing) return [{ value: chosen === 'both' ? 'both' : 'mail', label: texts.mail }, { value: chosen === 'push' ? 'push' : 'off', label: texts.off }]
  return [
    { value: 'mail', label: texts.mail },
    { value: 'push', label: hasDevice ? texts.push : texts.pushLater },
    { value: 'both', label: texts.both },
    { value: 'off', label: texts.off },
  ]
}
