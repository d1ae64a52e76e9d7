import latin from '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2?url'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import { LanguageSwitch } from './language.tsx'
import { Mark, Squiggle } from './path.tsx'
import { useFrame, useLanguage, useTexts } from './frame.tsx'
import { whole } from './whole.tsx'
import theme from './theme.css?url'

export interface Workplace {
  slug: string
  name: string
}
interface DocumentProps {
  /** Who is signed in, if anybody. */
  person?: { name: string; workplaces?: Workplace[] } | null
  /** Elements for the head: the router's `<Meta />` with the title. */
  head?: ReactNode
  /** Forces a theme; without it the reader's device decides. */
  theme?: 'light' | 'dark'
  children: ReactNode
}

/** Every page's frame: head, header, what the route says, footer. */
export function Document({ person, head, theme: forced, children }: DocumentProps) {
  return (
    <html lang={useLanguage()} data-theme={forced}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#faf6ec" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0d1a2b" />
        <link rel="preload" href={latin} as="font" type="font/woff2" crossOrigin="anonymous" />
        <link rel="stylesheet" href={theme} />
        {head}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/icon-192.png" />
        <link rel="manifest" href="/site.webmanifest" />
      </head>
      <body className="flex min-h-dvh flex-col">
        <SiteHeader signedIn={Boolean(person)} workplaces={person?.workplaces} />
        {children}
        <SiteFooter />
      </body>
    </html>
  )
}

export function SkipLink() {
  return (
    <a href="#content" className="cut absolute top-2 left-2 z-50 -translate-y-24 bg-fjord px-5 py-3 font-bold text-on-fjord focus:translate-y-0">
      {useTexts().skip}
    </a>
  )
}

interface HeaderProps {
  signedIn?: boolean
  /** The organisations this person works in. */
  workplaces?: Workplace[]
}

export function SiteHeader({ signedIn = false, workplaces = [] }: HeaderProps) {
  const texts = useTexts()
  const { address } = useFrame()
  const within = (path: string) => (address.split('?')[0] === path ? 'page' : address.startsWith(`${path}/`) || address.startsWith(`${path}?`) ? 'true' : undefined)
  const item = 'inline-flex min-h-11 items-center px-1 text-[0.95rem] font-bold sm:px-2 sm:text-base underline-offset-6 hover:underline aria-[current]:underline aria-[current]:decoration-berry aria-[current]:decoration-4'
  const link = ({ to, text }: { to: string; text: string }) => <li key={to}><a href={to} aria-current={within(to)} className={item}>{text}</a></li>
  const places = workplaces.map((place) => ({ to: `/manage/${place.slug}`, text: workplaces.length === 1 ? texts.manage : place.name }))
  // On a phone what is one's own stands beside the name, so that the ways in fit one line below; several workplaces join those.
  const alone = places.length === 1 ? places : []
  const rooms = [{ to: '/activities', text: texts.activities }, { to: '/groups', text: texts.groups }, { to: '/openings', text: texts.openings }, ...(alone.length === 0 ? places : [])]
  const own = [...alone, signedIn ? { to: '/me', text: texts.mine } : { to: '/sign-in', text: texts.signIn }]
  return (
    <header className="not-printed">
      <SkipLink />
      <div className="mx-auto flex max-w-page flex-wrap items-center gap-x-1 gap-y-1 pt-3 pr-4 pb-2 pl-5 md:gap-x-6 md:pr-5">
        <a href="/" className="inline-flex min-h-11 items-center gap-1.5 text-lg font-extrabold tracking-tight md:text-xl">
          <Mark className="size-8 md:size-9" />
          <span className={alone.length > 0 ? 'max-sm:sr-only' : 'max-[22.5rem]:sr-only'}>{texts.name}</span>
        </a>
        <nav aria-label={texts.menu} className="max-md:contents md:flex md:flex-wrap md:gap-x-2">
          <ul className="-mx-1 flex flex-wrap gap-x-1 max-md:order-3 max-md:w-full sm:-mx-2 sm:gap-x-2 md:mr-0">{rooms.map(link)}</ul>
          <ul className={`flex flex-wrap max-md:order-1 max-md:ml-auto sm:gap-x-2 ${alone.length > 0 ? 'max-[22.5rem]:order-4 max-[22.5rem]:-ml-1 max-[22.5rem]:w-full' : ''}`}>{own.map(link)}</ul>
        </nav>
        <a href="/help" aria-current={within('/help')} className="cut settle order-2 inline-flex min-h-11 items-center gap-2 border-2 border-ink bg-sheet px-2 py-1 text-[0.95rem] font-bold leading-tight max-[22.5rem]:ml-auto md:order-none md:ml-auto md:px-3 md:text-base hover:bg-bark">
          <Icon name="phone" className="size-5 max-sm:hidden" />
          <span className="md:hidden">{texts.helpNow}</span>
          <span className="max-md:sr-only">{texts.needSomeone}</span>
        </a>
      </div>
    </header>
  )
}

