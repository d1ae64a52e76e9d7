import { sayDate } from '#app/platform/time.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { PathList } from '#app/ui/path.tsx'
import { schoolTexts } from '../messages.ts'
import type { MyCourse } from '../queries.server.ts'
import { nextModule } from '../rules.ts'

/** The way through a course: what lies behind, where one is, what is ahead. */
export function CoursePath({ course, now }: { course: MyCourse; now: Date }) {
  const language = useLanguage()
  const texts = schoolTexts(language)
  const next = nextModule(course.modules)
  return (
    <PathList stops={course.modules.map((module) => ({
      state: module.done ? 'done' : module === next ? 'here' : 'ahead',
      title: course.open ? <a href={`/me/school/${course.id}/${module.id}`} lang={module.textLanguage === language ? undefined : module.textLanguage} className="link">{module.title}</a> : module.title,
      text: <span className="text-soft">{module.doneAt ? texts.doneOn(sayDate(module.doneAt, course.organisation.zone, language, now)) : module.waits ? texts.waits : module.begun ? texts.begun : texts.notBegun}</span>,
    }))} />
  )
}
