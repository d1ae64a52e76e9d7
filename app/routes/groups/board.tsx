import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { randomUUID } from 'node:crypto'
import { writePost } from '#app/domain/groups/board/commands.server.ts'
import { MessageBoard } from '#app/domain/groups/board/components/board.tsx'
import { DangerNotice } from '#app/domain/groups/board/components/post-deeds.tsx'
import { boardTexts } from '#app/domain/groups/board/messages.ts'
import { boardOf, emergencyNumber } from '#app/domain/groups/board/queries.server.ts'
import { postForm } from '#app/domain/groups/board/schema.ts'
import { isLive } from '#app/domain/groups/rules.ts'
import { isId } from '#app/platform/actor.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { onBoard } from './board-gate.server.ts'

export async function loader(args: LoaderFunctionArgs) {
  const asked = new URL(args.request.url).searchParams
  const before = new Date(asked.get('before') ?? '')
  const reply = asked.get('reply')
  return onBoard(args, async (sql, { visit, group, standing }) => ({
    language: visit.language, slug: group.slug, name: group.text.name, zone: group.organisation.zone, now: new Date(),
    ...(await boardOf(sql, group.id, { personId: visit.person.id, before: Number.isNaN(before.getTime()) ? null : before })),
    number: await emergencyNumber(sql, group.organisation.country),
    hosting: standing.host !== null, writes: isLive(group), closed: group.closedAt !== null, first: !asked.has('before'), reply: isId(reply) ? reply : null,
    formKey: randomUUID(), done: asked.get('done'),
  }))
}

export async function action(args: ActionFunctionArgs) {
  return onBoard(args, async (sql, { visit, group }) => {
    const read = await readForm(args.request, postForm)
    const address = `/groups/${group.slug}/board`
    if (!read.ok) return data({ values: read.values, error: read.errors.text ?? 'text_missing' }, 422)
    if (!isLive(group)) return seeOther(address)
    const { text, key, reply } = read.value
    const written = await writePost(sql, { groupId: group.id, organisationId: group.organisationId, personId: visit.person.id, now: new Date() }, { text, key, replyTo: reply || null })
    if (!written.ok) return data({ values: { ...read.values, reply: written.reason === 'gone' ? '' : reply }, error: written.reason as string }, written.reason === 'too_many' ? 429 : 409)
    return seeOther(`${address}?done=posted#post-${reply || written.id}`)
  })
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: `${boardTexts(loaded?.language ?? 'nb').title} · Samkraft` }]

export default function BoardPage() {
  const { name, done, number, next, first, closed, reply, ...board } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const texts = boardTexts(useLanguage())
  const sentence = (key: string) => (texts as unknown as Record<string, unknown>)[key]
  const said = (key: string | null | undefined) => { const found = key && /^[a-z_]+$/.test(key) ? sentence(key) : undefined; return typeof found === 'string' ? found : undefined }
  const error = answered && (said(answered.error) ?? texts.text_missing)
  return (
    <Page back={{ to: `/groups/${board.slug}`, text: name }} title={texts.title} intro={texts.intro}>
      {error && <ErrorSummary errors={[{ name: 'text', text: error }]} />}
      {!error && (done === 'danger' || done === 'alone') && <DangerNotice number={number} alone={done === 'alone'} />}
      {!error && done && said(`done_${done}`) && <Notice kind="done">{said(`done_${done}`)}</Notice>}
      {closed && <Notice>{texts.closed}</Notice>}
      <MessageBoard {...board} reply={answered ? answered.values.reply || null : reply} values={answered?.values} error={error} />
      {(next || !first) && (
        <p className="flex flex-wrap gap-x-6">
          {!first && <LinkButton kind="plain" to={`/groups/${board.slug}/board`}>{texts.newest}</LinkButton>}
          {next && <LinkButton kind="plain" to={`/groups/${board.slug}/board?before=${encodeURIComponent(next.toISOString())}`}>{texts.older}</LinkButton>}
        </p>
      )}
    </Page>
  )
}