export function SiteFooter() {
  const texts = useTexts()
  const item = 'link inline-flex min-h-11 items-center'
  return (
    <footer className="not-printed mt-auto border-t border-line bg-bark">
      <div className="mx-auto grid max-w-page grid-cols-1 gap-x-12 gap-y-8 px-5 py-10 md:grid-cols-2">
        <div className="flex max-w-text flex-col gap-2">
          <p className="text-lg">{texts.footerHelp}</p>
          <p><a href="/help" className="link inline-flex min-h-11 items-center gap-2 text-lg font-bold"><Icon name="phone" className="size-5" />{texts.footerHelpLink}</a></p>
          <p className="mt-4 text-soft">{texts.footerAbout}</p>
        </div>
        <div className="flex flex-col gap-3">
          <nav aria-label={texts.footerLinks}>
            <ul className="flex flex-wrap gap-x-6">
              <li><a href="/activities" className={item}>{texts.activities}</a></li>
              <li><a href="/groups" className={item}>{texts.groups}</a></li>
              <li><a href="/openings" className={item}>{texts.openings}</a></li>
              <li><a href="/volunteer" className={item}>{texts.footerVolunteer}</a></li>
              <li><a href="/#organisations" className={item}>{texts.footerOrganisations}</a></li>
              <li><a href="/privacy" className={item}>{texts.privacy}</a></li>
              <li><a href="/accessibility" className={item}>{texts.accessibility}</a></li>
            </ul>
          </nav>
          <div className="-ml-2"><LanguageSwitch /></div>
        </div>
      </div>
    </footer>
  )
}

interface PageProps {
  title: ReactNode
  intro?: ReactNode
  /** Stands beside the text on wide screens, after it on phones. */
  aside?: ReactNode
  back?: { to: string; text: ReactNode }
  /** Above the title: what kind of page this is. */
  over?: ReactNode
  /** Beside the title. */
  actions?: ReactNode
  /** Language of the title when it is not the page's. */
  titleLang?: string
  children?: ReactNode
}

/** A screen: its name, what it is for, and the one column that says the rest. */
export function Page({ title, intro, aside, back, over, actions, titleLang, children }: PageProps) {
  return (
    <main id="content" tabIndex={-1} className="mx-auto w-full max-w-page grow px-5 pt-4 pb-16 md:pt-8">
      {back && <p className="not-printed mb-2"><a href={back.to} className="inline-flex min-h-11 items-center gap-2 font-bold underline-offset-4 hover:underline"><Icon name="back" className="size-5" /><span className="line-clamp-1">{back.text}</span></a></p>}
      <div className="mb-7 flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
        <div className="max-w-text">
          {over && <p className="mb-1 text-soft">{over}</p>}
          <h1 className="text-3xl md:text-4xl" lang={titleLang}>{whole(title)}</h1>
          <Squiggle className="mt-2 w-32" />
          {intro && <p className="mt-3 text-lg">{intro}</p>}
        </div>
        {actions && <div className="not-printed flex flex-wrap gap-3">{actions}</div>}
      </div>
      {aside ? (
        <div className="grid grid-cols-1 gap-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="flex min-w-0 flex-col gap-8">{children}</div>
          <aside className="flex min-w-0 flex-col gap-6 max-md:relative max-md:z-20 max-md:-mx-5 max-md:-mt-10 max-md:bg-paper max-md:px-5 max-md:pt-10">{aside}</aside>
        </div>
      ) : <div className="flex min-w-0 flex-col gap-8">{children}</div>}
    </main>
  )
}
