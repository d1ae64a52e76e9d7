import { parentPort } from 'node:worker_threads'
import { propose, type Question } from './proposing.ts'

/** A thread of its own for the proposals, so that nobody's page waits for them (app/platform/worker.server.ts). */
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
parentPort!.on('message', (question: Question) => parentPort!.postMessage(propose(question)))
