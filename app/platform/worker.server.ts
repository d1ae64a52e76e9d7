import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

const limitMs = 30_000
/** A thread takes a quarter of a second of processor to start: it is kept for the next question, and let go when none comes. */
const idleMs = 60_000

interface Kept { worker: Worker; idle?: NodeJS.Timeout }
const threads = new Map<string, Kept>()
/** They take the processor: one question after another, so that the server keeps the other one. */
let before: Promise<unknown> = Promise.resolve()

/**
 * What takes long to compute, away from the thread that answers requests. `file` is one of our sources ('#app/…'), which Node runs as it is written, in the built server too; it answers each
 * message with one. It sees no environment, so no secrets, and does not keep the process from ending.
 * @throws what went wrong there, or that it took too long; the next question gets a new thread.
 */
export function inWorker<T>(file: `#app/${string}`, question: unknown): Promise<T> {
  const work = before.then(() => ask<T>(file, question))
  before = work.catch(() => {})
  return work
}

function ask<T>(file: string, question: unknown): Promise<T> {
  const kept = threads.get(file) ?? start(file)
  const { worker } = kept
  clearTimeout(kept.idle)
  return new Promise((done, failed) => {
    const heard = (answer: T) => end(() => done(answer))
    const broke = (error: unknown) => end(() => failed(error), true)
    const ended = () => broke(new Error(`${file} ended without a word`))
    const limit = setTimeout(() => broke(new Error(`${file} took longer than ${limitMs / 1000} s`)), limitMs)
    const end = (tell: () => void, over = false) => {
      clearTimeout(limit)
      worker.off('message', heard).off('error', broke).off('exit', ended).unref()
      if (over) stop(file, worker)
      else kept.idle = setTimeout(() => stop(file, worker), idleMs).unref()
      tell()
    }
    worker.on('message', heard).on('error', broke).on('exit', ended).ref()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
    worker.postMessage(question)
  })
}

function start(file: string): Kept {
  const worker = new Worker(createRequire(import.meta.url).resolve(file), { env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 400 } })
  // One that dies while nobody asks is replaced at the next question.
  worker.on('error', () => stop(file, worker)).on('exit', () => threads.get(file)?.worker === worker && threads.delete(file))
  const kept = { worker }
  threads.set(file, kept)
  return kept
}

function stop(file: string, worker: Worker) {
  if (threads.get(file)?.worker === worker) threads.delete(file)
  void worker.terminate()
}
