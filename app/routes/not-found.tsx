import { notFound } from '#app/platform/http/respond.server.ts'

/** Any other address. The root shows the one page for what does not exist. */
export const loader = () => notFound()
export const action = () => notFound()

export default function Nothing() {
  return null
}
