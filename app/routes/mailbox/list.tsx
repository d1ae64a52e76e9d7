import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { visit } from '#app/domain/identity/gate.server.ts'
import { mailsInTheBox } from '#app/domain/notifications/mailbox/queries.server.ts'
import { notificationTexts } from '#app/domain/notifications/messages.ts'
import { env } from '#app/platform/env.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { sayDay, sayTime } from '#app/platform/time.ts'
import { EmptyState } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Page } from '#app/ui/layout.tsx'
import { When } from '#app/ui/when.tsx'

const zone = 'Europe/Oslo'

export async function loader(args: LoaderFunctionArgs) {
  if (!env().DEMO) return notFound()
  const { language } = await visit(args)
  const now = new Date()
  return {
    language,
    mails: (await mailsInTheBox()).map(({ id, recipient, subject, receivedAt }) => ({
      id, recipient, subject, received: `${sayDay(receivedAt, zone, language, now)} ${sayTime(receivedAt, zone, language)}`,
    })),
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${notificationTexts(data?.language ?? 'nb').boxTitle} · Samkraft` }, { name: 'robots', content: 'noindex' }]

export default function Mailbox() {
  const { mails } = useLoaderData<typeof loader>()
  const texts = notificationTexts(useLanguage())
  return (
    <Page title={texts.boxTitle} intro={texts.boxIntro}>
      {mails.length === 0 ? <EmptyState title={texts.boxEmpty}><p>{texts.boxEmptyText}</p></EmptyState> : (
        <ul className="flex max-w-text flex-col gap-3">
          {mails.map((mail) => (
            <li key={mail.id} className="cut marked relative border border-line bg-sheet p-4 shadow-note has-[a:hover]:border-ink">
              <h2 className="text-lg"><a href={`/mailbox/${mail.id}`} className="after:absolute after:inset-0">{mail.subject}</a></h2>
              <p className="break-words">{texts.to(mail.recipient)}</p>
              <p className="text-soft"><When text={mail.received} /></p>
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}
