import { useLanguage } from '#app/ui/language.tsx'
import { posterTexts } from '../messages.ts'

export function PosterLink({ slug }: { slug: string }) {
  const language = useLanguage()
  return <p><a href={`/activities/${slug}/poster.pdf?lang=${language}`} className="link inline-flex min-h-11 items-center">{posterTexts(language).link}</a></p>
}
