import { type ActionFunctionArgs, data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { type Answerable, answerable, signUpOfToken } from '#app/domain/activities/sign-ups/answer.server.ts'
import { joinActivity, leaveActivity } from '#app/domain/activities/sign-ups/commands.server.ts'
import { signUpTexts } from '#app/domain/activities/sign-ups/messages.ts'
import { mySignUp } from '#app/domain/activities/sign-ups/queries.server.ts'
import { closed } from '#app/domain/activities/sign-ups/rules.ts'
import { LeaveTwo } from '#app/domain/activities/together/components/leave-two.tsx'
import { companyOf } from '#app/domain/activities/together/queries.server.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { person, system } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { sayMoment, sayWhen } from '#app/platform/time.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/card.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Page } from '#app/ui/layout.tsx'
import { When } from '#app/ui/when.tsx'
import { Notice } from '#app/ui/notice.tsx'

/**
 * Yes or no from a mail, also signed out. Looking changes nothing (programs that read mail follow links); the button
 * does. It shows no more than the mail did.
 */
async function answered(token: string | undefined): Promise<Answerable> {
  const signUpId = signUpOfToken(token)
  return (signUpId && (await lean(system('mail'), (sql) => answerable(sql, signUpId)))) || notFound()
}

export async function loader(args: LoaderFunctionArgs) {
  const { language } = await visit(args)
  const found = await answered(args.params.token)
  const now = new Date()
  const open = found.offeredUntil !== null && found.offeredUntil > now
  const [mine, company] = await lean(person(found.personId), (sql) => Promise.all([mySignUp(sql, found.activityId, found.personId), companyOf(sql, found.activityId, found.personId, now)]))
  const parameters = new URL(args.request.url).searchParams
  const choose = (name: string, values: readonly string[]) => values.find((value) => value === parameters.get(name)) ?? null
  return data(
    {
      language,
      slug: found.slug, title: found.title, titleLanguage: found.titleLanguage, where: found.area, state: found.state, position: mine?.position ?? null,
      when: sayWhen(found.startsAt, found.endsAt, found.zone, language, now, { allDay: found.allDay }),
      closed: closed(found, now) !== null,
      with: company?.with ?? null,
      inLine: found.waitingCount > 0,
      answer: choose('answer', ['yes', 'no']),
      done: choose('done', ['yes', 'no']),
      offer: open && found.offeredUntil ? sayMoment(found.offeredUntil, found.zone, language, now) : null,
      offerPassed: parameters.has('offer') && !open && found.state !== 'joined' && parameters.get('done') !== 'no',
    },
    { headers: { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' } },
  )
}
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export async function action(args: ActionFunctionArgs) {
  await visit(args)
  const found = await answered(args.params.token)
  const read = await readForm(args.request, z.object({ answer: z.enum(['yes', 'no']), offer: z.string().optional(), who: z.enum(['me', 'both']).optional() }))
  const address = `/answer/${args.params.token}`
  if (!read.ok) return seeOther(address)
  const now = new Date()
  const { activityId, personId } = found
  const { answer, offer, who } = read.value
  const result = await lean(person(personId), async (sql) => {
    // Whoever comes with somebody is asked first for whom the no is.
    if (answer === 'no' && !who && (await companyOf(sql, activityId, personId, now))?.with) return null
    return answer === 'yes' ? joinActivity(sql, { activityId, personId, now }) : leaveActivity(sql, { activityId, personId, both: who === 'both', now })
  })
  const ofOffer = offer ? '&offer=1' : ''
  if (!result) return seeOther(`${address}?answer=no${ofOffer}`)
  return seeOther(result.ok ? `${address}?done=${answer}${ofOffer}` : address)
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: `${signUpTexts(loaded?.language ?? 'nb').answerTitle} · Samkraft` }]

export default function Answer() {
  const { slug, title, titleLanguage, when, where, state, position, closed, inLine, answer, done, offer, offerPassed, with: name } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = signUpTexts(language)
  const joined = state === 'joined'
  const waiting = state === 'waiting'
  const outcome = done === 'no' ? texts.answeredNo : offerPassed ? texts.answeredBack : waiting ? texts.answeredWaiting : texts.answeredYes
  // Whoever pressed no in a mail sees one button and what it does; whoever is coming already need not press anything.
  const frees = answer === 'no' && !done && state !== 'left'
  const coming = joined && answer === 'yes' && !done
  const choices = [
    { value: 'yes', text: waiting ? texts.answerStay : done === 'no' ? texts.answerYesAfterAll : texts.answerYes, offered: state === 'left' || (joined && !answer && !done) },
    { value: 'no', text: waiting ? texts.answerLeaveLine : frees ? texts.answerFree : texts.answerNo, offered: state !== 'left' },
  ].filter((choice) => choice.offered)
  const now = joined ? texts.nowJoined : waiting ? texts.nowWaiting(position ?? 1) : texts.nowLeft
  return (
    <Page title={frees && joined ? texts.leaveTitle : texts.answerTitle}>
      {offerPassed && <Notice title={texts.offerPassedTitle}><p>{texts.offerPassedText}</p></Notice>}
      {done && <Notice kind="done" title={outcome}>{done === 'no' && <p>{texts.answeredNoNext}</p>}</Notice>}
      {coming && !closed && <Notice kind="done" title={texts.answeredYes} />}
      <div className="max-w-text">
        <p className="text-xl font-bold" lang={titleLanguage === language ? undefined : titleLanguage}>{title}</p>
        <DefinitionList items={[{ term: texts.when, detail: <When text={when} /> }, ...(where ? [{ term: texts.where, detail: where }] : [])]} />
      </div>
      {closed
        ? <Notice kind="warning" title={texts.answerClosedTitle}><p>{texts.answerClosedText}</p></Notice>
        : name && answer === 'no' && !done && state !== 'left'
          ? <Form><input type="hidden" name="answer" value="no" /><LeaveTwo name={name} /></Form>
        : offer && !done
          ? (
            <Form className="flex flex-col items-start gap-4">
              <p className="max-w-text">{texts.offerText(offer)}</p>
              <input type="hidden" name="offer" value="1" />
              <Button name="answer" value={answer === 'no' ? 'no' : 'yes'} wide>{answer === 'no' ? texts.offerNo : texts.offerYes}</Button>
              {/* The other answer is a press away, but there is one button. */}
              <LinkButton kind="plain" to={answer === 'no' ? '?answer=yes' : '?answer=no'}>{answer === 'no' ? texts.offerYes : texts.offerNo}</LinkButton>
            </Form>
          )
        : (
          <Form className="flex flex-col gap-4">
            {frees
              ? <p className="max-w-text text-lg">{waiting ? texts.leaveWaitingText : inLine ? texts.freesForNext : texts.freesForOthers}</p>
              : !done && !coming && <p>{now}</p>}
            <div className="flex flex-wrap gap-3">
              {choices.map((choice, index) => (
                <Button key={choice.value} name="answer" value={choice.value} wide={frees} kind={index === 0 && !done && !coming ? 'primary' : 'quiet'}>{choice.text}</Button>
              ))}
            </div>
          </Form>
        )}
      {!frees && <p><LinkButton to={`/activities/${slug}`} kind="plain">{texts.seeActivity}</LinkButton></p>}
    </Page>
  )
}
