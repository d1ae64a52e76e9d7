import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import { whole } from './whole.tsx'

const kinds: Record<'info' | 'done' | 'warning' | 'danger', { look: string; icon: IconName }> = {
  info: { look: 'border-edge bg-info-wash', icon: 'note' },
  done: { look: 'border-done bg-done-wash', icon: 'check' },
  warning: { look: 'border-berry-deep bg-berry-wash', icon: 'note' },
  danger: { look: 'border-danger bg-danger-wash', icon: 'stop' },
}

export function Notice({ kind = 'info', title, children, id }: { kind?: keyof typeof kinds; title?: ReactNode; children?: ReactNode; id?: string }) {
  const { look, icon } = kinds[kind]
  return (
    <div id={id} role={kind === 'done' ? 'status' : undefined} className={`cut flex max-w-text gap-3 border-2 p-4 ${look}`}>
      <Icon name={icon} className="mt-0.5 size-6" />
      <div className="min-w-0">
        {title && <p className="text-lg font-bold">{whole(title)}</p>}
        {children && <div className="flex flex-col gap-2">{children}</div>}
      </div>
    </div>
  )
}
