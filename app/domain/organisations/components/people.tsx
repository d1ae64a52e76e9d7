import type { ReactNode } from 'react'
import type { Role } from '#app/domain/identity/schema.ts'
import { type Language, languages } from '#app/platform/language.ts'
import { sayDate } from '#app/platform/time.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { Card, DefinitionList, EmptyState, Tag } from '#app/ui/card.tsx'
import { Choice, ErrorSummary, Field, Form, Select } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Table } from '#app/ui/table.tsx'
import type { SentInvitation } from '../invitations/queries.server.ts'
import { type Label, labelOf } from '../labels.ts'
import type { HeldRole, OrganisationPerson } from '../members/queries.server.ts'
import { type OrganisationMessages, organisationTexts, sayErrors } from '../messages.ts'
import { holding } from '../rules.ts'

export interface Shared { labels: Label[]; today: string; handles: Role[] }
export interface Answered { form: string; values: Record<string, string>; errors: Record<string, string> }

/** A calendar day as people say it; noon keeps it the same day everywhere. */
const sayDay = (day: string, language: Language) => sayDate(new Date(`${day}T12:00:00Z`), 'Europe/Oslo', language)

export function sayRole(role: HeldRole, labels: Label[], today: string, language: Language, texts: OrganisationMessages) {
  const days = role.to !== null ? (holding(role, today) === 'now' ? texts.until(sayDay(role.to, language)) : texts.fromTo(sayDay(role.from, language), sayDay(role.to, language)))
    : holding(role, today) === 'later' ? texts.fromDay(sayDay(role.from, language)) : texts.since(sayDay(role.from, language))
  return [labelOf(role.role, labels, language), [days, role.place && texts.at(role.place)].filter(Boolean).join(', ')] as const
}

export function SearchPeople({ q, base }: { q: string; base: string }) {
  const texts = organisationTexts(useLanguage())
  return (
    <Form method="get" action={base} className="flex max-w-text flex-wrap items-end gap-3">
      <div className="min-w-0 grow"><Field label={texts.search} name="q" type="search" defaultValue={q} maxLength={100} autoComplete="off" enterKeyHint="search" /></div>
      <Button kind="quiet">{texts.find}</Button>
    </Form>
  )
}

export function PeopleList({ people, labels, today, base, searched }: Omit<Shared, 'handles'> & { people: OrganisationPerson[]; base: string; searched: boolean }) {
  const language = useLanguage()
  const texts = organisationTexts(language)
  if (people.length === 0) return <EmptyState title={texts.nobody}>{searched ? texts.nobodyFound : texts.nobodyText}</EmptyState>
  return (
    <Table caption={texts.people} captionHidden columns={[texts.name, texts.roles, texts.email]} rows={people.map((person) => {
      const held = person.roles.filter((role) => holding(role, today) !== 'before')
      return {
        key: person.id,
        cells: [
          <a key="name" href={`${base}?person=${person.id}`} className="link inline-flex min-h-11 items-center"
            aria-label={texts.changeOf(person.name)}>{person.name}</a>,
          <span key="roles" className="flex flex-wrap gap-1.5">{held.length === 0
            ? <span className="text-soft">{texts.noRoleNow}</span>
            : held.map((role) => <Tag key={role.id} tone={holding(role, today) === 'now' ? 'plain' : 'berry'}>{labelOf(role.role, labels, language)}</Tag>)}</span>,
          <a key="email" href={`mailto:${person.email}`} className="link [overflow-wrap:anywhere]">{person.email}</a>,
        ],
      }
    })} />
  )
}

