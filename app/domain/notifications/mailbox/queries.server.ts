import ICAL from 'ical.js'
import { isId, system } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'

/** The local mailbox, for a trial without a mail provider. Its pages exist only with DEMO=1; see the routes. */
const mailer = system('mail')

export interface InTheBox {
  id: string
  sender: string
  recipient: string
  subject: string
  receivedAt: Date
}
export interface WholeMail extends InTheBox {
  html: string
  plain: string
  headers: Record<string, string>
  attachments: { filename: string; contentType: string; content: string }[]
}

export const mailsInTheBox = () =>
  lean(mailer, (sql) => sql<InTheBox>`
    SELECT id, sender, recipient, subject, received_at AS "receivedAt" FROM mailbox ORDER BY number DESC LIMIT 200`)

export const mailInTheBox = async (id: string | undefined): Promise<WholeMail | null> => {
  if (!isId(id)) return null
  const [mail] = await lean(mailer, (sql) => sql<WholeMail>`
    SELECT id, sender, recipient, subject, html, plain, headers, attachments, received_at AS "receivedAt" FROM mailbox WHERE id = ${id}::uuid`)
  return mail ?? null
}

/** What a calendar program would make of an attachment: read back with a parser of its own. */
export function invitationIn(attachment: WholeMail['attachments'][number]) {
  if (!attachment.contentType.startsWith('text/calendar')) return null
  try {
    const calendar = new ICAL.Component(ICAL.parse(Buffer.from(attachment.content, 'base64').toString('utf8')))
    for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(new ICAL.Timezone(zone))
    const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!)
    return {
      method: String(calendar.getFirstPropertyValue('method') ?? ''),
      title: event.summary ?? '',
      startsAt: event.startDate.toJSDate(),
      endsAt: event.endDate.toJSDate(),
      allDay: event.startDate.isDate,
      zone: event.startDate.zone?.tzid ?? 'UTC',
      where: event.location ?? '',
      sequence: event.sequence,
      uid: event.uid,
    }
  } catch {
    return null
  }
}
