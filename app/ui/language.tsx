import { useSurroundings, useTexts } from './surroundings.ts'

export { useLanguage } from './surroundings.ts'

const names = { nb: 'Norsk', sv: 'Svenska', en: 'English' } as const

/** The same page in another language. */
export function LanguageSwitch() {
  const { language, address } = useSurroundings()
  const texts = useTexts()
  const [path = '/', query = ''] = address.split('?')
  const to = (code: string) => {
    const search = new URLSearchParams(query)
    search.set('lang', code)
    return `${path}?${search}`
  }
  return (
    <nav aria-label={texts.language}>
      <ul className="flex flex-wrap gap-x-1">
        {(Object.keys(names) as (keyof typeof names)[]).map((code) => (
          <li key={code}>
            <a href={to(code)} lang={code} hrefLang={code} aria-current={code === language ? 'true' : undefined}
              className="inline-flex min-h-11 items-center px-2 underline-offset-4 hover:underline aria-current:font-bold aria-current:underline aria-current:decoration-berry aria-current:decoration-4">
              {names[code]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
