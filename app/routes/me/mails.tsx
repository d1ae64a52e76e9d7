import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { notificationTexts } from '#app/domain/notifications/messages.ts'
import { mailsToMe } from '#app/domain/notifications/queries.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { sayDay, sayTime } from '#app/platform/time.ts'
import { EmptyState } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Page } from '#app/ui/layout.tsx'

const zone = 'Europe/Oslo'

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const now = new Date()
  const mails = await lean(actor, (sql) => mailsToMe(sql, person.id))
  return {
    language,
    mails: mails.map(({ id, template, subject, language: written, sentAt, failedAt }) => ({
      id, subject, written,
      kind: template === 'waiting' ? ('waitingList' as const) : template,
      sent: sentAt && `${sayDay(sentAt, zone, language, now)} ${sayTime(sentAt, zone, language)}`,
      failed: failedAt !== null,
    })),
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${notificationTexts(data?.language ?? 'nb').title} · Samkraft` }]

export default function Mails() {
  const { mails } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = notificationTexts(language)
  return (
    <Page title={texts.title} intro={texts.intro} back={{ to: '/me', text: texts.back }}>
      {mails.length === 0 ? <EmptyState title={texts.none} /> : (
        <ul className="flex max-w-text flex-col divide-y divide-line">
          {mails.map((mail) => (
            <li key={mail.id} className="py-3">
              <p className="font-bold" lang={mail.subject && mail.written !== language ? mail.written : undefined}>{mail.subject ?? texts[mail.kind]}</p>
              <p className="text-soft">{mail.sent ? texts.sent(mail.sent) : mail.failed ? texts.failed : texts.waiting}</p>
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}
