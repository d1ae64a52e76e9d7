import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { editGroup } from '#app/domain/groups/planning/commands.server.ts'
import { GroupForm } from '#app/domain/groups/planning/components/group-form.tsx'
import { groupPlanningTexts } from '#app/domain/groups/planning/messages.ts'
import { groupPiece, type GroupPiece, placesOf } from '#app/domain/groups/planning/queries.server.ts'
import { fieldOf, groupForm, textFields } from '#app/domain/groups/schema.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { languages } from '#app/platform/language.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

const valuesOf = (group: GroupPiece): Record<string, string> => ({
  language: group.language, wayIn: group.wayIn, visibility: group.visibility, placeId: group.placeId ?? '', area: group.area,
  ...Object.fromEntries(languages.flatMap((language) => textFields.map((field) => [fieldOf(field, language), group.texts[language]?.[field] ?? '']))),
})

export async function loader(args: LoaderFunctionArgs) {
  const { actor, organisation, language } = await requireMember(args, args.params.org)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const [group, places] = await lean(actor, async (sql) => [await groupPiece(sql, organisation.id, id), await placesOf(sql, organisation.id)] as const)
  if (!group?.plans) return notFound()
  return { title: groupPlanningTexts(language).editTitle, organisation, places, id, values: valuesOf(group), version: group.version }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, organisation, person } = await requireMember(args, args.params.org)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const read = await readForm(args.request, groupForm)
  const version = Number(read.values.version) || 0
  return lean(actor, async (sql) => {
    const group = await groupPiece(sql, organisation.id, id)
    if (!group?.plans) return notFound()
    const again = (errors: Record<string, string>, status: number, overtaken = false) => data({ values: read.values, errors, overtaken, version: overtaken ? group.version : version }, status)
    if (!read.ok) return again(read.errors, 422)
    const saved = await editGroup(sql, { organisationId: organisation.id, personId: person.id, now: new Date() }, { groupId: id, version, plan: read.value })
    if (saved.ok) return redirect(`/manage/${organisation.slug}/groups/${id}?done=saved`, 303)
    return saved.reason === 'overtaken' ? again({}, 409, true) : again({ placeId: 'place_unknown' }, 422)
  })
}

export default function Screen() {
  const loaded = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const texts = groupPlanningTexts(useLanguage())
  const back = `/manage/${loaded.organisation.slug}/groups/${loaded.id}`
  return (
    <Page title={texts.editTitle} back={{ to: back, text: texts.groups }}>
      {answered?.overtaken && <Notice kind="warning" title={texts.overtakenTitle}><p>{texts.overtakenText} <a href={`${back}/edit`} target="_blank" rel="noreferrer" className="link">{texts.seeTheirs}</a></p></Notice>}
      <GroupForm values={answered?.values ?? loaded.values} errors={answered?.errors ?? {}} places={loaded.places} organisation={loaded.organisation}
        unseen={{ group: loaded.id, version: String(answered?.version ?? loaded.version) }} />
    </Page>
  )
}
