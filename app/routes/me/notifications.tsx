import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { chooseSilence } from '#app/domain/activities/feedback/commands.server.ts'
import { isSilent } from '#app/domain/activities/feedback/queries.server.ts'
import { offered } from '#app/domain/activities/finding/queries.server.ts'
import { wantNews } from '#app/domain/groups/membership/commands.server.ts'
import { newsChoices } from '#app/domain/groups/membership/queries.server.ts'
import { deviceOf, requirePerson } from '#app/domain/identity/gate.server.ts'
import { addDevice, removeDevice, tryDevice } from '#app/domain/notifications/devices/commands.server.ts'
import { devicesOf } from '#app/domain/notifications/devices/queries.server.ts'
import { subscription } from '#app/domain/notifications/devices/schema.ts'
import { saveDigest, saveReminders } from '#app/domain/notifications/settings/commands.server.ts'
import { Devices } from '#app/domain/notifications/settings/components/devices.tsx'
import { DigestForm } from '#app/domain/notifications/settings/components/digest-form.tsx'
import { OtherMails } from '#app/domain/notifications/settings/components/other-mails.tsx'
import { ReminderForm } from '#app/domain/notifications/settings/components/reminder-form.tsx'
import { settingsTexts } from '#app/domain/notifications/settings/messages.ts'
import { notificationSettings } from '#app/domain/notifications/settings/queries.server.ts'
import { digestChoices, reminderChoices } from '#app/domain/notifications/settings/schema.ts'
import { isId, system } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { pushKeys } from '#app/platform/push.server.ts'
import { sayDate, sayTime } from '#app/platform/time.ts'
import { ErrorSummary } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

const outcomes = ['saved', 'added', 'removed', 'tried', 'pushFailed', 'tooMany'] as const

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const now = new Date()
  const [settings, devices, choices, silent, groups] = await lean(actor, (sql) => Promise.all([
    notificationSettings(sql, person.id), devicesOf(sql, person.id), offered(sql), isSilent(sql, person.id), newsChoices(sql, person.id, language),
  ]))
  const done = new URL(args.request.url).searchParams.get('done')
  const { digestAt, zone } = settings
  return {
    language, settings, asked: !silent, groups, kinds: choices.kinds, places: choices.places,
    publicKey: pushKeys()?.publicKey ?? null,
    next: digestAt && `${sayDate(digestAt, zone, language, now)} ${sayTime(digestAt, zone, language)}`,
    devices: devices.map(({ createdAt, ...device }) => ({ ...device, since: sayDate(createdAt, zone, language, now) })),
    done: outcomes.find((known) => known === done) ?? null,
  }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const now = new Date()
  const { values } = await readForm(args.request, z.unknown())
  const back = (done: (typeof outcomes)[number], part: string) => seeOther(`/me/notifications?done=${done}#${part}`)
  switch (values.do) {
    case 'reminders': {
      const read = check(reminderChoices, values)
      if (!read.ok) return data({ form: 'reminders' as const, errors: read.errors, values }, { status: 422 })
      await lean(actor, (sql) => saveReminders(sql, { personId: person.id, choices: read.value, now }))
      return back('saved', 'reminders')
    }
    case 'digest': {
      const read = check(digestChoices, values)
      if (!read.ok) return data({ form: 'digest' as const, errors: read.errors, values }, { status: 422 })
      const saved = await lean(actor, (sql) => saveDigest(sql, { personId: person.id, choices: read.value, now }))
      if (!saved.ok) return data({ form: 'digest' as const, errors: { place: 'place_unknown' } as Record<string, string>, values }, { status: 422 })
      return back('saved', 'digest')
    }
    case 'others': {
      await lean(system('feedback'), (sql) => chooseSilence(sql, { personId: person.id, silent: values.feedback !== 'on', now }))
      await lean(actor, async (sql) => {
        for (const { groupId } of await newsChoices(sql, person.id, language)) await wantNews(sql, { groupId, personId: person.id, now }, values[`news-${groupId}`] === 'on')
      })
      return back('saved', 'others')
    }
    case 'add': {
      const read = check(subscription, values)
      if (!read.ok) return back('pushFailed', 'devices')
      const added = await lean(actor, (sql) => addDevice(sql, { ...read.value, personId: person.id, sessionId: person.sessionId, name: deviceOf(args.request), now }))
      return back(added.ok ? 'added' : added.reason === 'too-many' ? 'tooMany' : 'pushFailed', 'devices')
    }
    case 'remove':
    case 'try': {
      const { do: what, device } = values
      if (!isId(device)) return notFound()
      const own = { personId: person.id, deviceId: device }
      if (!(await lean(actor, (sql) => (what === 'try' ? tryDevice(sql, own) : removeDevice(sql, own))))) return notFound()
      return back(what === 'try' ? 'tried' : 'removed', 'devices')
    }
    default:
      return seeOther('/me/notifications')
  }
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: `${settingsTexts(loaded?.language ?? 'nb').title} · Samkraft` }]

export default function Notifications() {
  const { settings, asked, groups, kinds, places, publicKey, next, devices, done } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const texts = settingsTexts(useLanguage())
  const said = (name: string) => {
    const key = answered?.errors[name]
    if (!key) return undefined
    return key in texts ? String(texts[key as 'clock_wrong']) : name === 'place' ? texts.place_too_long : name === 'zone' ? texts.zone_wrong : texts.clock_wrong
  }
  const errors = ['quietFrom', 'quietTo', 'zone', 'place'].flatMap((name) => (said(name) ? [{ name, text: said(name)! }] : []))
  const typed = (form: 'reminders' | 'digest') => (answered?.form === form ? answered.values : undefined)
  const failed = done === 'pushFailed' || done === 'tooMany'
  return (
    <Page title={texts.title} intro={texts.intro} back={{ to: '/me', text: texts.back }}>
      {done && !answered && <Notice kind={failed ? 'warning' : 'done'}><p>{texts[done]}</p></Notice>}
      <ErrorSummary errors={errors} />
      <section id="reminders" className="flex flex-col gap-4">
        <h2 className="text-2xl">{texts.remindersTitle}</h2>
        <p className="max-w-text">{texts.remindersHint}</p>
        <ReminderForm settings={settings} typed={typed('reminders')} pushing={publicKey !== null} hasDevice={devices.length > 0}
          errors={{ quietFrom: said('quietFrom'), quietTo: said('quietTo'), zone: said('zone') }} />
      </section>
      {publicKey && <Devices publicKey={publicKey} devices={devices} />}
      <section id="digest" className="flex flex-col gap-4 border-t-2 border-line pt-6">
        <h2 className="text-2xl">{texts.digestTitle}</h2>
        <p className="max-w-text">{texts.digestHint}</p>
        <DigestForm settings={settings} next={next} typed={typed('digest')} placeError={said('place')} kinds={kinds} places={places} />
      </section>
      <section id="others" className="flex flex-col gap-4 border-t-2 border-line pt-6">
        <h2 className="text-2xl">{texts.othersTitle}</h2>
        <p className="max-w-text">{texts.othersHint}</p>
        <OtherMails asked={asked} groups={groups} />
      </section>
    </Page>
  )
}
