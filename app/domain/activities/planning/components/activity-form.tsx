import type { ReactNode } from 'react'
import { inLanguage, isLanguage, type Language, languages } from '#app/platform/language.ts'
import { ActionBar, Button } from '#app/ui/button.tsx'
import { Checkbox, Choice, ErrorSummary, Field, FieldGroup, FileField, Form, Select, TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { PointPicker } from '#app/ui/map.tsx'
import { RepeatFields, ScopeChoice } from '../../series/components/repeat-fields.tsx'
import type { NamedChoices } from '../queries.server.ts'
import { textField } from '../rules.ts'
import { offerChoices, type textFields } from '../schema.ts'
import { planningTexts, type PlanningTexts } from './messages.ts'

export interface ActivityFormProps {
  /** Where it is sent; without it, to the page's own address. */
  action?: string
  values: Record<string, string>
  /** What is wrong, said in the reader's language. */
  errors: Record<string, string>
  choices: NamedChoices
  organisation: { slug: string; name: string; country: string; language: Language; zone: string }
  tiles: { tileUrl: string; attribution: string }
  /** Sent along unseen: the form's key, the version it was filled from, the marks of what it was filled with. */
  unseen: Record<string, string>
  /** Only what is written can be changed. */
  settled?: boolean
  /** Nobody else sees it yet. */
  draft?: boolean
  /** A published date of a series: changed alone, or with those that follow. */
  dateOfSeries?: boolean
}

const commonZones = ['Europe/Oslo', 'Europe/Stockholm', 'Europe/Copenhagen', 'Europe/Helsinki', 'Europe/London', 'Atlantic/Reykjavik', 'UTC']

/** Open address registers that a browser may ask, by country. */
const addressSearch: Record<string, string | undefined> = { NO: 'https://ws.geonorge.no/adresser/v1/sok' }

/** Everything about an activity in one plain form: sections from what matters to what is seldom needed. */
export function ActivityForm(props: ActivityFormProps) {
  const { values, errors, choices, organisation, unseen, settled, draft } = props
  const language = useLanguage()
  const texts = planningTexts(language)
  const original = languages.find((one) => one === values.language) ?? organisation.language
  const field = (name: string) => ({ name, defaultValue: values[name] ?? '', error: errors[name] })
  return (
    <Form action={props.action} encType="multipart/form-data" keep={`activity-${unseen.activity ?? organisation.slug}-${unseen.version ?? ''}`} className="flex flex-col gap-10">
      <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text: isLanguage(name.split('_')[1]) ? `${texts.inLanguage(texts[name.split('_')[1] as Language])}: ${text}` : text }))} />
      {Object.entries(unseen).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      <input type="hidden" name="pictureId" value={values.pictureId ?? ''} />
      {props.dateOfSeries && !settled && <ScopeChoice value={values.scope} error={errors.scope} />}
      <FieldGroup legend={texts.what}>
        <Field label={texts.title} hint={texts.titleHint} maxLength={120} required {...field('title')} />
        {!settled && (
          <Select label={texts.kind} {...field('kindId')} required
            options={[{ value: '', label: texts.kindChoose }, ...choices.kinds.map(({ id, names }) => ({ value: id, label: inLanguage(names, language) ?? id }))]} />
        )}
        <TextArea label={texts.description} hint={texts.descriptionHint} rows={8} optional {...field('description')} />
      </FieldGroup>
      {!settled && <When {...props} texts={texts} field={field} />}
      {draft && !settled && values.repeats !== undefined && <RepeatFields values={values} errors={errors} />}
      {!settled && <Where {...props} texts={texts} field={field} />}
      {!settled && (
        <FieldGroup legend={texts.who}>
          <Choice legend={texts.visibility} name="visibility" value={values.visibility} error={errors.visibility} options={[
            { value: 'public', label: texts.visibilityPublic, hint: texts.visibilityPublicHint },
            { value: 'members', label: texts.visibilityMembers, hint: texts.visibilityMembersHint(organisation.name) },
            { value: 'unlisted', label: texts.visibilityUnlisted, hint: texts.visibilityUnlistedHint },
          ]} />
          <Field label={texts.places} hint={texts.placesHint} inputMode="numeric" optional autoComplete="off" className="max-w-32" {...field('places')} />
          <Select label={texts.offers} hint={texts.offersHint} {...field('offerHours')} options={offerChoices.map((hours) => ({ value: hours, label: texts.offerTime(hours) }))} />
        </FieldGroup>
      )}
      <FieldGroup legend={texts.welcome} hint={texts.welcomeHint}>
        {!settled && (
          <Select label={texts.host} hint={texts.hostHint} {...field('hostId')}
            options={[{ value: '', label: texts.noHost }, ...choices.hosts.map(({ id, name }) => ({ value: id, label: name }))]} />
        )}
        <TextArea label={texts.whoMeetsYou} hint={texts.whoMeetsYouHint} rows={2} optional {...field('whoMeetsYou')} />
        <TextArea label={texts.whatToExpect} hint={texts.whatToExpectHint} rows={4} optional {...field('whatToExpect')} />
      </FieldGroup>
      {/* What most activities do without, so that the form ends within sight. */}
      <details data-more open={(['price', 'accessibility', 'pictureId', 'pictureAlt'] as const).some((name) => values[name]) || (['price', 'accessibility', 'picture', 'pictureAlt'] as const).some((name) => errors[name])} className="cut border-2 border-line p-4">
        <summary className="min-h-11 cursor-pointer py-2 text-xl font-bold">{texts.more}</summary>
        <div className="mt-3 flex flex-col gap-10">
          <FieldGroup legend={texts.practical}>
            <Field label={texts.price} hint={texts.priceHint} maxLength={200} optional {...field('price')} />
            <TextArea label={texts.accessibility} hint={texts.accessibilityHint} rows={3} optional {...field('accessibility')} />
          </FieldGroup>
          <FieldGroup legend={texts.pictureGroup}>
            {values.pictureId && (
              <figure className="flex max-w-text flex-col gap-2">
                <img src={`/pictures/${values.pictureId}.webp`} alt={values.pictureAlt ?? ''} className="cut max-h-72 w-auto self-start" />
                <figcaption className="text-soft">{texts.pictureKept}</figcaption>
              </figure>
            )}
            <FileField label={texts.picture} hint={texts.pictureHint} name="picture" accept="image/jpeg,image/png,image/webp" optional error={errors.picture} />
            <Field label={texts.pictureAlt} hint={texts.pictureAltHint} maxLength={300} {...field('pictureAlt')} />
            {values.pictureId && <Checkbox label={texts.removePicture} name="removePicture" defaultChecked={values.removePicture === 'on'} />}
          </FieldGroup>
        </div>
      </details>
      <FieldGroup legend={texts.languages} hint={texts.languagesHint}>
        <Select label={texts.language} name="language" defaultValue={original} error={errors.language} options={languages.map((one) => ({ value: one, label: texts[one] }))} />
        {languages.filter((one) => one !== original).map((one) => <OtherLanguage key={one} of={one} original={original} {...props} texts={texts} field={field} />)}
      </FieldGroup>
      <ActionBar>
        {draft ? <Button name="intent" value="preview">{texts.saveAndLook}</Button> : <Button name="intent" value="save">{texts.save}</Button>}
      </ActionBar>
    </Form>
  )
}

