import { z } from 'zod'

/**
 * The one place that reads environment variables. Each is documented in the README's table; a wrong value stops the
 * program with a sentence that says what to do.
 */
const flag = z.enum(['0', '1', '']).optional().transform((value) => value === '1')
const blankIsUnset = (value: unknown) => (value === '' ? undefined : value)
const optional = z.preprocess(blankIsUnset, z.string().optional())

const schema = z
  .object({
    NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
    PORT: z.coerce.number().int().min(0).max(65535).default(3000),
    HOST: z.preprocess(blankIsUnset, z.string().default('127.0.0.1')),
    APP_URL: z.preprocess(blankIsUnset, z.url({ protocol: /^https?$/ }).optional()),
    DATABASE_URL: z.preprocess(blankIsUnset, z.string().regex(/^postgres(ql)?:\/\//)),
    SECRET_KEYS: z.preprocess(blankIsUnset, z.string().regex(/^[\w-]+:[A-Za-z0-9+/=]{43,}(,[\w-]+:[A-Za-z0-9+/=]{43,})*$/)),
    RESEND_API_KEY: optional,
    RESEND_BASE_URL: optional,
    RESEND_WEBHOOK_SECRET: z.preprocess(blankIsUnset, z.string().regex(/^(?:whsec_)?[A-Za-z0-9+/=]{16,}$/).optional()),
    REPLY_TO: z.preprocess(blankIsUnset, z.string().regex(/^[\w.-]{1,20}@[\w.-]+\.[a-z]{2,}$/i).optional()),
    MAIL_FROM: z.preprocess(blankIsUnset, z.string().default('Samkraft <post@samkraft.example>')),
    VAPID_KEYS: z.preprocess(blankIsUnset, z.string().regex(/^[\w-]{87}:[\w-]{43}$/).optional()),
    PUSH_HOSTS: z.preprocess(blankIsUnset, z.string().default('fcm.googleapis.com jmt17.google.com *.push.services.mozilla.com *.push.apple.com *.notify.windows.com')),
    DEMO: flag,
    DEMO_ALLOW_EXTERNAL_DB: flag,
    TILE_URL: z.preprocess(blankIsUnset, z.string().default('https://cache.kartverket.no/v1/wmts/1.0.0/topo/default/webmercator/{z}/{y}/{x}.png')),
    TILE_ATTRIBUTION: z.preprocess(blankIsUnset, z.string().default('© Kartverket|https://www.kartverket.no/')),
    TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  })
  // Answers to an address that nobody reads would be lost without a word.
  .refine((values) => !values.REPLY_TO || (values.RESEND_WEBHOOK_SECRET && values.RESEND_API_KEY), { path: ['REPLY_TO'] })
  .transform((values) => ({ ...values, APP_URL: (values.APP_URL ?? `http://localhost:${values.PORT}`).replace(/\/$/, '') }))

export type Env = z.output<typeof schema>

const advice: Record<string, string> = {
  VAPID_KEYS: 'VAPID_KEYS must be public:private as web-push makes them; make a pair with: node -e "const k=require(\'web-push\').generateVAPIDKeys();console.log(k.publicKey+\':\'+k.privateKey)"',
  PORT: 'PORT must be a number from 0 to 65535.',
  APP_URL: 'APP_URL must be the full public address, such as https://samkraft.example.',
  RESEND_WEBHOOK_SECRET: 'RESEND_WEBHOOK_SECRET must be the signing secret of the webhook, as Resend shows it: whsec_…',
  REPLY_TO: 'REPLY_TO must be an address that Resend receives for (at most 20 signs before the @), such as svar@inn.samkraft.example, and needs RESEND_API_KEY and RESEND_WEBHOOK_SECRET.',
  DATABASE_URL: 'DATABASE_URL must be set, such as postgresql://user:password@host:5432/samkraft.',
  SECRET_KEYS: 'SECRET_KEYS must be set to id:base64 of 32 random bytes; make one with: node -e "console.log(\'k1:\'+require(\'crypto\').randomBytes(32).toString(\'base64\'))"',
}

/** Thrown for anything an operator can mend; its message is the sentence to show, without a stack. */
export class SetupError extends Error {}

/** @throws SetupError naming the first variable that is missing or wrong. */
export function readEnv(variables: NodeJS.ProcessEnv): Env {
  const result = schema.safeParse(variables)
  if (result.success) return result.data
  const name = String(result.error.issues[0]?.path[0])
  throw new SetupError(advice[name] ?? `${name} is not valid: ${result.error.issues[0]?.message}.`)
}

let current: Env | undefined
/** The process's environment, parsed on first use. */
export function env(): Env {
  return (current ??= readEnv(process.env))
}
