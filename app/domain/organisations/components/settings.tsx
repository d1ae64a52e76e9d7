import { roles } from '#app/domain/identity/schema.ts'
import { inLanguage, languages } from '#app/platform/language.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { DefinitionList, Tag } from '#app/ui/card.tsx'
import { ErrorSummary, Field, FieldGroup, Form, Select, TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { type Label, labelOf, usualLabels } from '../labels.ts'
import { organisationTexts, sayErrors } from '../messages.ts'
import type { Kind, OrganisationDetails, Place } from '../settings/queries.server.ts'

export interface Answered { values: Record<string, string>; errors: Record<string, string> }
interface Part { answered?: Answered | undefined; base: string }

function useForm(answered: Answered | undefined) {
  const language = useLanguage()
  const texts = organisationTexts(language)
  const errors = sayErrors(answered?.errors ?? {}, texts)
  const field = (name: string, otherwise: string | null | undefined) => ({ name, defaultValue: (answered ? answered.values[name] : otherwise) ?? '', error: errors.of(name) })
  return { language, texts, errors, field }
}

function Actions({ base }: { base: string }) {
  const texts = organisationTexts(useLanguage())
  return <ActionBar><Button>{texts.save}</Button><LinkButton kind="plain" to={base}>{texts.back}</LinkButton></ActionBar>
}

/** Everything at a glance, each part with its way to be changed. */
export function SettingsOverview({ details, kinds, places, labels, base }: { details: OrganisationDetails; kinds: Kind[]; places: Place[]; labels: Label[]; base: string }) {
  const language = useLanguage()
  const texts = organisationTexts(language)
  const nameOf = (kind: Kind) => inLanguage(kind.names, language) ?? kind.slug
  const inUse = kinds.filter((kind) => !kind.archived)
  return (
    <>
      <section className="flex flex-col gap-3">
        <h2 className="text-2xl">{texts.texts}</h2>
        <DefinitionList items={[
          { term: texts.organisationName, detail: details.name },
          ...languages.filter((one) => details.about[one]).map((one) => ({ term: texts.about(texts[one]), detail: <span lang={one}
            className="whitespace-pre-line">{details.about[one]}</span> })),
          ...(details.contactEmail ? [{ term: texts.contactEmail, detail: details.contactEmail }] : []),
            ...(details.website ? [{ term: texts.website, detail: details.website }] : []),
          { term: texts.ownLanguage, detail: texts[details.language] },
        ]} />
        <p><LinkButton kind="quiet" to={`${base}?texts`} aria-label={texts.editOf(texts.texts)}>{texts.edit}</LinkButton></p>
      </section>
      <section className="flex flex-col gap-3">
        <h2 className="text-2xl">{texts.kinds}</h2>
        <p className="max-w-text text-soft">{texts.kindsHint}</p>
        <ul className="flex max-w-text flex-col divide-y divide-line">
          {kinds.map((kind) => (
            <li key={kind.id} className="flex flex-col gap-1 py-3">
              <p><span className="text-lg font-bold">{nameOf(kind)}</span> <span
                className="text-soft">{texts.usedBy(kind.used)}</span> {kind.archived && <Tag>{texts.archived}</Tag>}</p>
              <Form className="flex flex-wrap gap-x-4">
                <input type="hidden" name="kind" value={kind.id} />
                <LinkButton kind="plain" to={`${base}?kind=${kind.id}`} aria-label={texts.editOf(nameOf(kind))}>{texts.edit}</LinkButton>
                {!kind.archived && kind.id !== inUse[0]?.id && <Button kind="plain" name="intent" value="kind-up"
                  aria-label={texts.upOf(nameOf(kind))}>{texts.up}</Button>}
                {!kind.archived && kind.id !== inUse.at(-1)?.id && <Button kind="plain" name="intent" value="kind-down"
                  aria-label={texts.downOf(nameOf(kind))}>{texts.down}</Button>}
                {kind.archived ? <Button kind="plain" name="intent" value="kind-restore" aria-label={texts.restoreOf(nameOf(kind))}>{texts.restore}</Button>
                  : inUse.length > 1 && <Button kind="plain" name="intent" value="kind-archive"
                    aria-label={texts.archiveOf(nameOf(kind))}>{texts.archive}</Button>}
              </Form>
            </li>
          ))}
        </ul>
        <p><LinkButton kind="quiet" to={`${base}?kind=new`}>{texts.addKind}</LinkButton></p>
      </section>
      <section className="flex flex-col gap-3">
        <h2 className="text-2xl">{texts.places}</h2>
        <p className="max-w-text text-soft">{places.length === 0 ? texts.noPlaces : texts.placesHint}</p>
        <ul className="flex max-w-text flex-col divide-y divide-line">
          {places.map((place) => (
            <li key={place.id} className="flex flex-col gap-1 py-3">
              <p><span className="text-lg font-bold">{place.name}</span> {place.archived && <Tag>{texts.archived}</Tag>}{place.address && <span
                className="block text-soft">{place.address}</span>}</p>
              <Form className="flex flex-wrap gap-x-4">
                <input type="hidden" name="place" value={place.id} />
                <LinkButton kind="plain" to={`${base}?place=${place.id}`} aria-label={texts.editOf(place.name)}>{texts.edit}</LinkButton>
                <Button kind="plain" name="intent" value={place.archived ? 'place-restore' : 'place-archive'}
                  aria-label={place.archived ? texts.restoreOf(place.name) : texts.archiveOf(place.name)}>{place.archived ? texts.restore : texts.archive}</Button>
              </Form>
            </li>
          ))}
        </ul>
        <p><LinkButton kind="quiet" to={`${base}?place=new`}>{texts.addPlace}</LinkButton></p>
      </section>
      <section className="flex flex-col gap-3">
        <h2 className="text-2xl">{texts.labels}</h2>
        <DefinitionList items={roles.map((role) => ({ term: usualLabels(language)[role], detail: labelOf(role, labels, language) }))} />
        <p><LinkButton kind="quiet" to={`${base}?labels`} aria-label={texts.editOf(texts.labels)}>{texts.edit}</LinkButton></p>
      </section>
      <section className="flex flex-col gap-3">
        <h2 className="text-2xl">{texts.ownWebsite}</h2>
        <p className="max-w-text text-soft">{texts.ownWebsiteHint}</p>
        <p><LinkButton kind="quiet" to={`${base}/embed`}>{texts.ownWebsiteLink}</LinkButton></p>
      </section>
    </>
  )
}

export function TextsForm({ details, answered, base }: Part & { details: OrganisationDetails }) {
  const { texts, errors, field } = useForm(answered)
  return (
    <Form keep="organisation">
      <ErrorSummary errors={errors.all} />
      <input type="hidden" name="intent" value="texts" />
      <Field label={texts.organisationName} maxLength={120} required {...field('name', details.name)} />
      {languages.map((one, index) => <TextArea key={one} lang={one} label={texts.about(texts[one])} hint={index === 0 ? texts.aboutHint : undefined}
        rows={5} maxLength={2000} optional {...field(`about_${one}`, details.about[one])} />)}
      <Field type="email" label={texts.contactEmail} optional {...field('contactEmail', details.contactEmail)} />
      <Field type="url" label={texts.website} optional {...field('website', details.website)} />
      <Select label={texts.ownLanguage} hint={texts.ownLanguageHint} {...field('language', details.language)}
        options={languages.map((one) => ({ value: one, label: texts[one] }))} />
      <Select label={texts.zone} {...field('zone', details.zone)} options={['Europe/Oslo', 'Europe/Stockholm'].map((zone) => ({ value: zone, label: zone }))} />
      <Actions base={base} />
    </Form>
  )
}

export function KindForm({ kind, answered, base }: Part & { kind: Kind | null }) {
  const { texts, errors, field } = useForm(answered)
  return (
    <Form>
      <ErrorSummary errors={errors.all} />
      <input type="hidden" name="intent" value="kind" />
      <input type="hidden" name="kind" value={kind?.id ?? ''} />
      {languages.map((one, index) => <Field key={one} label={texts.kindName(texts[one])} hint={index === 0 ? texts.kindNameHint : undefined}
        maxLength={40} optional={index > 0} {...field(one, kind?.names[one])} />)}
      <Actions base={base} />
    </Form>
  )
}

export function PlaceForm({ place, answered, base }: Part & { place: Place | null }) {
  const { texts, errors, field } = useForm(answered)
  return (
    <Form>
      <ErrorSummary errors={errors.all} />
      <input type="hidden" name="intent" value="place" />
      <input type="hidden" name="place" value={place?.id ?? ''} />
      <Field label={texts.placeName} maxLength={120} required {...field('name', place?.name)} />
      <Field label={texts.address} maxLength={200} optional autoComplete="off" {...field('address', place?.address)} />
      <Field label={texts.lat} hint={texts.pointHint} inputMode="decimal" optional {...field('lat', place?.lat?.toString())} />
      <Field label={texts.lon} inputMode="decimal" optional {...field('lon', place?.lon?.toString())} />
      <Actions base={base} />
    </Form>
  )
}

export function LabelsForm({ labels, answered, base }: Part & { labels: Label[] }) {
  const { language, texts, errors, field } = useForm(answered)
  return (
    <Form className="flex flex-col gap-10">
      <ErrorSummary errors={errors.all} />
      <input type="hidden" name="intent" value="labels" />
      {roles.map((role) => (
        <FieldGroup key={role} legend={usualLabels(language)[role]}>
          <div className="grid max-w-text gap-6 sm:grid-cols-3">
            {languages.map((one) => <Field key={one} label={texts.labelOf(usualLabels(language)[role], texts[one])} maxLength={40} optional
              placeholder={usualLabels(one)[role]} {...field(`${role}_${one}`, labels.find((label) => label.role === role && label.language === one)?.label)} />)}
          </div>
        </FieldGroup>
      ))}
      <Actions base={base} />
    </Form>
  )
}