type Part = ActivityFormProps & { texts: PlanningTexts; field: (name: string) => { name: string; defaultValue: string; error?: string } }

// A browser shows nothing in a date field that holds what it cannot read; a plain one shows what was typed.
const dayType = (typed: string) => (typed === '' || (/^\d{4}-\d\d-\d\d$/.test(typed) && new Date(`${typed}T00:00Z`).toISOString().startsWith(typed)) ? 'date' : 'text')
const timeType = (typed: string) => (typed === '' || /^([01]\d|2[0-3]):[0-5]\d$/.test(typed) ? 'time' : 'text')
const safely = (type: (typed: string) => string, typed: string) => {
  try {
    return type(typed)
  } catch {
    return 'text'
  }
}

function When({ values, errors, organisation, texts, field }: Part) {
  const day = (name: string) => ({ ...field(name), type: safely(dayType, values[name] ?? '') })
  const time = (name: string) => ({ ...field(name), type: timeType(values[name] ?? '') })
  const zones = [...new Set([organisation.zone, values.zone || organisation.zone, ...commonZones])]
  const asksOvernight = values.overnight === 'on' || (errors.endTime !== undefined && values.startTime !== '' && values.endTime !== '')
  return (
    <FieldGroup legend={texts.when}>
      <div className="grid max-w-text gap-6 sm:grid-cols-[2fr_1fr_1fr]">
        <Field label={texts.startDate} required {...day('startDate')} />
        <Field label={texts.startTime} required {...time('startTime')} />
        <Field label={texts.endTime} required {...time('endTime')} />
      </div>
      {asksOvernight && <Checkbox label={texts.overnight} name="overnight" defaultChecked={values.overnight === 'on'} />}
      <div className="grid max-w-text gap-6 sm:grid-cols-2">
        <Field label={texts.endDate} hint={texts.endDateHint} optional {...day('endDate')} />
      </div>
      <details open={errors.zone !== undefined || (values.zone || organisation.zone) !== organisation.zone}>
        <summary className="min-h-11 cursor-pointer py-2 text-soft">{texts.zoneMore((values.zone || organisation.zone).replaceAll('_', ' '))}</summary>
        <Select label={texts.zone} name="zone" defaultValue={values.zone || organisation.zone} error={errors.zone} options={zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))} />
      </details>
    </FieldGroup>
  )
}

