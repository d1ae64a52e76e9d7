import { sayDate } from '#app/platform/time.ts'
import { Button } from '#app/ui/button.tsx'
import { Field, Form, Select } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import type { Host } from '../../hosting/queries.server.ts'
import { groupPlanningTexts } from '../messages.ts'
import { Post } from './group-workpiece.tsx'

interface Props {
  hosts: Host[]
  choices: { id: string; name: string }[]
  /** May name and end. */
  edits: boolean
  now: Date
  values?: Record<string, string>
  errors?: Record<string, string>
}

/** Who hosts and has hosted, with their days, and how somebody new comes to. */
export function Hosts({ hosts, choices, edits, now, values = {}, errors = {} }: Props) {
  const language = useLanguage()
  const texts = groupPlanningTexts(language)
  const day = (date: string) => sayDate(new Date(`${date}T12:00:00Z`), 'UTC', language, now)
  const [active, before] = [hosts.filter((host) => !host.toDay), hosts.filter((host) => host.toDay)]
  return (
    <section id="hosts" className="flex max-w-text flex-col gap-4">
      <h2 className="text-2xl">{texts.hosts}</h2>
      {active.length === 0 ? <p>{texts.noHost}</p> : (
        <ul>
          {active.map((host) => (
            <li key={host.id} className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 border-b border-line py-1">
              <span>
                <span className="font-bold">{host.name ?? host.called}</span>{host.mine && ` (${texts.hostYou})`}{' '}
                <span className="text-soft">{texts.hostFrom(day(host.fromDay))}{host.shown && `, ${texts.hostShown}`}</span>
              </span>
              {edits && !host.mine && <Post intent="end-hosting" more={{ host: host.id }}><Button kind="plain" aria-label={texts.endHostingOf(host.name ?? host.called)}>{texts.endHosting}</Button></Post>}
            </li>
          ))}
        </ul>
      )}
      {edits && (
        <details open={active.length === 0 || Object.keys(errors).length > 0} className="cut border-2 border-line p-4">
          <summary className="min-h-11 cursor-pointer py-2 font-bold">{texts.addHost}</summary>
          <div className="mt-2 flex flex-col gap-8">
            <p>{texts.addHostHint}</p>
            {choices.length > 0 && (
              <Form action="?" className="flex flex-col gap-4">
                <input type="hidden" name="intent" value="name-host" />
                <Select label={texts.chooseHost} name="host" error={errors.host} defaultValue={values.host ?? ''} options={[{ value: '', label: texts.chooseSomeone }, ...choices.map(({ id, name }) => ({ value: id, label: name }))]} />
                <div><Button kind="quiet">{texts.makeHost}</Button></div>
              </Form>
            )}
            <Form action="?" className="flex flex-col gap-4">
              <input type="hidden" name="intent" value="ask-host" />
              {choices.length > 0 && <h3 className="text-lg">{texts.askHostTitle}</h3>}
              <Field label={texts.askHost} hint={texts.askHostHint} name="email" type="email" error={errors.email} defaultValue={values.email ?? ''} inputMode="email" autoComplete="off" maxLength={254} private />
              <div><Button kind="quiet">{texts.askHostButton}</Button></div>
            </Form>
          </div>
        </details>
      )}
      {before.length > 0 && (
        <details>
          <summary className="min-h-11 cursor-pointer py-2 font-bold">{texts.hostsBefore}</summary>
          <ul>{before.map((host) => <li key={host.id} className="py-1">{host.name ?? host.called} <span className="text-soft">{texts.hostFromTo(day(host.fromDay), day(host.toDay!))}</span></li>)}</ul>
        </details>
      )}
    </section>
  )
}
