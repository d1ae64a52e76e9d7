import type { Contact } from '../coordinating/queries.server.ts'

/** How to reach the two: a number to press where there is one, and an address. */
export function Contacts({ contacts }: { contacts: Contact[] }) {
  if (contacts.length === 0) return null
  return (
    <ul className="flex max-w-text flex-col divide-y divide-line">
      {contacts.map(({ name, email, phone }) => (
        <li key={email} className="flex flex-wrap items-center gap-x-5 py-1">
          <span className="font-bold">{name}</span>
          {phone && <a href={`tel:${phone.replace(/[^+\d]/g, '')}`} className="link inline-flex min-h-11 items-center">{phone}</a>}
          <a href={`mailto:${email}`} className="link inline-flex min-h-11 items-center wrap-anywhere">{email}</a>
        </li>
      ))}
    </ul>
  )
}
