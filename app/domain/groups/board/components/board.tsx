import type { ReactNode } from 'react'
import { sayDay, sayTime } from '#app/platform/time.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { EmptyState, Tag } from '#app/ui/card.tsx'
import { Form, TextArea } from '#app/ui/form.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { type BoardTexts, boardTexts } from '../messages.ts'
import { longestPost, type Post, type Thread } from '../rules.ts'

interface BoardProps {
  slug: string
  threads: Thread[]
  /** Reads and writes; hosts also hide. */
  hosting: boolean
  writes: boolean
  zone: string
  now: Date
  /** Comes with the form, so that one press twice is one post. */
  formKey: string
  /** The thread that is being answered. */
  reply: string | null
  values?: Record<string, string>
  error?: string
}

/** What the group says to each other: newest first, answers below. Nothing to like, nothing to count. */
export function MessageBoard(props: BoardProps) {
  const { slug, threads, writes, reply } = props
  const texts = boardTexts(useLanguage())
  const answering = reply !== null && threads.some((thread) => thread.id === reply)
  return (
    <>
      <SomeoneNow texts={texts} />
      {writes && !answering && <WriteForm {...props} texts={texts} replyTo={null} />}
      {threads.length === 0 ? <EmptyState title={texts.empty}><p>{texts.emptyText}</p></EmptyState> : (
        <ol className="flex max-w-text flex-col gap-5">
          {threads.map((thread) => (
            <li key={thread.id} id={`post-${thread.id}`} className="cut flex flex-col gap-3 border border-line bg-sheet p-4 shadow-note">
              {thread.post ? <OnePost {...props} post={thread.post} texts={texts} /> : <p className="text-soft italic">{texts.hiddenThread}</p>}
              {thread.replies.length > 0 && (
                <ol className="flex flex-col gap-3 border-l-4 border-line pl-4">
                  {thread.replies.map((post) => <li key={post.id} id={`post-${post.id}`}><OnePost {...props} post={post} texts={texts} /></li>)}
                </ol>
              )}
              {writes && thread.post && (reply === thread.id
                ? <WriteForm {...props} texts={texts} replyTo={thread} />
                : <p><LinkButton kind="plain" to={`/groups/${slug}/board?reply=${thread.id}#write`} aria-label={texts.of(texts.reply, nameOf(thread.post, texts))}>{texts.reply}</LinkButton></p>)}
            </li>
          ))}
        </ol>
      )}
    </>
  )
}

const nameOf = (post: Post, texts: BoardTexts) => post.called ?? texts.someone

/** Always in sight: a board is no place to wait for help. */
function SomeoneNow({ texts }: { texts: BoardTexts }) {
  return (
    <div className="cut flex max-w-text flex-col gap-1 border-2 border-edge bg-info-wash p-4">
      <p className="flex gap-2 text-lg font-bold"><Icon name="phone" className="mt-0.5 size-6" />{texts.someoneNow}</p>
      <p>{texts.someoneNowText} <a href="/help" className="link font-bold">{texts.someoneNowLink}</a></p>
    </div>
  )
}

function WriteForm({ slug, formKey, values, error, replyTo, texts }: BoardProps & { texts: BoardTexts; replyTo: Thread | null }) {
  const label = replyTo?.post ? texts.replyTo(nameOf(replyTo.post, texts)) : texts.writeLabel
  return (
    <Form id="write" action={`/groups/${slug}/board${replyTo ? `?reply=${replyTo.id}` : ''}#write`} className="flex max-w-text flex-col gap-4" keep={`board-${slug}-${replyTo?.id ?? 'new'}`}>
      <input type="hidden" name="key" value={values?.key ?? formKey} />
      <input type="hidden" name="reply" value={replyTo?.id ?? ''} />
      <TextArea label={label} hint={texts.writeHint} name="text" rows={4} defaultValue={values?.text} error={error} maxLength={longestPost} required />
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <Button>{replyTo ? texts.replyButton : texts.post}</Button>
        {replyTo && <LinkButton kind="plain" to={`/groups/${slug}/board#post-${replyTo.id}`}>{texts.backToBoard}</LinkButton>}
      </div>
    </Form>
  )
}

function OnePost({ post, slug, hosting, zone, now, texts }: BoardProps & { post: Post; texts: BoardTexts }) {
  const language = useLanguage()
  const address = `/groups/${slug}/board/${post.id}`
  const name = nameOf(post, texts)
  if (post.text === null) return <p className="text-soft italic">{texts.erased}</p>
  const act = (deed: 'erase' | 'report' | 'hide') => (
    <a href={`${address}?do=${deed}`} aria-label={texts.of(texts[deed], name)} className="link inline-flex min-h-11 items-center text-soft">{texts[deed]}</a>
  )
  return (
    <article className="flex flex-col gap-1">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-bold">{name}</span>
        {post.host && <Tag>{texts.host}</Tag>}
        {post.mine && <span className="text-soft">({texts.you})</span>}
        <time dateTime={post.createdAt.toISOString()} className="text-sm text-soft">{sayDay(post.createdAt, zone, language, now)} {sayTime(post.createdAt, zone, language)}</time>
      </p>
      <p className="whitespace-pre-line wrap-anywhere">{post.text}</p>
      {post.hidden && <p className="font-bold text-soft">{hosting ? texts.hiddenHost : texts.hiddenMine}</p>}
      <div className="-mb-2 flex flex-wrap gap-x-5">
        {post.mine ? act('erase') : act('report')}
        {hosting && !post.hidden && act('hide')}
        {hosting && post.hidden && <Deed address={address} intent="show"><Button kind="plain" className="font-normal text-soft">{texts.show}</Button></Deed>}
      </div>
    </article>
  )
}

/** A form that does one thing with a post. */
export function Deed({ address, intent, children }: { address: string; intent: string; children: ReactNode }) {
  return (
    <Form action={address} className="contents">
      <input type="hidden" name="intent" value={intent} />
      {children}
    </Form>
  )
}
