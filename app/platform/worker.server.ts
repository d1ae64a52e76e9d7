import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

const limitMs = 30_000
/** They take the processor: one after another, so that the server keeps the other one. */
let before: Promise<unknown> = Promise.resolve()

/**
 * What takes long to compute, away from the thread that answers requests. `file` is one of our sources ('#app/…'), which Node runs as it is written, in the built server too;
 * it gets `data` and says one thing. It sees no environment, so no secrets.
 * @throws what went wrong there, or that it took too long.
 */
export function inWorker<T>(file: `#app/${string}`, data: unknown): Promise<T> {
  const work = before.then(() => run<T>(file, data))
  before = work.catch(() => {})
  return work
}

function run<T>(file: string, data: unknown): Promise<T> {
  return new Promise((done, failed) => {
    const worker = new Worker(createRequire(import.meta.url).resolve(file), { workerData: data, env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 400 } })
    const limit = setTimeout(() => end(() => failed(new Error(`${file} took longer than ${limitMs / 1000} s`))), limitMs)
    const end = (tell: () => void) => {
      clearTimeout(limit)
      void worker.terminate()
      tell()
    }
    worker.once('message', (said: T) => end(() => done(said)))
    worker.once('error', (error) => end(() => failed(error)))
    worker.once('exit', () => end(() => failed(new Error(`${file} ended without a word`))))
  })
}
