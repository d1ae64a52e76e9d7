import { sayDate } from '#app/platform/time.ts'
import { Tag } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Table } from '#app/ui/table.tsx'
import { schoolTexts } from '../../learning/messages.ts'
import { teachingTexts } from '../messages.ts'
import type { Learner } from '../queries.server.ts'

/** Who has begun and how far they have come; who waits for a sign-off first. */
export function LearnersTable({ to, learners, modules, zone, now }: { to: string; learners: Learner[]; modules: number; zone: string; now: Date }) {
  const language = useLanguage()
  const texts = teachingTexts(language)
  if (learners.length === 0) return <p>{texts.noLearners}</p>
  return (
    <Table caption={texts.learners} captionHidden columns={[texts.name, texts.howFar, texts.state]} rows={learners.map((one) => ({
      key: one.personId,
      cells: [
        <a key="name" href={`${to}/learners/${one.personId}`} className="link">{one.name}</a>,
        schoolTexts(language).progress(Math.min(one.done, modules), modules),
        one.waiting > 0 ? <Tag key="state" tone="berry">{texts.waitingOne}</Tag> : one.completedAt ? texts.completed(sayDate(one.completedAt, zone, language, now)) : texts.under,
      ],
    }))} />
  )
}
