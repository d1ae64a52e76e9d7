import { z } from 'zod'

/** What a browser hands over when it agrees to show notifications. */
export const subscription = z.object({
  endpoint: z.string().max(1000),
  p256dh: z.string().regex(/^[\w-]{87}$/),
  auth: z.string().regex(/^[\w-]{22}$/),
})

/** More devices than anybody has in use; an old one can be removed. */
export const mostDevices = 10
