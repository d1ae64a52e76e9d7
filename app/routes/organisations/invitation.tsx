import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requirePerson, visit } from '#app/domain/identity/gate.server.ts'
import { plansActivities } from '#app/domain/identity/rules.ts'
import { acceptInvitation } from '#app/domain/organisations/invitations/commands.server.ts'
import { receivedInvitation } from '#app/domain/organisations/invitations/queries.server.ts'
import { labelOf, labelWithin } from '#app/domain/organisations/labels.ts'
import { organisationTexts } from '#app/domain/organisations/messages.ts'
import { lean } from '#app/platform/db.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/layout.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }, { name: 'robots', content: 'noindex' }]

/** Looking at an invitation changes nothing: mail programs open links before people do. */
export async function loader(args: LoaderFunctionArgs) {
  const { person, language } = await visit(args)
  const token = args.params.token ?? ''
  const invitation = await receivedInvitation(token, new Date())
  if (!invitation) return notFound()
  const { standing, organisation, role, labels } = invitation
  return {
    title: organisationTexts(language).invitedTitle(organisation.name), standing, organisation: organisation.name, slug: organisation.slug, meaning: role,
      justNow: new URL(args.request.url).searchParams.get('done') === 'accepted',
      role: labelWithin(labelOf(role, labels, language)),
    // Whose address it is, is told to nobody: only whether it is the reader's.
    own: person ? { email: person.email, invited: person.email.toLowerCase() === invitation.email.toLowerCase() } : null,
    signIn: `/sign-in?to=${encodeURIComponent(`/invitations/${token}`)}`,
  }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person } = await requirePerson(args)
  const done = await lean(actor, (sql) => acceptInvitation(sql, { token: args.params.token ?? '', personId: person.id, now: new Date() }))
  if (done.ok) return redirect(plansActivities([done.role]) ? `/manage/${done.slug}` : `/invitations/${args.params.token}?done=accepted`, 303)
  if (done.reason === 'not_found') return notFound()
  return data({ refused: done.reason }, 409)
}

export default function Screen() {
  const { title, standing, organisation, slug, justNow, meaning, role, own, signIn } = useLoaderData<typeof loader>()
  useActionData<typeof action>()
  const texts = organisationTexts(useLanguage())
  // Whoever has just said yes sees that it worked, and what there is now.
  if (justNow && standing === 'used' && own?.invited) return (
    <Page title={texts.youAreIn(organisation)} intro={texts.youAreInText}>
      <p className="flex flex-wrap gap-3"><LinkButton to={`/o/${slug}`}>{texts.seeTheirs}</LinkButton><LinkButton kind="quiet" to="/me">{texts.toMine}</LinkButton></p>
    </Page>
  )
  if (standing !== 'open') return <Page title={title}><Notice kind="info">{texts[`invitation_${standing}`]}</Notice>{own && <p><LinkButton
    kind="quiet" to="/me">{texts.toMine}</LinkButton></p>}</Page>
  return (
    <Page title={title} intro={texts.invitedAs(organisation, role)}>
      {own && !own.invited && <Notice kind="warning">{texts.otherAddress(own.email)}</Notice>}
      <section className="flex max-w-text flex-col gap-2">
        <h2 className="text-xl">{texts.whatItMeans}</h2>
        <ul className="flex list-disc flex-col gap-1 pl-6"><li>{texts[`means_${meaning}`]}</li><li>{texts.whoSees(organisation)}</li><li>{texts.mayLeave}</li></ul>
      </section>
      {!own && <><p className="max-w-text">{texts.signInFirst}</p><p><LinkButton to={signIn}>{texts.signIn}</LinkButton></p></>}
      {own?.invited && <Form><ActionBar><Button>{texts.accept}</Button><LinkButton kind="plain" to="/">{texts.notNow}</LinkButton></ActionBar></Form>}
    </Page>
  )
}
