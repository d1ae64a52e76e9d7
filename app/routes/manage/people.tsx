import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { WorkplaceTabs } from '#app/domain/activities/planning/components/workplace-tabs.tsx'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isRole, roles as allRoles } from '#app/domain/identity/schema.ts'
import { type Answered, InviteForm, OpenInvitations, PeopleList, PersonRoles, SearchPeople } from '#app/domain/organisations/components/people.tsx'
import { inviteByMail, resendInvitation, revokeInvitation } from '#app/domain/organisations/invitations/commands.server.ts'
import { openInvitations } from '#app/domain/organisations/invitations/queries.server.ts'
import { labelOf } from '#app/domain/organisations/labels.ts'
import { endRole, grantRole } from '#app/domain/organisations/members/commands.server.ts'
import { type Filter, filtered, labelsOf, named, peopleOf, todayIn } from '#app/domain/organisations/members/queries.server.ts'
import { organisationTexts } from '#app/domain/organisations/messages.ts'
import { mayHandle } from '#app/domain/organisations/rules.ts'
import { endForm, grantForm, invitationForm, inviteForm } from '#app/domain/organisations/schema.ts'
import { allPlaces } from '#app/domain/organisations/settings/queries.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Page } from '#app/ui/layout.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Tabs } from '#app/ui/table.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]
const dones = ['granted', 'ended', 'invited', 'revoked'] as const

export async function loader(args: LoaderFunctionArgs) {
  const { actor, organisation, roles, language } = await requireMember(args, args.params.org, 'coordinator', 'administrator')
  const asked = new URL(args.request.url).searchParams
  const now = new Date()
  const found = await lean(actor, async (sql) => ({
    people: await peopleOf(sql, organisation.id), labels: await labelsOf(sql, organisation.id), today: await todayIn(sql),
    invitations: await openInvitations(sql, organisation.id, now),
      places: (await allPlaces(sql, organisation.id)).filter((place) => !place.archived).map(({ id, name }) => ({ id, name })),
  }))
  const wanted = asked.get('role')
  const filter: Filter = isRole(wanted) || wanted === 'before' ? wanted : null
  const q = (asked.get('q') ?? '').trim().slice(0, 100)
  const texts = organisationTexts(language)
  const person = asked.has('person') ? found.people.find(({ id }) => id === asked.get('person')) ?? notFound() : null
  const view = person ? 'person' as const : asked.has('invite') ? 'invite' as const : 'list' as const
  return {
    title: person ? person.name : view === 'invite' ? texts.invite : texts.people, view, person, filter, q, organisation, roles,
      handles: mayHandle(roles), labels: found.labels, today: found.today, places: found.places,
    people: view !== 'list' ? [] : q ? named(found.people, q) : filtered(found.people, filter, found.today), invitations: view === 'list' && !q ? found.invitations : [],
      done: dones.find((done) => done === asked.get('done')) ?? null,
  }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person, organisation, roles } = await requireMember(args, args.params.org, 'coordinator', 'administrator')
  const { values } = await readForm(args.request, z.looseObject({}))
  const now = new Date()
  const home = env().APP_URL
  const handler = { organisationId: organisation.id, personId: person.id, roles, name: person.name, organisationName: organisation.name }
  const base = `/manage/${organisation.slug}/people`
  const wrong = (form: string, errors: Record<string, string>) => data({ form, values, errors } satisfies Answered, 422)

  switch (values.intent) {
    case 'grant': {
      const form = check(grantForm, { ...values, to: values.until ?? '' })
      if (!form.ok) return wrong('grant', renamed(form.errors, 'to', 'until'))
      const { person: personId, ...grant } = form.value
      const done = await lean(actor, (sql) => grantRole(sql, handler, { personId, ...grant }))
      if (!done.ok) return wrong('grant', { [done.field === 'to' ? 'until' : done.field ?? 'role']: done.reason })
      return redirect(`${base}?person=${personId}&done=granted`, 303)
    }
    case 'end': {
      const form = check(endForm, values)
      if (!form.ok) return wrong('end', form.errors)
      const done = await lean(actor, (sql) => endRole(sql, handler, { membershipId: form.value.membership, to: form.value.to }))
      if (!done.ok) return wrong('end', { [done.field ?? 'membership']: done.reason })
      return redirect(`${base}?done=ended`, 303)
    }
    case 'invite': {
      const form = check(inviteForm, values)
      if (!form.ok) return wrong('invite', form.errors)
      const done = await lean(actor, (sql) => inviteByMail(sql, handler, { ...form.value, home, now }))
      if (!done.ok) return wrong('invite', { [done.reason === 'not_yours' ? 'role' : 'email']: done.reason })
      return redirect(`${base}?done=invited`, 303)
    }
    case 'resend':
    case 'revoke': {
      const form = check(invitationForm, values)
      if (!form.ok) return notFound()
      const one = { invitationId: form.value.invitation, home, now }
      const done = await lean(actor, (sql) => (values.intent === 'resend' ? resendInvitation(sql, handler, one) : revokeInvitation(sql, handler, one)))
      // Answered or taken back meanwhile: the list says how it stands.
      return redirect(done.ok ? `${base}?done=${values.intent === 'resend' ? 'invited' : 'revoked'}` : base, 303)
    }
    default:
      return notFound()
  }
}

const renamed = (errors: Record<string, string>, from: string, to: string) =>
  Object.fromEntries(Object.entries(errors).map(([name, key]) => [name === from ? to : name, key]))

export default function Screen() {
  const { title, view, person, filter, q, organisation, roles, people, invitations, done, ...shared } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const language = useLanguage()
  const texts = organisationTexts(language)
  const base = `/manage/${organisation.slug}/people`
  const filters = [null, ...allRoles, 'before' as const]
  return (
    <Page title={title} intro={view === 'list' ? texts.peopleIntro : view === 'invite' ? texts.inviteIntro : undefined}
      back={view === 'list' ? undefined : { to: base, text: texts.people }}
      actions={view === 'list' && shared.handles.length > 0 && <LinkButton to={`${base}?invite`}>{texts.invite}</LinkButton>}>
      {view === 'list' && <WorkplaceTabs slug={organisation.slug} roles={roles} current="people" />}
      {done && <Notice kind="done">{texts[`done_${done}`]}</Notice>}
      {view === 'invite' && <InviteForm {...shared} language={organisation.language} answered={answered} base={base} />}
      {person && <PersonRoles {...shared} person={person} answered={answered} base={base} />}
      {view === 'list' && (
        <>
          <SearchPeople q={q} base={base} />
          <Tabs label={texts.filter} tabs={filters.map((one) => ({ to: one ? `${base}?role=${one}` : base, text: one === null ? texts.everyone : one === 'before' ? texts.former : labelOf(one, shared.labels, language), current: !q && one === filter }))} />
          <PeopleList {...shared} people={people} base={base} searched={q !== ''} />
          <OpenInvitations {...shared} invitations={invitations} />
        </>
      )}
    </Page>
  )
}
