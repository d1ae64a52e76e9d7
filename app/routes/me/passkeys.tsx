import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { PasskeyButton } from '#app/domain/identity/components/passkey-button.tsx'
import { requirePerson, type SignedIn } from '#app/domain/identity/gate.server.ts'
import { errorText, identityTexts } from '#app/domain/identity/messages.ts'
import { removePasskey, renamePasskey } from '#app/domain/identity/passkeys/commands.server.ts'
import { passkeysOf } from '#app/domain/identity/passkeys/queries.server.ts'
import { mayAdd, mayRemove } from '#app/domain/identity/passkeys/rules.ts'
import { safePath, seesOthers } from '#app/domain/identity/rules.ts'
import { isFresh } from '#app/domain/identity/sessions/rules.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { sayDate } from '#app/platform/time.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Card, EmptyState } from '#app/ui/card.tsx'
import { ErrorSummary, Field, Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

const standingOf = (person: SignedIn, passkeys: number, now: Date) => ({
  strong: person.strong, fresh: isFresh(person.since, now), passkeys, seesOthers: person.memberships.some(({ roles }) => seesOthers(roles)),
})
const outcomes = ['added', 'removed', 'renamed'] as const
const zone = 'Europe/Oslo'

export async function loader(args: LoaderFunctionArgs) {
  const { person, language } = await requirePerson(args)
  const now = new Date()
  const passkeys = await passkeysOf(person.id)
  const standing = standingOf(person, passkeys.length, now)
  const parameters = new URL(args.request.url).searchParams
  return {
    language,
    to: safePath(parameters.get('to'), ''),
    done: outcomes.find((outcome) => outcome === parameters.get('done')) ?? null,
    renaming: parameters.get('rename'),
    needed: standing.seesOthers && !standing.strong,
    add: mayAdd(standing),
    remove: mayRemove(standing),
    passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
      id, name, created: sayDate(createdAt, zone, language, now), used: lastUsedAt && sayDate(lastUsedAt, zone, language, now),
    })),
  }
}

const passkey = z.string().max(1400)
const renamed = z.object({ passkey, name: z.string().trim().min(1, 'name_missing').max(60, 'name_too_long') })

export async function action(args: ActionFunctionArgs) {
  const { person } = await requirePerson(args)
  const form = await readForm(args.request, z.union([z.object({ passkey, remove: z.string() }), renamed]))
  if (!form.ok) {
    if (!form.values.passkey || form.values.name === undefined) return notFound()
    const checked = renamed.safeParse(form.values)
    return data({ values: form.values, error: checked.error?.issues[0]?.message ?? 'name_missing' }, { status: 422 })
  }
  const { value } = form
  if ('remove' in value) {
    const standing = standingOf(person, 1, new Date())
    if (mayRemove(standing) !== 'yes') return seeOther('/me/passkeys')
    return (await removePasskey(person.id, value.passkey)) ? seeOther('/me/passkeys?done=removed') : notFound()
  }
  return (await renamePasskey(person.id, value.passkey, value.name)) ? seeOther('/me/passkeys?done=renamed') : notFound()
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: `${identityTexts(loaded?.language ?? 'nb').passkeysTitle} · Samkraft` }]

export default function Passkeys() {
  const { to, done, renaming, needed, add, remove, passkeys } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const texts = identityTexts(useLanguage())
  const wrong = errorText(texts, answered?.error, 'name_missing')
  const said = { added: texts.passkeyAdded, removed: texts.passkeyRemoved, renamed: texts.passkeyRenamed }
  const here = `/me/passkeys${to && `?to=${encodeURIComponent(to)}`}`
  const afterAdding = to || '/me/passkeys?done=added'
  const kind = needed || passkeys.length === 0 ? 'primary' : 'quiet'
  return (
    <Page title={texts.passkeysTitle} intro={texts.passkeysIntro} back={{ to: '/me', text: texts.myPage }}>
      {done && <Notice kind="done"><p>{said[done]}</p></Notice>}
      {wrong && <ErrorSummary errors={[{ name: 'name', text: wrong }]} />}
      {needed && (
        <Notice kind="warning" title={texts.neededTitle}>
          <p>{texts.neededText}</p>
          <p>{passkeys.length > 0 ? texts.neededShow : texts.neededAdd}</p>
        </Notice>
      )}
      {add === 'yes' && <PasskeyButton step="add" button={texts.addPasskey} to={afterAdding} kind={kind} />}
      {add === 'sign-in-again' && (
        <Card title={texts.againTitle} className="max-w-text">
          <p>{texts.againText}</p>
          <div><LinkButton to={`/sign-in?to=${encodeURIComponent(here)}`}>{texts.againButton}</LinkButton></div>
        </Card>
      )}
      {add === 'show-passkey' && (
        <Card title={texts.showFirstTitle} className="max-w-text">
          {!needed && <p>{texts.showFirstText}</p>}
          <PasskeyButton step="show" button={texts.showPasskey} to={to || here} kind="primary" />
          {remove !== 'yes' && <p className="text-soft">{texts.lostPasskey}</p>}
        </Card>
      )}
      {passkeys.length === 0 ? (
        !needed && <EmptyState title={texts.noPasskeys}><p>{texts.noPasskeysText}</p></EmptyState>
      ) : (
        <ul className="flex max-w-text flex-col gap-4">
          {passkeys.map((passkey) => {
            const chosen = (answered?.values.passkey ?? renaming) === passkey.id
            return (
              <li key={passkey.id}>
                <Card title={passkey.name}>
                  <p className="text-soft">{texts.addedOn(passkey.created)}<br />{passkey.used ? texts.usedOn(passkey.used) : texts.neverUsed}</p>
                  {chosen ? (
                    <Form>
                      <input type="hidden" name="passkey" value={passkey.id} />
                      <Field name="name" label={texts.passkeyName} hint={texts.passkeyNameHint} maxLength={60}
                        error={wrong} defaultValue={answered?.values.name ?? passkey.name} required />
                      <div><Button kind="quiet">{texts.saveName}</Button></div>
                    </Form>
                  ) : (
                    <p><LinkButton kind="plain" to={`/me/passkeys?rename=${encodeURIComponent(passkey.id)}`}>{texts.rename}</LinkButton></p>
                  )}
                  {remove === 'yes' && (
                    <Form>
                      <input type="hidden" name="passkey" value={passkey.id} />
                      <div><Button kind="danger" name="remove" value="1" aria-label={texts.removeNamed(passkey.name)}>{texts.remove}</Button></div>
                    </Form>
                  )}
                </Card>
              </li>
            )
          })}
        </ul>
      )}
    </Page>
  )
}
