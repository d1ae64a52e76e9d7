import { Marked } from 'marked'
import sanitize from 'sanitize-html'

/**
 * Markdown from organisers as HTML that can do nothing but be read: paragraphs, lists, emphasis, small headings and links.
 * Whatever HTML they typed is taken away, not trusted.
 */
const marked = new Marked({ gfm: true, breaks: true })

export function safeHtml(markdown: string): string {
  return sanitize(marked.parse(markdown, { async: false }), {
    allowedTags: ['p', 'br', 'strong', 'em', 'del', 'ul', 'ol', 'li', 'blockquote', 'h3', 'h4', 'hr', 'a', 'code'],
    allowedAttributes: { a: ['href', 'rel'], ol: ['start'] },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowProtocolRelative: false,
    // The page has its own first and second heading.
    transformTags: {
      h1: 'h3', h2: 'h3', h5: 'h4', h6: 'h4', b: 'strong', i: 'em', pre: 'p',
      a: (_, { href }) => ({ tagName: 'a', attribs: { ...(href ? { href } : {}), rel: 'nofollow ugc noopener' } }),
    },
    nonTextTags: ['style', 'script', 'textarea', 'option', 'noscript', 'title', 'template', 'svg', 'math', 'iframe'],
  }).trim()
}

/** The words alone, on one line, for calendars, summaries and machines. */
export function plainWords(markdown: string, most = 5_000): string {
  const text = sanitize(marked.parse(markdown, { async: false }).replace(/<(?:br|\/p|\/li|\/h\d)\s*\/?>/g, ' $&'), { allowedTags: [], allowedAttributes: {} })
  const words = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&').replace(/\s+/g, ' ').trim()
  if (words.length <= most) return words
  const cut = words.slice(0, most - 1)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most - 40)).trimEnd()}…`
}