function Where({ values, errors, choices, organisation, tiles, texts, field }: Part) {
  return (
    <FieldGroup legend={texts.where}>
      {choices.places.length > 0 && (
        <Select label={texts.place} {...field('placeId')} options={[
          { value: '', label: texts.noPlace },
          ...choices.places.map(({ id, name, address }) => ({ value: id, label: address ? `${name}, ${address}` : name })),
        ]} />
      )}
      <Field label={texts.area} hint={texts.areaHint} maxLength={120} {...field('area')} />
      <Field label={texts.address} hint={choices.places.length > 0 ? texts.addressHint : undefined} maxLength={200} optional autoComplete="off" {...field('address')} />
      <details open={Boolean(values.lat || values.lon || errors.lat || errors.lon)}>
        <summary className="min-h-11 cursor-pointer py-2 font-bold">{texts.point}</summary>
        <PointPicker legend={texts.point} hint={texts.pointHint} latLabel={texts.lat} lonLabel={texts.lon} lat={values.lat} lon={values.lon} latError={errors.lat} lonError={errors.lon}
          searchUrl={addressSearch[organisation.country]} addressName="address" {...tiles} />
      </details>
      <Choice legend={texts.shownTo} name="shownTo" value={values.shownTo} error={errors.shownTo} options={[
        { value: 'everyone', label: texts.shownToEveryone },
        { value: 'joined', label: texts.shownToJoined, hint: texts.shownToJoinedHint },
      ]} />
    </FieldGroup>
  )
}

function OtherLanguage({ of, original, values, errors, texts, field }: Part & { of: Language; original: Language }) {
  const name = (one: (typeof textFields)[number]) => textField(one, of, original)
  const names = (['title', 'description', 'whatToExpect', 'whoMeetsYou', 'price', 'accessibility', 'pictureAlt'] as const).map(name)
  const written = names.some((one) => values[one])
  const mark: ReactNode = written ? <span className="font-normal text-soft"> ({texts.written})</span> : null
  return (
    <details open={names.some((one) => errors[one])} className="cut border-2 border-line p-4">
      <summary className="min-h-11 cursor-pointer py-2 font-bold">{texts.inLanguage(texts[of])}{mark}</summary>
      <div className="mt-3 flex flex-col gap-6">
        <Field label={texts.title} maxLength={120} {...field(name('title'))} />
        <TextArea label={texts.description} rows={8} optional {...field(name('description'))} />
        <TextArea label={texts.whoMeetsYou} rows={2} optional {...field(name('whoMeetsYou'))} />
        <TextArea label={texts.whatToExpect} rows={4} optional {...field(name('whatToExpect'))} />
        <Field label={texts.price} maxLength={200} optional {...field(name('price'))} />
        <TextArea label={texts.accessibility} rows={3} optional {...field(name('accessibility'))} />
        <Field label={texts.pictureAlt} maxLength={300} {...field(name('pictureAlt'))} />
      </div>
    </details>
  )
}
