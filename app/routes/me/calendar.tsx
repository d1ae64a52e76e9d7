import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { makeCalendarAddress, revokeCalendarAddress } from '#app/domain/activities/personal-calendar/commands.server.ts'
import { personalCalendarTexts } from '#app/domain/activities/personal-calendar/messages.ts'
import { calendarAddressSince } from '#app/domain/activities/personal-calendar/queries.server.ts'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { sayDate } from '#app/platform/time.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

const zone = 'Europe/Oslo'

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const now = new Date()
  const since = await lean(actor, (sql) => calendarAddressSince(sql, person.id))
  return { language, since: since && sayDate(since, zone, language, now), revoked: new URL(args.request.url).searchParams.get('done') === 'revoked' }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person } = await requirePerson(args)
  const read = await readForm(args.request, z.object({ do: z.enum(['make', 'revoke']) }))
  if (!read.ok) return seeOther('/me/calendar')
  const now = new Date()
  if (read.value.do === 'revoke') {
    await lean(actor, (sql) => revokeCalendarAddress(sql, { personId: person.id, now }))
    return seeOther('/me/calendar?done=revoked')
  }
  const secret = await lean(actor, (sql) => makeCalendarAddress(sql, { personId: person.id, now }))
  // Shown in this one answer, which nothing keeps.
  return data({ address: `${env().APP_URL}/calendar/${secret}.ics` }, { headers: { 'cache-control': 'private, no-store' } })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${personalCalendarTexts(data?.language ?? 'nb').title} · Samkraft` }]

export default function Calendar() {
  const { since, revoked } = useLoaderData<typeof loader>()
  const made = useActionData<typeof action>()
  const texts = personalCalendarTexts(useLanguage())
  const how = [[texts.apple, texts.appleHow], [texts.google, texts.googleHow], [texts.outlook, texts.outlookHow]] as const
  return (
    <Page title={texts.title} intro={texts.intro} back={{ to: '/me', text: texts.back }}>
      {revoked && !made && <Notice kind="done"><p>{texts.revoked}</p></Notice>}
      {made && (
        <Card title={texts.madeTitle}>
          <p>{texts.madeOnce}</p>
          <label className="flex max-w-text flex-col gap-1.5 font-bold">{texts.address}
            <textarea readOnly rows={4} className="control font-mono break-all" value={made.address} data-private="" />
          </label>
          <p><LinkButton to={made.address.replace(/^https?:/, 'webcal:')}>{texts.open}</LinkButton></p>
        </Card>
      )}
      <p className="max-w-text">{texts.discreet}</p>
      {!made && <p className="max-w-text">{since ? <>{texts.has(since)} {texts.hasHint}</> : texts.none}</p>}
      <Form className="flex flex-wrap gap-3">
        <Button kind={made || since ? 'quiet' : 'primary'} name="do" value="make">{made || since ? texts.replace : texts.make}</Button>
        {(made || since) && <Button kind="danger" name="do" value="revoke">{texts.revoke}</Button>}
      </Form>
      {made && (
        <section className="flex max-w-text flex-col gap-4">
          <h2 className="text-2xl">{texts.howTitle}</h2>
          {how.map(([where, steps]) => <div key={where}><h3 className="text-lg font-bold">{where}</h3><p>{steps}</p></div>)}
        </section>
      )}
    </Page>
  )
}
