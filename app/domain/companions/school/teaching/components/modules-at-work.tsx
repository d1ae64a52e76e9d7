import { Button } from '#app/ui/button.tsx'
import { Tag } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { teachingTexts } from '../messages.ts'
import type { CourseAtWork } from '../queries.server.ts'
import { StandingTag } from './course-list.tsx'

/** The modules in their order, to move, to change and to put away. One form for all: a press says which and where. */
export function ModulesAtWork({ slug, course }: { slug: string; course: CourseAtWork }) {
  const texts = teachingTexts(useLanguage())
  const here = `/manage/${slug}/school/${course.id}`
  const moving = course.modules.filter((one) => !one.retiredAt)
  if (course.modules.length === 0) return <p>{texts.noModules}</p>
  return (
    <form method="post" action={here} noValidate>
      <ol className="flex max-w-text flex-col divide-y divide-line border-y border-line">
        {course.modules.map((module) => {
          const at = moving.indexOf(module)
          const facts = [module.quiz && texts.hasQuiz, module.practice && texts.hasPractice, module.meetings > 0 && texts.hasMeetings(module.meetings), texts.doneBy(module.done, module.begun)].filter(Boolean)
          return (
            <li key={module.id} className="flex items-center gap-3 py-3">
              <div className="flex min-w-0 grow flex-col gap-1">
                <p><a href={`${here}/modules/${module.id}`} className="link inline-flex min-h-11 items-center text-lg font-bold">{module.title}</a></p>
                {(!module.publishedAt || module.retiredAt) && <p><StandingTag {...module} /></p>}
                {facts.length > 0 && <p className="text-soft">{facts.join(' · ')}</p>}
                {module.languages.length < 3 && <p className="flex flex-wrap gap-2">{module.languages.map((language) => <Tag key={language}>{texts[`in_${language}`]}</Tag>)}</p>}
              </div>
              {at >= 0 && (
                <div className="flex shrink-0 flex-col gap-1">
                  <Move step="up" id={module.id} label={texts.upOf(module.title)} disabled={at === 0} />
                  <Move step="down" id={module.id} label={texts.downOf(module.title)} disabled={at === moving.length - 1} />
                </div>
              )}
            </li>
          )
        })}
      </ol>
    </form>
  )
}

function Move({ step, id, label, disabled }: { step: 'up' | 'down'; id: string; label: string; disabled: boolean }) {
  return (
    <Button kind="plain" name="intent" value={`${step} ${id}`} aria-label={label} disabled={disabled} className="justify-center px-3 no-underline! disabled:cursor-default disabled:opacity-30">
      <svg viewBox="0 0 24 24" className="size-6" fill="none" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
        <path d={step === 'up' ? 'M12.1 20c.2-5-.1-10.3-.1-15.6M5.9 10.3c2.2-2 4.2-4 6.1-6.1 1.9 2.1 3.9 4.1 6.2 5.9' : 'M12.1 4c.2 5-.1 10.3-.1 15.6M5.9 13.7c2.2 2 4.2 4 6.1 6.1 1.9-2.1 3.9-4.1 6.2-5.9'} />
      </svg>
    </Button>
  )
}
