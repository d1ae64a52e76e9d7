import { sayDate } from '#app/platform/time.ts'
import { Button } from '#app/ui/button.tsx'
import { ErrorSummary, Field, Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import type { VolunteerStory } from '../../volunteering/queries.server.ts'
import { requirementTexts } from '../messages.ts'

interface Props { story: VolunteerStory; action: string; now: Date; values: Record<string, string>; errors: Record<string, string> }

/** Those one has named, and one more. */
export function ReferencesPage({ story, action, now, values, errors }: Props) {
  const language = useLanguage()
  const texts = requirementTexts(language)
  return (
    <>
      {story.references.length > 0 && (
        <section aria-labelledby="named" className="flex max-w-text flex-col gap-2">
          <h2 id="named" className="text-2xl">{texts.yourReferences}</h2>
          <ul className="flex flex-col divide-y divide-line border-y border-line">
            {story.references.map((one) => (
              <li key={one.id} className="flex flex-wrap items-center justify-between gap-x-6 py-3">
                <p className="min-w-0"><strong>{one.name}</strong>{one.how && `, ${one.how}`}<br /><span className="break-all">{one.contact}</span><br /><span className="text-soft">{one.spokenAt ? texts.spoken(sayDate(one.spokenAt, story.organisation.zone, language, now)) : texts.notSpoken}</span></p>
                {!one.spokenAt && <Form action={action}><input type="hidden" name="intent" value="remove" /><Button kind="plain" name="reference" value={one.id}>{texts.remove}<span className="sr-only">: {one.name}</span></Button></Form>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Form action={action} keep="reference">
        <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
        <Field label={texts.referenceName} name="name" required private maxLength={80} autoComplete="off" defaultValue={values.name ?? ''} error={errors.name} />
        <Field label={texts.referenceContact} name="contact" required private maxLength={160} autoComplete="off" defaultValue={values.contact ?? ''} error={errors.contact} />
        <Field label={texts.referenceHow} name="how" optional private maxLength={160} autoComplete="off" defaultValue={values.how ?? ''} error={errors.how} />
        <div><Button name="intent" value="add">{texts.addReference}</Button></div>
      </Form>
    </>
  )
}
