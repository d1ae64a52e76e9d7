import { useFrame, useTexts } from './frame.tsx'

export { useLanguage } from './frame.tsx'

const names = { nb: 'Norsk', sv: 'Svenska', en: 'English' } as const

/** The same page in another language. Relative, so that pages of different addresses can be the same bytes. */
export function LanguageSwitch() {
  const { language, address } = useFrame()
  const texts = useTexts()
  const to = (code: string) => {
    const search = new URLSearchParams(address.split('?')[1])
    search.set('lang', code)
    return `?${search}`
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
