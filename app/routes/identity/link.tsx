import { type ActionFunctionArgs, data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { joinAsked } from '#app/domain/activities/series/sign-ups/commands.server.ts'
import { confirmLink } from '#app/domain/identity/commands.server.ts'
import { askedWith, letIn, visit } from '#app/domain/identity/gate.server.ts'
import { identityTexts } from '#app/domain/identity/messages.ts'
import { linkAsked, linkConfirmed, slugOf } from '#app/domain/identity/queries.server.ts'
import { safePath } from '#app/domain/identity/rules.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Page } from '#app/ui/layout.tsx'

const toOf = (request: Request) => safePath(new URL(request.url).searchParams.get('to'), '')

/** Looking changes nothing: programs that read people's mail follow links, too. */
export async function loader(args: LoaderFunctionArgs) {
  const { language } = await visit(args)
  const link = args.params.token ?? ''
  const asked = await linkAsked(link, askedWith(args.request), language, new Date())
  const confirmed = asked ? null : await linkConfirmed(link, language)
  return data({ language, to: toOf(args.request), asked, confirmed }, { status: asked || confirmed ? 200 : 410 })
}
export const headers: HeadersFunction = () => ({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex', 'referrer-policy': 'same-origin' })

export async function action(args: ActionFunctionArgs) {
  const { person } = await visit(args)
  const link = args.params.token ?? ''
  const to = toOf(args.request)
  const now = new Date()
  const confirmed = await confirmLink({ link, browserSecret: askedWith(args.request), now }, (sql, joining) => joinAsked(sql, { ...joining, now }))
  const back = `/sign-in/link/${encodeURIComponent(link)}${to && `?to=${encodeURIComponent(to)}`}`
  // Pressed twice: the first time has let them in already.
  if (!confirmed.ok) return seeOther(confirmed.reason === 'gone' && person ? safePath(to) : back)
  const series = confirmed.result?.series
  const slug = confirmed.activityId && (await slugOf(confirmed.activityId))
  const joined = series ? `/series/${series}#join` : slug && `/activities/${slug}#join`
  if (!confirmed.signsIn) return seeOther(confirmed.result?.ok || !slug ? back : `/activities/${slug}`)
  return seeOther(joined || safePath(to), await letIn(args.request, confirmed.personId, { strong: false, now }))
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: `${identityTexts(loaded?.language ?? 'nb').signIn} · Samkraft` }]

export default function Link() {
  const { asked, confirmed, to } = useLoaderData<typeof loader>()
  const texts = identityTexts(useLanguage())
  const back = to && `?to=${encodeURIComponent(to)}`
  if (confirmed) {
    return (
      <Page title={texts.confirmedTitle} intro={texts.confirmedText(confirmed.title)}>
        <p className="flex flex-wrap gap-3"><LinkButton to={`/activities/${confirmed.slug}`}>{texts.seeActivity}</LinkButton></p>
      </Page>
    )
  }
  if (!asked) {
    return (
      <Page title={texts.linkGoneTitle} intro={texts.linkGoneText}>
        <p className="flex flex-wrap gap-3"><LinkButton to={`/sign-in${back}`}>{texts.askAgain}</LinkButton></p>
      </Page>
    )
  }
  if (asked.joining) {
    return (
      <Page title={texts.linkJoinTitle(asked.joining.title)} intro={texts.linkJoinText}>
        {!asked.here && <p className="max-w-text">{texts.linkJoinElsewhere}</p>}
        <Form><div><Button wide>{texts.useCodeJoin}</Button></div></Form>
      </Page>
    )
  }
  if (!asked.here) {
    return (
      <Page title={texts.linkOtherTitle} intro={texts.linkOtherText}>
        <p className="flex flex-wrap gap-3"><LinkButton to={`/sign-in/code?elsewhere${to && `&to=${encodeURIComponent(to)}`}`}>{texts.writeCode}</LinkButton></p>
      </Page>
    )
  }
  return (
    <Page title={texts.linkTitle} intro={asked.email ? texts.linkText(asked.email) : undefined}>
      <Form><div><Button wide>{texts.signIn}</Button></div></Form>
    </Page>
  )
}
