import { isLanguage, type Language } from '../language.ts'

/** The reader's language: `?lang=`, then the cookie, then the browser's wishes, then bokmål. */
export function languageOf(request: { url: string; headers: Headers }): Language {
  const url = request.url
  const asked = url.includes('lang=') ? new URL(url).searchParams.get('lang') : null
  return chooseLanguage(asked, request.headers.get('cookie'), request.headers.get('accept-language'))
}

export function chooseLanguage(asked: string | null, cookie: string | null | undefined, wishes: string | null | undefined): Language {
  if (isLanguage(asked)) return asked
  const chosen = /(?:^|;\s*)lang=(nb|sv|en)(?:;|$)/.exec(cookie ?? '')?.[1]
  if (isLanguage(chosen)) return chosen
  const wanted = (wishes ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const weight = Number(parameters.find((p) => p.trim().startsWith('q='))?.trim().slice(2) ?? 1)
      return { language: known[tag.split('-')[0] ?? ''], weight: Number.isFinite(weight) ? weight : 0 }
    })
    .filter((wish): wish is { language: Language; weight: number } => wish.language !== undefined && wish.weight > 0)
    .sort((a, b) => b.weight - a.weight)
  return wanted[0]?.language ?? 'nb'
}

// Danish and nynorsk readers are closest to bokmål.
const known: Record<string, Language> = { nb: 'nb', no: 'nb', nn: 'nb', da: 'nb', sv: 'sv', en: 'en' }
