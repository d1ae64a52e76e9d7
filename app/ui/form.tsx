import type { ComponentPropsWithoutRef, ReactNode } from 'react'
import { Icon } from './icon.tsx'
import { Island } from './island.tsx'
import { useTexts } from './frame.tsx'

/** Where an error summary's link leads. */
export const fieldId = (name: string) => `field-${name}`

interface FormProps extends Omit<ComponentPropsWithoutRef<'form'>, 'method'> {
  method?: 'post' | 'get'
  /** Names what is typed here, so that it survives a crash or a dead network on this device. Not for secrets. */
  keep?: string
}

/** A plain form. The browser's own bubbles are off: the server answers with the same errors for everyone. */
export function Form({ method = 'post', keep, className = 'flex flex-col gap-6', children, ...rest }: FormProps) {
  const post = method === 'post'
  const texts = useTexts()
  return (
    <form method={method} noValidate className={className} data-once={post ? texts.offline : undefined}
      data-keep-typing={keep} data-kept={keep && texts.typedKept} data-forget={keep && texts.typedForget} {...rest}>
      {children}
      {post && <Island name="once" />}
      {keep && <Island name="keep-typing" />}
    </form>
  )
}

interface FieldFrame {
  label: ReactNode
  name: string
  hint?: ReactNode
  /** The text to show, already in the reader's language. */
  error?: string
  /** Says "(optional)" beside the label. */
  optional?: boolean
  /** Never kept on the device while typing. */
  private?: boolean
}

const described = (name: string, hint: ReactNode, error?: string) =>
  [hint && `${fieldId(name)}-hint`, error && `${fieldId(name)}-error`].filter(Boolean).join(' ') || undefined

function ErrorText({ id, children }: { id: string; children: ReactNode }) {
  const texts = useTexts()
  return (
    <p id={id} className="flex gap-2 font-bold text-danger">
      <Icon name="stop" className="mt-0.5 size-5" />
      <span><span className="sr-only">{texts.error}: </span>{children}</span>
    </p>
  )
}

function Frame({ label, name, hint, error, optional, children }: FieldFrame & { children: ReactNode }) {
  const texts = useTexts()
  return (
    <div className="flex max-w-text flex-col gap-1.5">
      <label htmlFor={fieldId(name)} className="font-bold">
        {label} {optional && <span className="font-normal text-soft">({texts.optional})</span>}
      </label>
      {hint && <p id={`${fieldId(name)}-hint`} className="text-soft">{hint}</p>}
      {error && <ErrorText id={`${fieldId(name)}-error`}>{error}</ErrorText>}
      {children}
    </div>
  )
}

/** What of a field's properties belongs on its control. */
function parts(props: FieldFrame) {
  const { label, name, hint, error, optional, private: secret, ...rest } = props
  return {
    id: fieldId(name), name, 'aria-describedby': described(name, hint, error), 'aria-invalid': error ? (true as const) : undefined,
    'data-private': secret ? '' : undefined, ...rest,
  }
}

type Own<Tag extends 'input' | 'textarea' | 'select'> = FieldFrame & Omit<ComponentPropsWithoutRef<Tag>, keyof FieldFrame>

export function Field({ type = 'text', className = '', ...props }: Own<'input'>) {
  return <Frame {...props}><input type={type} className={`control ${className}`} {...parts(props)} /></Frame>
}

export function TextArea({ rows = 5, className = '', ...props }: Own<'textarea'>) {
  return <Frame {...props}><textarea rows={rows} className={`control ${className}`} {...parts(props)} /></Frame>
}