/** One person: what they are and were, one role to end, one to give. */
export function PersonRoles({ person, labels, today, handles, places, answered, base }: Shared & { person: OrganisationPerson; places: { id: string; name: string }[]; answered?: Answered | undefined; base: string }) {
  const language = useLanguage()
  const texts = organisationTexts(language)
  const errors = sayErrors(answered?.errors ?? {}, texts)
  const value = (form: string, name: string) => (answered?.form === form ? answered.values[name] : undefined)
  const ending = person.roles.filter((role) => holding(role, today) !== 'before' && handles.includes(role.role))
  return (
    <>
      <ErrorSummary errors={errors.all} />
      <p><a href={`mailto:${person.email}`} className="link inline-flex min-h-11 items-center text-lg font-bold [overflow-wrap:anywhere]">{person.email}</a></p>
      <DefinitionList items={person.roles.toReversed().map((role) => {
        const [term, detail] = sayRole(role, labels, today, language, texts)
        return { term: holding(role, today) === 'before' ? <span className="text-soft">{term}</span> : term, detail }
      })} />
      {handles.length > 0 && (
        <Folded title={texts.addRole} open={answered?.form === 'grant'}>
          <Form>
            <input type="hidden" name="intent" value="grant" />
            <input type="hidden" name="person" value={person.id} />
            <Select label={texts.role} name="role" defaultValue={value('grant', 'role') ?? ''} error={errors.of('role')}
              options={[{ value: '', label: '–' }, ...handles.map((role) => ({ value: role, label: labelOf(role, labels, language) }))]} />
            <div className="grid max-w-text gap-6 sm:grid-cols-2">
              <Field type="date" label={texts.firstDay} hint={texts.firstDayHint} name="from" optional defaultValue={value('grant', 'from')}
                error={errors.of('from')} />
              <Field type="date" label={texts.lastDay} hint={texts.lastDayHint} name="until" optional defaultValue={value('grant', 'until')}
                error={errors.of('until')} />
            </div>
            {places.length > 0 && <Select label={texts.place} name="placeId" defaultValue={value('grant', 'placeId') ?? ''}
              error={errors.of('placeId')} options={[{ value: '', label: texts.noPlace }, ...places.map(({ id, name }) => ({ value: id, label: name }))]} />}
            <div><Button>{texts.give}</Button></div>
          </Form>
        </Folded>
      )}
      {ending.length > 0 && (
        <Folded title={texts.endRole} open={answered?.form === 'end'}>
          <Form>
            <input type="hidden" name="intent" value="end" />
            <input type="hidden" name="person" value={person.id} />
            <Choice legend={texts.whichRole} name="membership" required
              value={value('end', 'membership') ?? (ending.length === 1 ? ending[0]!.id : undefined)} error={errors.of('membership')}
              options={ending.map((role) => { const [label, hint] = sayRole(role, labels, today, language, texts); return { value: role.id, label, hint } })} />
            <Field type="date" label={texts.endDay} hint={texts.endDayHint} name="to" optional defaultValue={value('end', 'to')} error={errors.of('to')} />
            <div><Button kind="danger">{texts.end}</Button></div>
          </Form>
        </Folded>
      )}
      <p><LinkButton kind="plain" to={base}>{texts.back}</LinkButton></p>
    </>
  )
}

/** What is seldom needed stays folded until it is asked for, or was answered with something to mend. */
function Folded({ title, open, children }: { title: string; open: boolean; children: ReactNode }) {
  return (
    <Card>
      <details open={open}>
        <summary className="min-h-11 cursor-pointer py-2 text-xl font-bold">{title}</summary>
        <div className="pt-4">{children}</div>
      </details>
    </Card>
  )
}

export function InviteForm({ labels, handles, places, language: own, answered, base }:
  Omit<Shared, 'today'> & { places: { id: string; name: string }[]; language: Language; answered?: Answered | undefined; base: string }) {
  const language = useLanguage()
  const texts = organisationTexts(language)
  const errors = sayErrors(answered?.errors ?? {}, texts)
  const values = answered?.values ?? {}
  return (
    <Form>
      <ErrorSummary errors={errors.all} />
      <input type="hidden" name="intent" value="invite" />
      <Field type="email" label={texts.email} name="email" autoComplete="off" required defaultValue={values.email} error={errors.of('email')} />
      <Choice legend={texts.role} name="role" required value={values.role} error={errors.of('role')}
        options={handles.map((role) => ({ value: role, label: labelOf(role, labels, language), hint: texts[`means_${role}`] }))} />
      {places.length > 0 && <Select label={texts.place} name="placeId" defaultValue={values.placeId ?? ''} error={errors.of('placeId')}
        options={[{ value: '', label: texts.noPlace }, ...places.map(({ id, name }) => ({ value: id, label: name }))]} />}
      <Select label={texts.inviteLanguage} name="language" defaultValue={values.language ?? own}
        options={languages.map((one) => ({ value: one, label: texts[one] }))} />
      <ActionBar>
        <Button>{texts.send}</Button>
        <LinkButton kind="plain" to={base}>{texts.back}</LinkButton>
      </ActionBar>
    </Form>
  )
}

export function OpenInvitations({ invitations, labels, handles }: Omit<Shared, 'today'> & { invitations: SentInvitation[] }) {
  const language = useLanguage()
  const texts = organisationTexts(language)
  if (invitations.length === 0) return null
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-2xl">{texts.invitations}</h2>
      <ul className="flex max-w-text flex-col divide-y divide-line">
        {invitations.map((invitation) => (
          <li key={invitation.id} className="flex flex-col gap-2 py-3">
            <p><span className="font-bold [overflow-wrap:anywhere]">{invitation.email}</span> · {labelOf(invitation.role, labels, language)}{invitation.place && ` · ${invitation.place}`}</p>
            <p className="text-soft">{texts.sentOn(sayDate(invitation.sentAt, 'Europe/Oslo', language))}{invitation.expired && <> · <Tag
              tone="danger">{texts.expired}</Tag></>}</p>
            {handles.includes(invitation.role) && (
              <Form className="flex flex-wrap gap-4">
                <input type="hidden" name="invitation" value={invitation.id} />
                <Button kind="plain" name="intent" value="resend" aria-label={`${texts.resend}: ${invitation.email}`}>{texts.resend}</Button>
                <Button kind="plain" name="intent" value="revoke" aria-label={`${texts.revoke}: ${invitation.email}`}>{texts.revoke}</Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
