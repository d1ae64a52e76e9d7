import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { savePart } from '#app/domain/journeys/mapping/commands.server.ts'
import { myMapping } from '#app/domain/journeys/mapping/queries.server.ts'
import { journeyTexts } from '#app/domain/journeys/messages.ts'
import { isPart, partForm, parts } from '#app/domain/journeys/schema.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { ActionBar, Button } from '#app/ui/button.tsx'
import { Form, TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PathSteps } from '#app/ui/path.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const { part } = args.params
  if (!isPart(part)) return notFound()
  const mapping = await lean(actor, (sql) => myMapping(sql, person.id))
  return { language, part, words: mapping[part]?.words ?? '', seen: mapping[part]?.changedAt.toISOString() ?? '', saved: new URL(args.request.url).searchParams.has('saved') }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person } = await requirePerson(args)
  const { part } = args.params
  if (!isPart(part)) return notFound()
  const read = await readForm(args.request, partForm)
  if (!read.ok) return data({ values: read.values, error: true, meanwhile: null }, { status: 422 })
  const { words, go, seen } = read.value
  const kept = await lean(actor, (sql) => savePart(sql, { personId: person.id, part, words, seen, now: new Date() }))
  if (!kept.ok) return data({ values: { ...read.values, seen: kept.meanwhile.changedAt.toISOString() } as Record<string, string>, error: false, meanwhile: kept.meanwhile.words }, { status: 409 })
  const next = parts[parts.indexOf(part) + 1]
  return seeOther(go === 'stay' ? `/me/way/mapping/${part}?saved` : next ? `/me/way/mapping/${next}` : '/me/way/mapping')
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: `${loaded ? journeyTexts(loaded.language).part(loaded.part) : ''} · Samkraft` }]

export default function MappingPart() {
  const { part, words, seen, saved } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const texts = journeyTexts(useLanguage())
  return (
    <Page title={texts.part(part)} intro={texts.ask(part)} back={{ to: '/me/way/mapping', text: texts.mapping }}>
      {saved && !answered && <Notice kind="done" title={texts.saved} />}
      <PathSteps steps={parts.map((one) => ({ label: texts.part(one), to: `/me/way/mapping/${one}` }))} current={parts.indexOf(part)} />
      {answered?.meanwhile && <Notice kind="warning" title={texts.meanwhile}><p className="whitespace-pre-line">{answered.meanwhile}</p><p>{texts.meanwhileText}</p></Notice>}
      <Form>
        <input type="hidden" name="seen" value={answered?.values.seen ?? seen} />
        <TextArea label={texts.yourWords} name="words" rows={9} private defaultValue={answered?.values.words ?? words} error={answered?.error ? texts.words_long : undefined} />
        <ActionBar><Button name="go" value="next">{texts.saveNext}</Button><Button kind="quiet" name="go" value="stay">{texts.savePart}</Button></ActionBar>
      </Form>
      <p className="max-w-text text-soft">{texts.onlyYou}</p>
    </Page>
  )
}
