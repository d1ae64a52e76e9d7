import { languages } from '#app/platform/language.ts'

/** Says where a page's own address is and where it stands in each language. */
export const alternates = (address: string) => [
  { tagName: 'link', rel: 'canonical', href: address },
  ...languages.map((language) => ({ tagName: 'link', rel: 'alternate', hrefLang: language, href: `${address}?lang=${language}` })),
  { tagName: 'link', rel: 'alternate', hrefLang: 'x-default', href: address },
]
