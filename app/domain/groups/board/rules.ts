/** The board, without a database: its limits, and how posts stand under each other. */
export const longestPost = 1_000
export const longestReport = 500
export const postsAnHour = 20
export const reasons = ['danger', 'unkind', 'private', 'other'] as const
export type Reason = (typeof reasons)[number]

export interface Post {
  id: string
  replyTo: string | null
  mine: boolean
  /** null: somebody who is gone. */
  called: string | null
  host: boolean
  /** null: taken away by who wrote it. */
  text: string | null
  createdAt: Date
  hidden: boolean
}
export interface Thread {
  id: string
  /** null: hidden from the reader, while answers to it are not. */
  post: Post | null
  at: Date
  replies: Post[]
}

/**
 * Posts, newest first, each with its answers in the order they came. What its author took away stands as long as somebody
 * answered; answers to something the reader does not see stand under a note that says so.
 */
export function threadsOf(posts: Post[]): Thread[] {
  const replies = Map.groupBy(posts.filter((post) => post.replyTo && post.text !== null), (post) => post.replyTo!)
  const threads: Thread[] = []
  for (const post of posts.filter((post) => !post.replyTo)) {
    const under = (replies.get(post.id) ?? []).sort(oldestFirst)
    replies.delete(post.id)
    if (post.text !== null || under.length > 0) threads.push({ id: post.id, post, at: post.createdAt, replies: under })
  }
  for (const [id, under] of replies) {
    under.sort(oldestFirst)
    threads.push({ id, post: null, at: under[0]!.createdAt, replies: under })
  }
  return threads.sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? -1 : 1))
}
const oldestFirst = (a: Post, b: Post) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1)

/** A mail about news goes out in waking hours, on the organisation's clock. */
export const isWaking = (hour: number) => hour >= 9 && hour < 20
