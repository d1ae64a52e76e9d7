import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { MyCourses } from '#app/domain/companions/school/learning/components/my-courses.tsx'
import { schoolTexts } from '#app/domain/companions/school/learning/messages.ts'
import { myCourses } from '#app/domain/companions/school/learning/queries.server.ts'
import { practiceToSign, signsOffSomewhere } from '#app/domain/companions/school/teaching/queries.server.ts'
import { MySupervisions } from '#app/domain/companions/supervision/components/supervision-cards.tsx'
import { mySupervisions } from '#app/domain/companions/supervision/queries.server.ts'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState, Tag } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { journeyTexts } from '#app/domain/journeys/messages.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

/** Everything for those who give time: their courses, what they may sign off, and their supervision. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const now = new Date()
  return lean(actor, async (sql) => ({
    title: schoolTexts(language).title, now, courses: await myCourses(sql, person.id, language), supervisions: await mySupervisions(sql, person.id, now),
    toSign: (await signsOffSomewhere(sql, person.id)) ? (await practiceToSign(sql, person.id, language)).length : null,
  }))
}

export default function School() {
  const { title, courses, supervisions, toSign, now } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = schoolTexts(language)
  const nothing = courses.length === 0 && supervisions.length === 0 && toSign === null
  return (
    <Page title={title} intro={courses.length > 0 ? texts.intro : undefined} back={{ to: '/me', text: journeyTexts(language).back }}>
      {toSign !== null && <p className="flex flex-wrap items-center gap-3"><LinkButton kind={toSign > 0 ? 'quiet' : 'plain'} to="/me/school/practice">{toSign > 0 ? texts.toSign : texts.signTitle}</LinkButton>{toSign > 0 && <Tag tone="berry">{toSign}</Tag>}</p>}
      {courses.length > 0 ? <MyCourses courses={courses} now={now} /> : <EmptyState title={texts.none}><p>{texts.noneText}</p></EmptyState>}
      {!nothing && <MySupervisions supervisions={supervisions} now={now} />}
    </Page>
  )
}
