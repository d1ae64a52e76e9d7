import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { askingTexts } from '#app/domain/companions/asking/messages.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { supportTexts } from '#app/domain/support/messages.ts'
import { countriesFor, helpLines } from '#app/domain/support/queries.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { publicPage } from '#app/platform/http/respond.server.ts'
import { sayDate } from '#app/platform/time.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PathDivider, PathList } from '#app/ui/path.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await visit(args)
  const lines = await lean(actor, (sql) => helpLines(sql, language))
  const countries = countriesFor(language)
    .map((country) => ({ country, lines: lines.filter((line) => line.country === country).map((line) => ({ ...line, checked: sayDate(new Date(`${line.checkedOn}T12:00:00Z`), 'UTC', language) })) }))
    .filter(({ lines }) => lines.length > 0)
  return data({ language, countries }, { headers: person ? {} : publicPage })
}
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => {
  const texts = supportTexts(loaded?.language ?? 'nb')
  return [{ title: `${texts.title} · Samkraft` }, { name: 'description', content: texts.summary }]
}

const tel = (number: string) => `tel:${number.replace(/[^\d+]/g, '')}`

export default function Help() {
  const { countries } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = supportTexts(language)
  const asking = askingTexts(language)
  const emergencies = countries.flatMap(({ country, lines }) => lines.slice(0, 1).map((line) => ({ country, number: line.number })))
  const firstNumber = emergencies[0]?.number ?? '112'
  const steps = [
    { title: texts.overdoseCallTitle, text: texts.overdoseCall(firstNumber) },
    { title: texts.overdoseNaloxoneTitle, text: texts.overdoseNaloxone },
    { title: texts.overdoseBreatheTitle, text: texts.overdoseBreathe },
    { title: texts.overdoseAgainTitle, text: texts.overdoseAgain },
    { title: texts.overdoseStayTitle, text: texts.overdoseStay },
  ]
  return (
    <Page title={texts.title} intro={texts.intro}>
      <section className="cut marked flex max-w-text flex-col gap-3 border-2 border-danger bg-danger-wash p-5">
        <h2 className="text-2xl">{texts.dangerTitle}</h2>
        <p>{texts.dangerText}</p>
        <p className="flex flex-wrap gap-3">
          {emergencies.map(({ country, number }) => (
            <a key={country} href={tel(number)} className="cut settle inline-flex min-h-14 grow items-center justify-center gap-2 bg-danger px-5 py-2 text-xl font-bold text-on-danger sm:grow-0">
              <Icon name="phone" />{texts.call(number)} <span className="text-base font-normal">{country === 'NO' ? texts.inNorway : texts.inSweden}</span>
            </a>
          ))}
        </p>
        {emergencies.length === 0 && <p className="font-bold">{texts.none}</p>}
        <p><a href="#overdose" className="link inline-flex min-h-11 items-center font-bold">{texts.overdoseJump}</a></p>
      </section>
      <section className="flex max-w-text flex-col items-start gap-3">
        <h2 className="text-2xl">{texts.personTitle}</h2>
        <p>{texts.personText}</p>
        <blockquote className="border-l-4 border-berry pl-4 text-lg">{texts.personWords}</blockquote>
        <LinkButton kind="quiet" to={`sms:?&body=${encodeURIComponent(texts.personWords)}`}>{texts.personAction}</LinkButton>
      </section>
      <Notice kind="warning" title={texts.suicideTitle}><p>{texts.suicideText}</p></Notice>
      {countries.map(({ country, lines }) => (
        <section key={country} aria-labelledby={`lines-${country}`}>
          <h2 id={`lines-${country}`} className="mb-3 text-2xl">{country === 'NO' ? texts.linesNO : texts.linesSE}</h2>
          <ul className="grid grid-cols-1 gap-3 md:grid-cols-2">
            {lines.map((line) => (
              <li key={line.id} className="cut marked relative flex flex-col gap-0.5 border border-line bg-sheet p-4 shadow-note has-[a:hover]:border-ink">
                <h3 className="text-lg leading-tight">{line.name}</h3>
                <a href={tel(line.number)} className="inline-flex min-h-11 items-center gap-2 self-start text-2xl font-bold underline decoration-berry-deep decoration-3 underline-offset-4 after:absolute after:inset-0"
                  aria-label={`${texts.call(line.number)}, ${line.name}`}><Icon name="phone" />{line.number}</a>
                <p>{texts.open} {line.hours}</p>
                <p className="text-sm text-soft">{line.verified ? texts.checked(line.checked, line.source) : texts.unverified(line.source)}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <section id="overdose" className="flex flex-col gap-5">
        <h2 className="text-2xl">{texts.overdoseTitle}</h2>
        <p className="max-w-text font-bold">{texts.overdoseSigns}</p>
        <PathList stops={steps} />
        <Notice kind="danger" title={texts.toleranceTitle}><p>{texts.toleranceText}</p></Notice>
      </section>
      <section className="max-w-text">
        <PathDivider />
        <h2 className="mb-2 text-xl">{texts.afterTitle}</h2>
        <p>{texts.afterText}</p>
        <p className="mt-3"><LinkButton kind="quiet" to="/activities">{texts.afterAction}</LinkButton></p>
        <h2 className="mt-8 mb-2 text-xl">{asking.inviteTitle}</h2>
        <p>{asking.inviteText}</p>
        <p className="mt-3"><LinkButton kind="quiet" to="/me/companion">{asking.inviteLink}</LinkButton></p>
      </section>
    </Page>
  )
}
