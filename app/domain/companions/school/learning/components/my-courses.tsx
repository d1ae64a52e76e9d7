import { sayDate } from '#app/platform/time.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { schoolTexts } from '../messages.ts'
import type { MyCourse } from '../queries.server.ts'
import { nextModule } from '../rules.ts'

/** A person's courses, each with how far they have come and the one thing to do next. */
export function MyCourses({ courses, now }: { courses: MyCourse[]; now: Date }) {
  const language = useLanguage()
  const texts = schoolTexts(language)
  const first = courses.find((one) => one.open && !one.completedAt)
  return (
    <div className="flex max-w-text flex-col gap-5">
      {courses.map((course) => {
        const next = nextModule(course.modules)
        const done = course.modules.filter((one) => one.done).length
        const to = `/me/school/${course.id}`
        return (
          <Card key={course.id} title={<a href={to} lang={course.textLanguage === language ? undefined : course.textLanguage} className="link">{course.title}</a>}>
            <p className="text-soft">{course.organisation.name}</p>
            {course.completedAt ? <p className="font-bold">{texts.completedOn(sayDate(course.completedAt, course.organisation.zone, language, now))}</p>
              : <p className="font-bold">{texts.progress(done, course.modules.length)}</p>}
            {course.open && !course.completedAt && next && (
              <p><LinkButton kind={course === first ? 'primary' : 'quiet'} to={`${to}/${next.id}`}>{course.modules.some((one) => one.begun) ? texts.goOn : texts.begin}</LinkButton></p>
            )}
            {course.completedAt && <p><LinkButton kind="quiet" to={`${to}/certificate.pdf`}>{texts.certificate}</LinkButton></p>}
          </Card>
        )
      })}
    </div>
  )
}