export function Select({ options, className = '', ...props }: Own<'select'> & { options: { value: string; label: string }[] }) {
  return (
    <Frame {...props}>
      <select className={`control ${className}`} {...parts(props)}>
        {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
    </Frame>
  )
}

export function FileField({ className = '', ...props }: Own<'input'>) {
  return (
    <Frame {...props}>
      <input type="file" className={`control file:mr-3 file:cursor-pointer file:border-0 file:bg-transparent file:font-bold file:underline ${className}`} {...parts(props)} />
    </Frame>
  )
}

const tick = 'tick mt-0.5 size-7 shrink-0 cursor-pointer'

export function Checkbox({ value = 'on', ...props }: Own<'input'>) {
  const { label, name, hint, error } = props
  return (
    <div className="flex max-w-text flex-col gap-1.5">
      {error && <ErrorText id={`${fieldId(name)}-error`}>{error}</ErrorText>}
      <label className="flex min-h-11 cursor-pointer items-start gap-3 py-1.5">
        <input type="checkbox" value={value} className={tick} {...parts(props)} />
        <span className="font-bold">{label}</span>
      </label>
      {hint && <p id={`${fieldId(name)}-hint`} className="-mt-1 pl-10 text-soft">{hint}</p>}
    </div>
  )
}

interface ChoiceProps {
  legend: ReactNode
  name: string
  options: { value: string; label: ReactNode; hint?: ReactNode }[]
  /** What is chosen when the page opens: one value, or several when `several`. */
  value?: string | string[]
  hint?: ReactNode
  error?: string
  required?: boolean
  /** Checkboxes instead of radio buttons. */
  several?: boolean
}

export function Choice({ legend, name, options, value, hint, error, required, several }: ChoiceProps) {
  const chosen = new Set(typeof value === 'string' ? [value] : value)
  return (
    <fieldset className="max-w-text" aria-describedby={described(name, hint, error)} aria-invalid={error ? true : undefined}>
      <legend className="mb-1.5 font-bold">{legend}</legend>
      {hint && <p id={`${fieldId(name)}-hint`} className="mb-1.5 text-soft">{hint}</p>}
      {error && <div className="mb-1.5"><ErrorText id={`${fieldId(name)}-error`}>{error}</ErrorText></div>}
      <div className="flex flex-col gap-2">
        {options.map((option, index) => (
          <label key={option.value} className="cut-small flex min-h-12 cursor-pointer items-start gap-3 border-2 border-line bg-sheet px-3 py-2 hover:border-edge has-checked:border-ink">
            <input type={several ? 'checkbox' : 'radio'} id={index === 0 ? fieldId(name) : undefined} name={name} value={option.value} defaultChecked={chosen.has(option.value)} required={required && !several} className={tick} />
            <span className="self-center">
              <span className="block font-bold">{option.label}</span>
              {option.hint && <span className="block text-soft">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Fields that belong together under one heading of a long form. */
export function FieldGroup({ legend, hint, children }: { legend: ReactNode; hint?: ReactNode; children: ReactNode }) {
  return (
    <fieldset className="flex flex-col gap-6 border-t-2 border-line pt-5">
      <legend className="float-left mb-1 w-full text-xl font-bold">{legend}</legend>
      {hint && <p className="clear-both max-w-text text-soft">{hint}</p>}
      {children}
    </fieldset>
  )
}

/** Stands first on a page that came back with errors. Each line leads to its field. */
export function ErrorSummary({ title, errors, id = 'errors' }: { title?: ReactNode; errors: { name: string; text: string }[]; id?: string }) {
  const texts = useTexts()
  if (errors.length === 0) return null
  return (
    // The page came back because of these: whoever listens to it should hear them before its head again.
    // oxlint-disable-next-line jsx-a11y/no-autofocus
    <div role="alert" tabIndex={-1} id={id} autoFocus className="cut max-w-text border-2 border-danger bg-danger-wash p-5" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className="flex gap-2 text-xl"><Icon name="stop" className="mt-1 size-6 text-danger" />{title ?? texts.errorsTitle}</h2>
      <ul className="mt-2 flex flex-col">
        {errors.map((error) => (
          <li key={error.name}><a href={`#${fieldId(error.name)}`} className="inline-flex min-h-11 items-center font-bold text-danger underline underline-offset-4">{error.text}</a></li>
        ))}
      </ul>
    </div>
  )
}
