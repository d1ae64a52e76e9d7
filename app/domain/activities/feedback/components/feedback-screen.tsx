import { EmptyState } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { type FeedbackTexts, feedbackTexts } from '../messages.ts'
import { type Answer, questionNames, questions, type Summary } from '../rules.ts'

type Said = FeedbackTexts & Record<string, string>

/** What people answered, for those who lead. */
export function FeedbackScreen({ summary }: { summary: Summary }) {
  const texts = feedbackTexts(useLanguage()) as Said
  const { counted, counts, kept, signed, words } = summary
  if (counted + kept === 0) return <EmptyState title={texts.none}><p>{texts.noneText}</p></EmptyState>
  return (
    <div className="flex max-w-text flex-col gap-8">
      {kept > 0 && <Notice>{texts.kept(kept)}</Notice>}
      {counted > 1 && (
        <section aria-labelledby="counts" className="flex flex-col gap-5">
          <h2 id="counts" className="text-2xl">{texts.answers(counted)}</h2>
          {questionNames.map((name) => (
            <div key={name}>
              <h3 className="mb-1 text-lg">{texts[name]}</h3>
              <dl className="grid grid-cols-[minmax(0,9rem)_minmax(0,1fr)_2rem] items-center gap-x-3 gap-y-1">
                {questions[name].map((tap) => <Bar key={tap} label={texts[`${name}.${tap}`] ?? ''} count={counts[name][tap] ?? 0} of={counted} />)}
              </dl>
            </div>
          ))}
        </section>
      )}
      {words.length > 0 && (
        <section aria-labelledby="said" className="flex flex-col gap-3">
          <h2 id="said" className="text-2xl">{texts.saidTitle}</h2>
          <ul className="flex flex-col gap-3">{words.map((said, index) => <li key={index} className="cut whitespace-pre-line border border-line bg-sheet p-4">{said}</li>)}</ul>
        </section>
      )}
      {signed.length > 0 && (
        <section aria-labelledby="signed" className="flex flex-col gap-3">
          <h2 id="signed" className="text-2xl">{texts.signedTitle}</h2>
          <ul className="flex flex-col gap-3">{signed.map((answer, index) => <Signed key={index} answer={answer} texts={texts} />)}</ul>
        </section>
      )}
    </div>
  )
}

function Bar({ label, count, of }: { label: string; count: number; of: number }) {
  return (
    <div className="contents">
      <dt>{label}</dt>
      <dd className="contents">
        <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" className="h-3 w-full"><rect width="100" height="8" className="fill-bark" /><rect width={(100 * count) / of} height="8" className="fill-fjord" /></svg>
        <span className="text-right font-bold">{count}</span>
      </dd>
    </div>
  )
}

function Signed({ answer, texts }: { answer: Answer; texts: Said }) {
  const taps = questionNames.flatMap((name) => (answer[name] ? [`${texts[name]} ${texts[`${name}.${answer[name]}`]}`] : []))
  return (
    <li className="cut flex flex-col gap-1 border border-line bg-sheet p-4">
      <p className="text-lg font-bold">{answer.name}</p>
      {answer.words && <p className="whitespace-pre-line">{answer.words}</p>}
      {taps.length > 0 && <p className="text-soft">{taps.join(' · ')}</p>}
    </li>
  )
}
