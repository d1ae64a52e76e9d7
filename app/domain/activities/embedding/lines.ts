import { escapeMarkup } from '#app/platform/atom.ts'
import type { Language } from '#app/platform/language.ts'
import { sayWhen } from '#app/platform/time.ts'
import type { Listed } from '../finding/queries.server.ts'
import { embeddingTexts } from './messages.ts'

/** What an organisation may show elsewhere: enough to choose from, few enough for a corner of a page. */
export const mostEmbedded = 10

interface Organisation { slug: string; name: string }

/** The line that an organisation copies into its own website. */
export const scriptLine = ({ slug, name }: Organisation, language: Language, appUrl: string) =>
  `<a href="${appUrl}/o/${slug}" data-samkraft="${slug}" data-language="${language}">${escapeMarkup(embeddingTexts(language).upcoming(name))}</a><script async src="${appUrl}/embed.js"></script>`

/** The same for websites that allow no scripts. */
export const frameLine = ({ slug, name }: Organisation, language: Language, appUrl: string) =>
  `<iframe src="${appUrl}/o/${slug}/embed?lang=${language}" title="${escapeMarkup(embeddingTexts(language).upcoming(name))}" width="100%" height="480" loading="lazy" style="border:0"></iframe>`

/** The page inside the frame: a list and nothing else. Its links open in the whole window. */
export function framePage({ slug, name }: Organisation, activities: Listed[], { language, appUrl, now }: { language: Language; appUrl: string; now: Date }): string {
  const texts = embeddingTexts(language)
  const link = (href: string, text: string, lang?: Language) =>
    `<a href="${escapeMarkup(`${appUrl}${href}?lang=${language}`)}" target="_top"${lang && lang !== language ? ` lang="${lang}"` : ''}>${escapeMarkup(text)}</a>`
  const items = activities.map((one) => {
    const notes = [one.cancelledAt && `<strong>${texts.cancelled}</strong>`, `<time datetime="${one.startsAt.toISOString()}">${escapeMarkup(sayWhen(one.startsAt, one.endsAt, one.zone, language, now, { allDay: one.allDay }))}</time>`, escapeMarkup(one.area)]
    return `<li>${link(`/activities/${one.slug}`, one.title, one.textLanguage)}<p>${notes.filter(Boolean).join(' · ')}</p></li>`
  })
  const title = escapeMarkup(texts.upcoming(name))
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><link rel="stylesheet" href="/embed.css"></head>
<body><main aria-label="${title}"><h1>${title}</h1>${items.length ? `<ul role="list">${items.join('')}</ul>` : `<p>${texts.none}</p>`}<p>${link(`/o/${slug}`, texts.all)}</p></main></body></html>
`
}
