import type { LoaderFunctionArgs } from '@remix-run/node'
import { limits, openApi } from '#app/domain/activities/finding/api.ts'
import { openingsApi } from '#app/domain/openings/finding/api.ts'
import { env } from '#app/platform/env.server.ts'
import { apiAnswer } from './answers.ts'

/** What the API takes and answers, for programs and those who write them. */
export function loader({ request }: LoaderFunctionArgs) {
  const activities = openApi(env().APP_URL)
  const openings = openingsApi(limits)
  return apiAnswer(request, {
    ...activities,
    paths: { ...activities.paths, ...openings.paths },
    components: { schemas: { ...activities.components.schemas, ...openings.schemas } },
  })
}
