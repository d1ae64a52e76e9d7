// Shows the attendance list when there is no network. It answers for two things only, and keeps nothing itself: the page
// puts a copy of an opened list, with its styles and scripts, on the shelf (app/ui/islands/attendance.ts), signing out
// empties it (forget.ts), and what is older than two weeks is thrown away here.
const shelf = 'attendance'
const twoWeeks = 14 * 86_400_000
const patience = 5_000

addEventListener('install', () => skipWaiting())
addEventListener('activate', (event) => event.waitUntil(Promise.all([clients.claim(), throwAway()])))

addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate') {
    if (/^\/manage\/[^/]+\/activities\/[^/]+\/attendance$/.test(pathname)) event.respondWith(list(request, pathname))
  } else if (/^\/(assets|islands)\/|^\/favicon\.svg$/.test(pathname)) {
    event.respondWith(caches.match(request.url, { cacheName: shelf, ignoreVary: true }).then((kept) => kept ?? fetch(request)))
  }
})

async function list(request, pathname) {
  await throwAway()
  const kept = await caches.match(pathname, { cacheName: shelf, ignoreVary: true })
  const asked = fetch(request).then(async (answer) => {
    // Not theirs any more.
    if (answer.status === 404) await (await caches.open(shelf)).delete(pathname)
    return answer
  })
  if (!kept) return asked
  const slow = new Promise((done) => setTimeout(() => done(kept), patience))
  return Promise.race([asked.catch(() => kept), slow])
}

async function throwAway() {
  const cache = await caches.open(shelf)
  const pages = (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith('/manage/'))
  let left = 0
  for (const page of pages) {
    const kept = await cache.match(page)
    if (Date.now() - Number(kept?.headers.get('x-kept')) > twoWeeks) await cache.delete(page)
    else left += 1
  }
  if (pages.length > 0 && left === 0) await caches.delete(shelf)
}
