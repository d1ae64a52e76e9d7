import { describe, expect, test } from 'vitest'
import { plainWords, safeHtml } from './markdown.server.ts'

describe('safeHtml', () => {
  test('keeps what is for reading', () => {
    expect(safeHtml('## Ta med\n\n- **sko**\n- *niste*\n\nLinje en\nlinje to')).toBe(
      '<h3>Ta med</h3>\n<ul>\n<li><strong>sko</strong></li>\n<li><em>niste</em></li>\n</ul>\n<p>Linje en<br />linje to</p>',
    )
  })
  test('links lead out without vouching for where', () => {
    expect(safeHtml('[kart](https://example.org/?a=1&b=2)')).toBe('<p><a href="https://example.org/?a=1&amp;b=2" rel="nofollow ugc noopener">kart</a></p>')
  })
  test.each([
    '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<svg onload=alert(1)>', '<a href="javascript:alert(1)">x</a>', '[x](javascript:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)', '<iframe src="https://evil.example"></iframe>', '<style>*{display:none}</style>', '<form action="/me"><input></form>',
    '<p style="position:fixed" onclick="alert(1)" id="content" class="x">hei</p>', '![x](https://evil.example/track.gif)', '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
    '[x](//evil.example)', '<a href="jAvAsCrIpT&colon;alert(1)">x</a>', '[x](java\nscript:alert(1))',
  ])('%s can do nothing', (evil) => {
    const html = safeHtml(evil)
    expect(html).not.toMatch(/<(?!\/?(?:p|a|br|em|strong|ul|ol|li|del|code|h3|h4|blockquote|hr)\b)/i)
    expect(html.match(/<[^>]*>/g)?.join('') ?? '').not.toMatch(/\son\w+=|style=|class=|\sid=|href="(?:javascript|data|\/\/)/i)
  })
})

test('plainWords gives the words alone', () => {
  expect(plainWords('# Tur\n\nVi går **sakte**.\n\n- sko\n- niste & kaffe <b>her</b> "nå"')).toBe('Tur Vi går sakte. sko niste & kaffe her "nå"')
  const long = plainWords('ord '.repeat(100), 50)
  expect(long.length).toBeLessThanOrEqual(50)
  expect(long).toMatch(/ord…$/)
})
