import { Link } from '@react-email/link'
import type { ReactNode } from 'react'
import { P } from './frame.tsx'

/** The way out of a kind of mail, at its end. */
export const TurnOff = ({ href, children }: { href: string; children: ReactNode }) => (
  <P soft><Link href={href} style={{ color: 'inherit', textDecoration: 'underline' }}>{children}</Link></P>
)
