/**
 * The job queues, created by the migration as owner; the app's role may only use them.
 * `mail` is singleton by address: one worker at a time speaks to one person, so mails arrive in the order they were owed,
 * and a mail that cannot be sent never blocks those of other people.
 * Retries stop well inside the 24 hours that the provider remembers an idempotency key.
 */
export const queues = [
  {
    // Mails that came in and are to be fetched. The provider keeps them; a try too few is an answer not heard.
    name: 'replies',
    policy: 'standard' as const,
    notify: true,
    retryLimit: 12,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 1800,
    heartbeatSeconds: 30,
    expireInSeconds: 120,
    retentionSeconds: 3 * 24 * 3600,
    deleteAfterSeconds: 24 * 3600,
  },
  {
    name: 'mail',
    policy: 'singleton' as const,
    notify: true,
    retryLimit: 25,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 3600,
    heartbeatSeconds: 30,
    expireInSeconds: 300,
    retentionSeconds: 14 * 24 * 3600,
    deleteAfterSeconds: 24 * 3600,
  },
  // Notifications to browsers. What is not through in a few minutes is no longer worth a sound in a pocket.
  {
    name: 'push',
    policy: 'standard' as const,
    notify: true,
    retryLimit: 5,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 300,
    heartbeatSeconds: 30,
    expireInSeconds: 120,
    retentionSeconds: 24 * 3600,
    deleteAfterSeconds: 3600,
  },
]
