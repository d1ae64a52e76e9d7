import { expect, test } from 'vitest'
import { isWaking, type Post, threadsOf } from './rules.ts'

const post = (id: string, minute: number, more: Partial<Post> = {}): Post =>
  ({ id, replyTo: null, mine: false, called: 'X', host: false, text: id, createdAt: new Date(Date.UTC(2026, 10, 25, 12, minute)), hidden: false, ...more })
const shape = (posts: Post[]) => threadsOf(posts).map((thread) => [thread.post ? (thread.post.text ?? 'erased') : 'hidden', thread.replies.map((reply) => reply.id)])

test('newest first, answers in the order they came', () => {
  expect(shape([post('a', 1), post('b', 2), post('a2', 9, { replyTo: 'a' }), post('a1', 3, { replyTo: 'a' })])).toEqual([['b', []], ['a', ['a1', 'a2']]])
})
test('what its author took away stands only under answers; an answer taken away is gone', () => {
  expect(shape([post('a', 1, { text: null }), post('b', 2, { text: null }), post('b1', 3, { replyTo: 'b' }), post('b2', 4, { replyTo: 'b', text: null })])).toEqual([['erased', ['b1']]])
})
test('answers to what the reader does not see stand under a note', () => {
  expect(shape([post('a', 5), post('x1', 2, { replyTo: 'x' })])).toEqual([['a', []], ['hidden', ['x1']]])
})
test('news is mailed by day', () => {
  expect([8, 9, 19, 20].map(isWaking)).toEqual([false, true, true, false])
})
