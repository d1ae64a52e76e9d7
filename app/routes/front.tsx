import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ActivityNotes } from '#app/domain/activities/finding/components/activity-notes.tsx'
import { findActivities, searchOf } from '#app/domain/activities/finding/queries.server.ts'
import { wholeMinute } from '#app/domain/activities/finding/rules.ts'
import { readFilters } from '#app/domain/activities/finding/schema.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { publicPage } from '#app/platform/http/respond.server.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Field, Form } from '#app/ui/form.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Landscape, PathDivider, PathList } from '#app/ui/path.tsx'
import { frontTexts } from './messages/front.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await visit(args)
  const now = wholeMinute(new Date())
  const { activities } = await lean(actor, async (sql) =>
    findActivities(sql, (await searchOf(sql, readFilters(new URLSearchParams()).filters, { language, now, limit: 4 })).search))
  return data({ language, now, activities }, { headers: person ? {} : publicPage })
}
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => {
  const texts = frontTexts(loaded?.language ?? 'nb')
  return [{ title: texts.head }, { name: 'description', content: texts.summary }]
}

const kinds = { tur: 'kindTur', mat: 'kindMat', trening: 'kindTrening', kafe: 'kindKafe', kultur: 'kindKultur' } as const

export default function Front() {
  const language = useLanguage()
  const texts = frontTexts(language)
  const { activities, now } = useLoaderData<typeof loader>()
  const stops = [
    { title: texts.findTitle, text: texts.findText },
    { title: texts.joinTitle, text: texts.joinText },
    { title: texts.comeTitle, text: texts.comeText },
  ]
  return (
    <main id="content" tabIndex={-1} className="grow">
      <div className="mx-auto grid max-w-page grid-cols-1 gap-x-14 gap-y-8 px-5 pt-5 md:grid-cols-[minmax(0,1fr)_24rem] md:items-end md:pt-12">
        <div className="max-w-text">
          <h1 className="text-[2.3rem] leading-[1.06] md:text-[3.4rem]">{texts.title.split(/(?<=\.) /).map((sentence) => <span key={sentence} className="inline-block">{sentence}&nbsp;</span>)}</h1>
          <p className="mt-4 text-lg">{texts.intro}</p>
        </div>
        <search>
          <Form method="get" action="/activities" className="flex flex-col gap-3">
            <Field label={texts.search} hint={texts.searchHint} name="q" type="search" autoComplete="off" enterKeyHint="search" />
            <Field label={texts.place} name="place" autoComplete="off" maxLength={100} />
            <Button className="w-full">{texts.find}<Icon name="arrow" /></Button>
            <a href="/activities" className="link inline-flex min-h-11 items-center self-start font-bold">{texts.everything}</a>
          </Form>
        </search>
      </div>
      <Landscape title={texts.drawing} />
      <div className="mx-auto max-w-page px-5 pb-16">
        <nav aria-label={texts.kinds} className="pt-8">
          <p className="font-bold">{texts.kinds}</p>
          <ul className="mt-2 flex flex-wrap gap-2">
            {Object.entries(kinds).map(([kind, name]) => (
              <li key={kind}><a href={`/activities?kind=${kind}`} className="cut-small settle inline-flex min-h-11 items-center border-2 border-edge bg-sheet px-4 font-bold hover:border-ink hover:bg-bark">{texts[name]}</a></li>
            ))}
          </ul>
        </nav>
        {activities.length > 0 && (
          <section className="pt-12">
            <h2 className="mb-5 text-2xl">{texts.soonTitle}</h2>
            <ActivityNotes activities={activities} language={language} now={now} />
            <p className="mt-3"><a href="/activities" className="link inline-flex min-h-11 items-center font-bold">{texts.everything}</a></p>
          </section>
        )}
        <section className="pt-12">
          <h2 className="mb-2 text-2xl">{texts.openingsTitle}</h2>
          <p className="max-w-text">{texts.openingsText}</p>
          <p className="mt-3"><LinkButton to="/openings" kind="quiet">{texts.openingsAction}<Icon name="arrow" className="size-5" /></LinkButton></p>
        </section>
        <section className="pt-12">
          <h2 className="mb-2 text-2xl">{texts.volunteerTitle}</h2>
          <p className="max-w-text">{texts.volunteerText}</p>
          <p className="mt-3"><LinkButton to="/volunteer" kind="quiet">{texts.volunteerAction}<Icon name="arrow" className="size-5" /></LinkButton></p>
        </section>
        <div className="grid grid-cols-1 gap-x-14 gap-y-12 pt-14 md:grid-cols-[minmax(0,1fr)_24rem]">
          <section>
            <h2 className="mb-6 text-2xl">{texts.howTitle}</h2>
            <PathList stops={stops} />
          </section>
          <section className="cut marked flex flex-col items-start gap-3 self-start border-2 border-ink bg-sheet p-6 shadow-note">
            <h2 className="text-2xl">{texts.nightTitle}</h2>
            <p>{texts.nightText}</p>
            <LinkButton to="/help" kind="quiet" className="mt-1"><Icon name="phone" className="size-5" />{texts.nightAction}</LinkButton>
          </section>
        </div>
        <section className="pt-14">
          <h2 className="mb-4 text-2xl">{texts.knowTitle}</h2>
          <ul className="grid grid-cols-1 gap-x-10 gap-y-4 md:grid-cols-3">
            {[texts.knowAlone, texts.knowSeen, texts.knowBack].map((text) => (
              <li key={text} className="flex max-w-text gap-3"><Icon name="check" className="mt-0.5 size-6 text-done" /><span>{text}</span></li>
            ))}
          </ul>
        </section>
        <PathDivider />
        <section id="organisations" className="max-w-text">
          <h2 className="mb-3 text-2xl">{texts.organisationsTitle}</h2>
          <p>{texts.organisationsText}</p>
          <ul className="mt-4 flex flex-col gap-2">
            {[texts.organisationsPublish, texts.organisationsKnow, texts.organisationsTrust].map((text) => (
              <li key={text} className="flex gap-3"><Icon name="check" className="mt-0.5 size-6" /><span>{text}</span></li>
            ))}
          </ul>
          <p className="mt-4"><LinkButton to="/sign-in" kind="plain">{texts.organisationsAction}<Icon name="arrow" className="size-5" /></LinkButton></p>
        </section>
      </div>
    </main>
  )
}
