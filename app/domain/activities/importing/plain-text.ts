const entities: Record<string, string> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', aring: 'å', Aring: 'Å', oslash: 'ø', Oslash: 'Ø', aelig: 'æ', AElig: 'Æ',
  auml: 'ä', Auml: 'Ä', ouml: 'ö', Ouml: 'Ö', uuml: 'ü', Uuml: 'Ü', eacute: 'é', Eacute: 'É', ndash: '–', mdash: '—', hellip: '…', bull: '•',
  laquo: '«', raquo: '»', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', middot: '·', shy: '',
}

const decode = (text: string) =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{1,8}));/gi, (whole, decimal, hexadecimal, name) => {
    if (name) return entities[name] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16)
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ''
  })

/** Undoes the escaping of calendar text. */
export const unescapeText = (value: string) =>
  value.replace(/\\([\\;,nN])/g, (_, character: string) => (character === 'n' || character === 'N' ? '\n' : character))

const looksLikeHtml = /<\/?(?:html|body|br|p|div|span|a|b|i|u|strong|em|ul|ol|li|font|table|h[1-6])(?:\s[^<>]*)?\/?>/i

/** Without what a browser would not show either. Walks once: an expression with a lazy middle takes forever on a hostile text. */
function withoutHidden(html: string): string {
  const lower = html.toLowerCase()
  let shown = ''
  let at = 0
  for (const { index, 1: tag } of lower.matchAll(/<(style|script|head)[\s>]/g)) {
    if (index < at) continue
    shown += html.slice(at, index)
    const end = lower.indexOf(`</${tag}`, index)
    if (end < 0) return shown
    at = end
  }
  return shown + html.slice(at)
}

/** Google and Outlook write HTML into descriptions; what people read of it stays, as plain text with its paragraphs. */
export function plainText(text: string): string {
  let plain = text
  if (looksLikeHtml.test(text)) {
    plain = decode(
      withoutHidden(text.replace(/\r\n?|\n/g, ' '))
        .replace(/<a\s([^<>]*)>([^<>]*)<\/a>/gi, (_, attributes: string, label: string) => {
          const url = /^https?:[^"'\s]*/i.exec(attributes.slice(attributes.toLowerCase().indexOf('href') + 4).replace(/^[\s="']+/, ''))?.[0]
          return !url || decode(label).trim() === decode(url) ? label : label.trim() === '' ? url : `${label} (${url})`
        })
        .replace(/<br\s*\/?>/gi, '\n')
        .replace(/<li\b[^<>]*>/gi, '\n- ')
        .replace(/<\/(?:p|div|ul|ol|table|tr|h[1-6])>/gi, '\n\n')
        .replace(/<[^<>]*>/g, ''),
    )
  }
  return plain
    .replace(/\r\n?/g, '\n')
    // Control and direction-changing characters have no place in a text that others will read.
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .split('\n')
    .map((line) => line.replace(/[\t \u00a0]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** One line of plain text. */
export const oneLine = (text: string) => plainText(text).replace(/\s+/g, ' ')

/** At most so many characters, cut where a word ends. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most - 1)
  const space = cut.lastIndexOf(' ')
  // Half a character (a lone surrogate) cannot be stored.
  return `${(space > most * 0.6 ? cut.slice(0, space) : cut).replace(/[\ud800-\udbff]$/, '').trimEnd()}…`
}
