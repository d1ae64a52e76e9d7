import { LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import type { Language } from '#app/platform/language.ts'
import { Notice } from '#app/ui/notice.tsx'
import { isAlive } from '../../rules.ts'
import type { State } from '../../schema.ts'
import { findingOpenings } from '../messages.ts'

interface Props {
  slug: string
  open: boolean
  mine: { id: string; state: State } | null
  /** The workplace's address, for those who answer. */
  answersAt: string | null
  language: Language
}

/** The one thing to do on an opening's page: apply, or see where one's application stands. */
export function ApplyBox({ slug, open, mine, answersAt, language }: Props) {
  const texts = findingOpenings(language)
  if (answersAt) return <Notice title={texts.ownTitle}><p><a href={answersAt} className="link inline-flex min-h-11 items-center">{texts.ownLink}</a></p></Notice>
  if (mine && mine.state !== 'withdrawn') {
    return (
      <Notice kind={isAlive(mine.state) ? 'done' : 'info'} title={isAlive(mine.state) ? texts.mineTitle_alive : texts.mineTitle_over}>
        <p>{texts.mineText}</p>
        <p><a href={`/me/applications/${mine.id}`} className="link inline-flex min-h-11 items-center font-bold">{texts.mineLink}</a></p>
      </Notice>
    )
  }
  if (!open) return null
  return (
    <Card title={mine ? texts.withdrawnTitle : texts.applyTitle}>
      <p>{mine ? texts.withdrawnText : texts.applyText}</p>
      <p><LinkButton to={`/openings/${slug}/apply`} wide>{texts.apply}</LinkButton></p>
    </Card>
  )
}
