import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { visit } from '#app/domain/identity/gate.server.ts'
import { invitationIn, mailInTheBox } from '#app/domain/notifications/mailbox/queries.server.ts'
import { notificationTexts } from '#app/domain/notifications/messages.ts'
import { env } from '#app/platform/env.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { calendarLeaf, sayDay, sayTime, sayWhen } from '#app/platform/time.ts'
import { DateBlock, DefinitionList } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Page } from '#app/ui/layout.tsx'
import { When } from '#app/ui/when.tsx'

const zone = 'Europe/Oslo'

export async function loader(args: LoaderFunctionArgs) {
  if (!env().DEMO) return notFound()
  const { language } = await visit(args)
  const mail = (await mailInTheBox(args.params.id)) ?? notFound()
  const now = new Date()
  const invitation = mail.attachments.map(invitationIn).find((found) => found !== null)
  return {
    language, ...mail,
    received: `${sayDay(mail.receivedAt, zone, language, now)} ${sayTime(mail.receivedAt, zone, language)}`,
    headers: Object.entries(mail.headers),
    attachments: mail.attachments.map(({ filename, contentType, content }) => ({ filename, contentType, text: Buffer.from(content, 'base64').toString('utf8') })),
    invitation: invitation && {
      ...invitation,
      leaf: calendarLeaf(invitation.startsAt, invitation.zone, language),
      when: sayWhen(invitation.startsAt, invitation.endsAt, invitation.zone, language, now, { allDay: invitation.allDay }),
    },
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.subject} · Samkraft` : 'Samkraft' }, { name: 'robots', content: 'noindex' }]

export default function Mail() {
  const mail = useLoaderData<typeof loader>()
  const texts = notificationTexts(useLanguage())
  const { invitation } = mail
  return (
    <Page title={mail.subject} back={{ to: '/mailbox', text: texts.backToBox }}>
      <DefinitionList items={[
        { term: texts.from, detail: mail.sender },
        { term: texts.recipient, detail: <span className="break-words">{mail.recipient}</span> },
        { term: texts.received, detail: mail.received },
      ]} />
      {invitation && (
        <section className="cut marked flex max-w-text gap-4 border-2 border-edge bg-info-wash p-4" aria-labelledby="invitation">
          <DateBlock {...invitation.leaf} past={invitation.method === 'CANCEL'} />
          <div className="min-w-0">
            <h2 id="invitation" className="text-lg">{invitation.method === 'CANCEL' ? texts.cancellation : texts.invitation}</h2>
            <p className={`text-xl font-bold ${invitation.method === 'CANCEL' ? 'line-through' : ''}`}>{invitation.title}</p>
            <p><When text={invitation.when} /></p>
            {invitation.where && <p>{invitation.where}</p>}
            <p className="mt-2 text-soft">{texts.method}: {invitation.method}. {texts.sequence}: {invitation.sequence}. <span className="break-all">UID: {invitation.uid}</span></p>
          </div>
        </section>
      )}
      <section className="flex flex-col gap-3">
        <h2 className="text-xl">{texts.asSeen}</h2>
        <iframe src={`/mailbox/${mail.id}/html`} title={mail.subject} sandbox="allow-popups allow-popups-to-escape-sandbox" className="cut h-[44rem] w-full max-w-[42rem] border-2 border-edge" />
      </section>
      <Part title={texts.asText}>{mail.plain}</Part>
      <Part title={texts.asHtml}>{mail.html}</Part>
      <Part title={texts.headers}>{[['From', mail.sender], ['To', mail.recipient], ['Subject', mail.subject], ...mail.headers].map(([name, value]) => `${name}: ${value}`).join('\n')}</Part>
      {mail.attachments.map((part) => <Part key={part.filename} title={`${part.filename} (${part.contentType})`}>{part.text}</Part>)}
    </Page>
  )
}

const Part = ({ title, children }: { title: string; children: string }) => (
  <details className="max-w-full border-t border-line pt-2">
    <summary className="min-h-11 cursor-pointer py-2 font-bold break-words">{title}</summary>
    <pre tabIndex={0} className="max-h-[32rem] overflow-auto bg-bark p-4 text-sm whitespace-pre-wrap break-all">{children}</pre>
  </details>
)
