import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { WorkplaceTabs } from '#app/domain/activities/planning/components/workplace-tabs.tsx'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { type Answered, KindForm, LabelsForm, PlaceForm, SettingsOverview, TextsForm } from '#app/domain/organisations/components/settings.tsx'
import { labelsOf } from '#app/domain/organisations/members/queries.server.ts'
import { organisationTexts } from '#app/domain/organisations/messages.ts'
import { kindDeedForm, kindForm, labelsForm, organisationForm, placeDeedForm, placeForm } from '#app/domain/organisations/schema.ts'
import { archiveKind, archivePlace, moveKind, type Saved, saveKind, saveLabels, saveOrganisation,
  savePlace } from '#app/domain/organisations/settings/commands.server.ts'
import { allKinds, allPlaces, organisationDetails } from '#app/domain/organisations/settings/queries.server.ts'
import { lean, type Sql } from '#app/platform/db.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { Page } from '#app/ui/layout.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { actor, organisation, roles, language } = await requireMember(args, args.params.org, 'administrator')
  const asked = new URL(args.request.url).searchParams
  const found = await lean(actor, async (sql) => ({
    details: await organisationDetails(sql, organisation.id), kinds: await allKinds(sql, organisation.id),
      places: await allPlaces(sql, organisation.id), labels: await labelsOf(sql, organisation.id),
  }))
  const one = <T extends { id: string }>(list: T[], name: string) =>
    (asked.get(name) === 'new' ? null : list.find(({ id }) => id === asked.get(name)) ?? notFound())
  const texts = organisationTexts(language)
  const shared = { organisation, roles, done: asked.has('done'), ...found }
  if (asked.has('texts')) return { ...shared, view: 'texts' as const, title: texts.texts, kind: null, place: null }
  if (asked.has('labels')) return { ...shared, view: 'labels' as const, title: texts.labels, kind: null, place: null }
  if (asked.has('kind')) return { ...shared, view: 'kind' as const, title: asked.get('kind') === 'new' ? texts.addKind : texts.kinds,
    kind: one(found.kinds, 'kind'), place: null }
  if (asked.has('place')) return { ...shared, view: 'place' as const, title: asked.get('place') === 'new' ? texts.addPlace : texts.places,
    kind: null, place: one(found.places, 'place') }
  return { ...shared, view: 'overview' as const, title: texts.settings, kind: null, place: null }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, organisation } = await requireMember(args, args.params.org, 'administrator')
  const { values } = await readForm(args.request, z.looseObject({}))
  const now = new Date()
  const base = `/manage/${organisation.slug}/settings`
  const wrong = (errors: Record<string, string>) => data({ values, errors } satisfies Answered, 422)
  /** Checks, does, and either goes back to the overview or says at the field what is wrong. */
  const save = async <S extends z.ZodType>(schema: S, field: string, work: (sql: Sql, value: z.output<S>) => Promise<Saved>) => {
    const form = check(schema, values)
    if (!form.ok) return wrong(form.errors)
    const saved = await lean(actor, (sql) => work(sql, form.value))
    return saved.ok ? redirect(`${base}?done`, 303) : wrong({ [field]: saved.reason })
  }
  const id = organisation.id
  switch (values.intent) {
    case 'texts': return save(organisationForm, 'name', (sql, texts) => saveOrganisation(sql, id, texts))
    case 'labels': return save(labelsForm, 'participant_nb', async (sql, labels) => { await saveLabels(sql, id, labels); return { ok: true } })
    case 'kind': return save(kindForm, 'nb', (sql, { kind, ...names }) => saveKind(sql, id, { kindId: kind, names }))
    case 'kind-up': return save(kindDeedForm, 'kind', (sql, { kind }) => moveKind(sql, id, { kindId: kind, by: -1 }))
    case 'kind-down': return save(kindDeedForm, 'kind', (sql, { kind }) => moveKind(sql, id, { kindId: kind, by: 1 }))
    case 'kind-archive':
    case 'kind-restore': return save(kindDeedForm, 'kind',
      (sql, { kind }) => archiveKind(sql, id, { kindId: kind, archived: values.intent === 'kind-archive', now }))
    case 'place': return save(placeForm, 'name', (sql, { place, ...texts }) => savePlace(sql, id, { ...texts, placeId: place }))
    case 'place-archive':
    case 'place-restore': return save(placeDeedForm, 'place',
      (sql, { place }) => archivePlace(sql, id, { placeId: place, archived: values.intent === 'place-archive', now }))
    default: return notFound()
  }
}

export default function Screen() {
  const { view, title, organisation, roles, done, details, kinds, places, labels, kind, place } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const texts = organisationTexts(useLanguage())
  const base = `/manage/${organisation.slug}/settings`
  const part = { answered, base }
  const refused = view === 'overview' && answered ? Object.values(answered.errors)[0] : undefined
  return (
    <Page title={title} intro={{ overview: texts.settingsIntro, texts: texts.textsHint, labels: texts.labelsHint, kind: undefined, place: undefined }[view]} back={view === 'overview' ? undefined : { to: base, text: texts.settings }}>
      {view === 'overview' && <WorkplaceTabs slug={organisation.slug} roles={roles} current="settings" />}
      {done && view === 'overview' && !refused && <Notice kind="done">{texts.done_saved}</Notice>}
      {refused && <Notice kind="warning">{refused === 'last_kind' ? texts.last_kind : texts.not_found}</Notice>}
      {view === 'overview' && <SettingsOverview details={details} kinds={kinds} places={places} labels={labels} base={base} />}
      {view === 'texts' && <TextsForm details={details} {...part} />}
      {view === 'labels' && <LabelsForm labels={labels} {...part} />}
      {view === 'kind' && <KindForm kind={kind} {...part} />}
      {view === 'place' && <PlaceForm place={place} {...part} />}
    </Page>
  )
}
