import { Body } from '@react-email/body'
import { Button as EmailButton } from '@react-email/button'
import { Container } from '@react-email/container'
import { Head } from '@react-email/head'
import { Heading } from '@react-email/heading'
import { Hr } from '@react-email/hr'
import { Html } from '@react-email/html'
import { Link } from '@react-email/link'
import { Preview } from '@react-email/preview'
import { Section } from '@react-email/section'
import { Text } from '@react-email/text'
import type { ReactNode } from 'react'
import type { Language } from '#app/platform/language.ts'
import { texts } from './messages.ts'

/** The site's colours, by day and by night; mail programs that know no night keep the day. */
const day = { paper: '#faf6ec', sheet: '#fffdf8', line: '#d8ccb4', ink: '#0c353d', soft: '#32525a', berry: '#f4a53a', onBerry: '#0a2a31' }
const night = `
@media (prefers-color-scheme: dark) {
  .paper, .paper > table > tbody > tr > td { background-color: #0d1a2b !important; }
  .sheet { background-color: #14263b !important; border-color: #2c4259 !important; }
  .ink, .ink a { color: #eef3f0 !important; }
  .soft, .soft a { color: #bccbd4 !important; }
  .rule { border-color: #2c4259 !important; }
  .quiet { background-color: #14263b !important; color: #eef3f0 !important; border-color: #8ba3b5 !important; }
  .berry { background-color: #f6b35b !important; color: #0d1a2b !important; border-color: #f6b35b !important; }
}`
const font = "'Atkinson Hyperlegible Next', 'Atkinson Hyperlegible', 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
const text = { fontSize: '18px', lineHeight: '1.55', color: day.ink, margin: '0 0 16px' }

/** Every mail: what it is, in one column, and who sends it. `preview` is read beside the subject, so it is discreet too. */
export function Mail({ language, preview, title, children, home }: { language: Language; preview: string; title: string; children: ReactNode; home: string }) {
  const say = texts(language)
  return (
    <Html lang={language}>
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{preview}</title>
        <style dangerouslySetInnerHTML={{ __html: night }} />
      </Head>
      <Preview>{preview}</Preview>
      <Body className="paper" style={{ backgroundColor: day.paper, fontFamily: font, margin: 0, padding: '24px 12px' }}>
        <Container className="sheet" style={{ backgroundColor: day.sheet, border: `1px solid ${day.line}`, borderRadius: '3px 18px 3px 12px', padding: '28px 26px', maxWidth: '560px' }}>
          <Heading as="h1" className="ink" style={{ fontSize: '28px', lineHeight: '1.2', color: day.ink, margin: '0 0 18px' }}>{title}</Heading>
          {children}
          <Hr className="rule" style={{ borderColor: day.line, margin: '26px 0 16px' }} />
          <Text className="soft" style={{ ...text, fontSize: '16px', color: day.soft, margin: 0 }}>
            {say.sentBy} <Link href={home} style={{ color: day.soft }}>{home.replace(/^https?:\/\//, '')}</Link>
          </Text>
        </Container>
      </Body>
    </Html>
  )
}

export const P = ({ children, soft, lang }: { children: ReactNode; soft?: boolean; lang?: string }) => (
  <Text lang={lang} className={soft ? 'soft' : 'ink'} style={{ ...text, ...(soft ? { color: day.soft, fontSize: '16px' } : {}) }}>{children}</Text>
)

export function Button({ href, children, quiet }: { href: string; children: ReactNode; quiet?: boolean }) {
  const look = quiet ? { backgroundColor: day.sheet, borderColor: '#5c7376', color: day.ink } : { backgroundColor: day.berry, borderColor: day.berry, color: day.onBerry }
  // A paragraph each: in the plain text two addresses on one line would run into each other.
  return (
    <Text style={{ margin: '0 0 12px' }}>
      <EmailButton href={href} className={quiet ? 'quiet' : 'berry'}
        style={{ ...look, borderWidth: '2px', borderStyle: 'solid', borderRadius: '3px 12px 3px 8px', fontSize: '18px', fontWeight: 700, padding: '12px 20px', textDecoration: 'none' }}>{children}</EmailButton>
    </Text>
  )
}

export const Buttons = ({ children }: { children: ReactNode }) => <Section style={{ margin: '4px 0 8px' }}>{children}</Section>

/** When, where, with whom: one line each. */
export const Facts = ({ items }: { items: ([term: string, detail: string | null | undefined] | false)[] }) => (
  <Section className="rule" style={{ borderLeft: `4px solid ${day.berry}`, paddingLeft: '16px', margin: '0 0 18px' }}>
    {items.map((item) => item && item[1] && (
      <Text key={item[0]} className="ink" style={{ ...text, margin: '0 0 6px' }}><strong>{item[0]}:</strong> {item[1]}</Text>
    ))}
  </Section>
)

export const Code = ({ children }: { children: string }) => (
  <Text className="ink" style={{ ...text, fontSize: '34px', fontWeight: 700, letterSpacing: '6px', fontVariantNumeric: 'tabular-nums', margin: '0 0 16px' }}>{children}</Text>
)
