import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { erasePost, hidePost, reportPost } from '#app/domain/groups/board/commands.server.ts'
import { type PostDeed, PostDeeds } from '#app/domain/groups/board/components/post-deeds.tsx'
import { boardTexts } from '#app/domain/groups/board/messages.ts'
import { emergencyNumber, postIn } from '#app/domain/groups/board/queries.server.ts'
import { reportForm } from '#app/domain/groups/board/schema.ts'
import { isId } from '#app/platform/actor.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { onBoard } from './board-gate.server.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { post: id } = args.params
  if (!isId(id)) return notFound()
  const asked = new URL(args.request.url).searchParams.get('do')
  return onBoard(args, async (sql, { visit, group, standing }) => {
    const post = await postIn(sql, group.id, id, visit.person.id)
    if (!post) return notFound()
    const deed: PostDeed = asked === 'erase' || asked === 'hide' ? asked : 'report'
    if (deed === 'erase' ? !post.mine : deed === 'hide' ? !standing.host : post.mine) return notFound()
    return { language: visit.language, slug: group.slug, post, deed, zone: group.organisation.zone, now: new Date(), number: await emergencyNumber(sql, group.organisation.country), formKey: randomUUID() }
  })
}

const intents = z.looseObject({ intent: z.enum(['erase', 'hide', 'show', 'report']) })

export async function action(args: ActionFunctionArgs) {
  const { post: id } = args.params
  if (!isId(id)) return notFound()
  return onBoard(args, async (sql, { visit, group, standing }) => {
    const read = await readForm(args.request, intents)
    if (!read.ok) return notFound()
    const speaker = { groupId: group.id, organisationId: group.organisationId, personId: visit.person.id, now: new Date() }
    const board = `/groups/${group.slug}/board`
    switch (read.value.intent) {
      case 'erase': await erasePost(sql, speaker, id); return seeOther(`${board}?done=erased`)
      case 'hide':
      case 'show': {
        if (!standing.host) return notFound()
        await hidePost(sql, speaker, id, read.value.intent === 'hide')
        return seeOther(`${board}?done=${read.value.intent === 'hide' ? 'hidden' : 'shown'}#post-${id}`)
      }
      case 'report': {
        const form = check(reportForm, read.values)
        if (!form.ok) return data({ values: form.values, errors: form.errors }, 422)
        const reported = await reportPost(sql, speaker, { postId: id, ...form.value })
        if (!reported.ok && reported.reason === 'gone') return seeOther(board)
        if (!reported.ok) return data({ values: form.values, errors: { words: 'too_many' } }, 429)
        return seeOther(`${board}?done=${form.value.reason !== 'danger' ? 'reported' : reported.heard ? 'danger' : 'alone'}`)
      }
    }
  })
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: `${boardTexts(loaded?.language ?? 'nb').title} · Samkraft` }]

export default function PostPage() {
  const loaded = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const texts = boardTexts(useLanguage())
  const say: Record<string, string> = { reason_missing: texts.reason_missing, words_long: texts.words_long, too_many: texts.too_many }
  const errors = Object.fromEntries(Object.entries(answered?.errors ?? {}).map(([name, key]) => [name, say[String(key)] ?? texts.reason_missing]))
  const [title, intro] = { erase: [texts.eraseTitle], hide: [texts.hideTitle], report: [texts.reportTitle, texts.reportText] }[loaded.deed]
  return (
    <Page back={{ to: `/groups/${loaded.slug}/board#post-${loaded.post.id}`, text: texts.backToBoard }} title={title} intro={intro}>
      <PostDeeds {...loaded} values={answered?.values} errors={errors} />
    </Page>
  )
}
