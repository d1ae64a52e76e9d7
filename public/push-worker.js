// Shows the notifications a person asked for, and nothing else: it keeps nothing and stands between no page and the network.
addEventListener('push', (event) => {
  const shown = event.data ? event.data.json() : {}
  const { title, body, language, tag, url, actions = [] } = shown
  event.waitUntil(
    registration.showNotification(title, {
      body, tag, renotify: Boolean(tag), lang: language, icon: '/icon-192.png', badge: '/badge-96.png',
      actions: actions.map(({ action, title }) => ({ action, title })),
      data: { url, actions: Object.fromEntries(actions.map(({ action, url }) => [action, url])) },
    }),
  )
})

addEventListener('notificationclick', (event) => {
  const { url, actions } = event.notification.data
  event.notification.close()
  event.waitUntil(clients.openWindow(actions[event.action] || url))
})
