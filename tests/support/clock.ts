import path from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Loaded before a server (`node --import`): lets the test that started it move its clock. Each message is a time in
 * milliseconds; it is answered when the server's chores have done what is due then. Timers keep real time.
 */
const RealDate = Date
let ahead = 0
const now = () => RealDate.now() + ahead

globalThis.Date = new Proxy(RealDate, {
  construct: (real, given, asked) => Reflect.construct(real, given.length > 0 ? given : [now()], asked === globalThis.Date ? real : asked),
  apply: () => new RealDate(now()).toString(),
  get: (real, name, receiver) => (name === 'now' ? now : Reflect.get(real, name, receiver)),
})
RealDate.prototype.constructor = globalThis.Date

const built = path.resolve(import.meta.dirname, '../../build/server/index.js')
process.on('message', (time: number) => {
  ahead = time - RealDate.now()
  void import(pathToFileURL(built).href)
    .then((server) => server.entry.module.wakeChores())
    .then(() => process.send?.('done'))
})
// A server that is asked to end does not stay for messages.
process.channel?.unref()
