import { useLanguage } from '#app/ui/language.tsx'
import { Card, Tag } from '#app/ui/card.tsx'
import { companionWords } from '../../../messages.ts'
import type { Kind } from '../../../schema.ts'
import { teachingTexts } from '../messages.ts'
import type { CourseListed, Standing } from '../queries.server.ts'

export function StandingTag({ publishedAt, retiredAt }: Standing) {
  const texts = teachingTexts(useLanguage())
  return retiredAt ? <Tag>{texts.retired}</Tag> : publishedAt ? <Tag tone="done">{texts.inUse}</Tag> : <Tag tone="berry">{texts.draft}</Tag>
}

/** Whom a course makes ready, said in a sentence. */
export function useNeeded(kinds: Kind[]): string {
  const language = useLanguage()
  const texts = teachingTexts(language), words = companionWords(language)
  if (kinds.length === 0) return texts.optionalCourse
  return texts.needed(new Intl.ListFormat(language, { type: 'conjunction' }).format(kinds.map((kind) => words[`kinds_${kind}`].toLocaleLowerCase(language))))
}

export function CourseCard({ slug, course }: { slug: string; course: CourseListed }) {
  const texts = teachingTexts(useLanguage())
  const needed = useNeeded(course.kinds)
  return (
    <Card title={<a href={`/manage/${slug}/school/${course.id}`} className="link">{course.title}</a>}>
      <p className="flex flex-wrap gap-2"><StandingTag {...course} />{course.waiting > 0 && <Tag tone="berry">{texts.waitingCount(course.waiting)}</Tag>}</p>
      <p>{needed}</p>
      <p className="text-soft">{[texts.modulesCount(course.modules), texts.learnersCount(course.learners), ...(course.completed > 0 ? [texts.completedCount(course.completed)] : [])].join(' · ')}</p>
    </Card>
  )
}
