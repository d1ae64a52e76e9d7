import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { toString as drawCode } from 'qrcode'
import { z } from 'zod'
import { closeDoor, openDoor } from '#app/domain/activities/attendance/door/commands.server.ts'
import { doorToken } from '#app/domain/activities/attendance/door/token.server.ts'
import { attendanceTexts } from '#app/domain/activities/attendance/messages.ts'
import { ledActivity } from '#app/domain/activities/attendance/queries.server.ts'
import { workers } from '#app/domain/activities/planning/policy.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { sayWhen } from '#app/platform/time.ts'
import { Button } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { When } from '#app/ui/when.tsx'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page && `${attendanceTexts(page.language).doorTitle} · ${page.activity.title} · Samkraft` }]

async function led(args: LoaderFunctionArgs) {
  const member = await requireMember(args, args.params.org, ...workers)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const { organisation, language, actor } = member
  return { ...member, activity: (await lean(actor, (sql) => ledActivity(sql, organisation.id, id, language))) ?? notFound() }
}

export async function loader(args: LoaderFunctionArgs) {
  const { activity, organisation, language } = await led(args)
  const link = `${env().APP_URL}/here/${doorToken(activity.id)}`
  const code = activity.hasDoor ? Buffer.from(await drawCode(link, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })).toString('base64') : null
  return { activity, slug: organisation.slug, language, code, link, now: new Date() }
}

export async function action(args: ActionFunctionArgs) {
  const { activity, organisation, person, actor } = await led(args)
  const sent = await readForm(args.request, z.object({ intent: z.enum(['open', 'close']) }))
  if (sent.ok) await lean(actor, (sql) => (sent.value.intent === 'open' ? openDoor(sql, { activityId: activity.id, personId: person.id, now: new Date() }) : closeDoor(sql, activity.id)))
  return seeOther(`/manage/${organisation.slug}/activities/${activity.id}/door`)
}

export default function Door() {
  const { activity, slug, code, link, now } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = attendanceTexts(language)
  const address = `/manage/${slug}/activities/${activity.id}`
  return (
    <Page title={<span className="print:hidden">{texts.doorTitle}</span>} back={{ to: address, text: activity.title }} intro={<span className="print:hidden">{texts.doorIntro}</span>}>
      {code && (
        <section aria-labelledby="poster" className="cut flex max-w-text flex-col items-center gap-4 border-2 border-line bg-sheet p-6 text-center print:border-0">
          <h2 id="poster" className="text-4xl">{texts.posterTitle}</h2>
          <p className="text-xl font-bold" lang={activity.titleLanguage === language ? undefined : activity.titleLanguage}>{activity.title}</p>
          <p><When text={sayWhen(activity.startsAt, activity.endsAt, activity.zone, language, now, { allDay: activity.allDay, absolute: true })} /></p>
          <a href={link}><img src={`data:image/svg+xml;base64,${code}`} alt={texts.qr} width="320" height="320" className="w-full max-w-80" /></a>
          <p className="text-lg">{texts.posterText}</p>
        </section>
      )}
      <Form className="not-printed flex max-w-text flex-col gap-4">
        <p>{code ? `${texts.doorPrint} ${texts.doorWhen}` : `${texts.doorOff} ${texts.doorWhen}`}</p>
        <div><Button kind={code ? 'quiet' : 'primary'} name="intent" value={code ? 'close' : 'open'}>{code ? texts.doorClose : texts.doorOpen}</Button></div>
      </Form>
    </Page>
  )
}
