import type { LoaderFunctionArgs } from '@remix-run/node'
import { openApi } from '#app/domain/activities/finding/api.ts'
import { env } from '#app/platform/env.server.ts'
import { apiAnswer } from './answers.ts'

/** What the API takes and answers, for programs and those who write them. */
export const loader = ({ request }: LoaderFunctionArgs) => apiAnswer(request, openApi(env().APP_URL))
