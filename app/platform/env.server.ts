import { z } from 'zod'
import { PROVIDERS } from './ai/providers'
import { lazily } from './lazily'
import { SEALING_KEYS_FORM } from './sealing'

/** Variables and bindings of the Worker, as `wrangler.toml` and the environment give them. */
export const environment = lazily(() =>
  z.object({
    APP_URL: z.url(),
    SUPABASE_URL: z.url(),
    SUPABASE_ANON_KEY: z.string().min(1),
    /** Expected `iss` of access tokens; `<SUPABASE_URL>/auth/v1` unless Auth is told otherwise. */
    SUPABASE_JWT_ISSUER: z.url().optional(),
    /** Where Postgres is when there is no Hyperdrive binding. Never logged. */
    DATABASE_URL: z.string().startsWith('postgres').optional(),
    /** `named` where DATABASE_URL is Postgres itself; a transaction pooler knows no names. */
    DATABASE_STATEMENTS: z.enum(['named', 'unnamed']).default('unnamed'),
    AI_PROVIDER: z.enum(PROVIDERS).default('scripted'),
    AI_MODEL: z.string().min(1).optional(),
    AI_BASE_URL: z.url().optional(),
    AI_API_KEY: z.string().min(1).optional(),
    /** Who stands in where that model can't answer, in this order; holds keys, never logged. */
    AI_FALLBACKS: z
      .string()
      .transform((text, context) => {
        try {
          return JSON.parse(text) as unknown
        } catch {
          context.addIssue('no JSON')
          return z.NEVER
        }
      })
      .pipe(
        z
          .array(
            z.object({
              provider: z.enum(PROVIDERS).exclude(['scripted']),
              model: z.string().min(1),
              baseUrl: z.url().optional(),
              apiKey: z.string().min(1).optional(),
            }),
          )
          .max(5),
      )
      .optional(),
    /** What keys of providers are sealed with: `id:key,id:key`, the first seals, all open. */
    SEALING_KEYS: z.string().regex(SEALING_KEYS_FORM, 'not of the form id:key,id:key').optional(),
    AI_FIRST_WORD_MS: z.coerce.number().int().positive().default(20_000),
    AI_IDLE_MS: z.coerce.number().int().positive().default(20_000),
    AI_TOTAL_MS: z.coerce.number().int().positive().default(180_000),
    /** Where messages are looked at for communities that wish it: OpenAI's `/moderations`, or like it. */
    AI_MODERATION_URL: z.url().optional(),
    AI_MODERATION_KEY: z.string().min(1).optional(),
    AI_MODERATION_MODEL: z.string().min(1).default('omni-moderation-latest'),
    /** Tries at each way in per ten minutes, per account and per network address. */
    LIMIT_PER_ACCOUNT: z.coerce.number().int().positive().default(10),
    LIMIT_PER_ADDRESS: z.coerce.number().int().positive().default(60),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
    /** Ed25519 as a JWK with `kid`: what heads of the audit are signed with. Never in the database. */
    AUDIT_SIGNING_KEY: z.string().min(1).optional(),
    /** Told of each signed head, beside the bucket or instead of it. */
    AUDIT_HEADS_URL: z.url().optional(),
    AUDIT_HEADS_TOKEN: z.string().min(1).optional(),
    /** Milliseconds between two runs of the chainer; the audit promises at most five seconds. */
    AUDIT_EVERY_MS: z.coerce.number().int().positive().default(2_000),
    /** What short-lived links to files are signed with, or rather a key derived from it. */
    FILE_LINK_SECRET: z.string().min(32).optional(),
    /** Ed25519 as a JWK with `kid`: what exports of content are signed with, and known again by. */
    EXPORT_SIGNING_KEY: z.string().min(1).optional(),
    /** Where files lie when it is not the bucket bound as FILES: any store that speaks S3. */
    FILES_S3_ENDPOINT: z.url().optional(),
    FILES_S3_BUCKET: z.string().min(1).optional(),
    FILES_S3_REGION: z.string().min(1).default('auto'),
    FILES_S3_ACCESS_KEY_ID: z.string().min(1).optional(),
    FILES_S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
    /** Shown only by the embedded default: where the local mailbox is, and that demo accounts exist. */
    LOCAL_MAILBOX_URL: z.url().optional(),
  }),
)

interface Bindings {
  HYPERDRIVE?: Hyperdrive
  CONNECTIONS?: DurableObjectNamespace
  ANSWERS: DurableObjectNamespace
  LIMITS: DurableObjectNamespace
  /** The chainer of the audit, and where its signed heads are laid. */
  AUDIT?: DurableObjectNamespace
  AUDIT_HEADS?: R2Bucket
  /** Where files lie, under the ids of their rows. */
  FILES?: R2Bucket
  AI?: Ai
}

export type Env = z.infer<ReturnType<typeof environment>> & Bindings

const parsed = new WeakMap<object, Env>()

/**
 * Parses the environment once per isolate.
 *
 * @throws Error naming each variable that is missing or malformed, never its value.
 */
export function readEnv(bindings: object): Env {
  const known = parsed.get(bindings)
  if (known) return known
  const result = environment().safeParse(bindings)
  if (!result.success) {
    const lines = result.error.issues.map(
      (issue) => `  ${issue.path.join('.') || '(environment)'}: ${issue.message}`,
    )
    throw new Error(`The environment is not complete:\n${lines.join('\n')}`)
  }
  const env: Env = { ...(bindings as Bindings), ...result.data }
  if (!env.HYPERDRIVE && !env.DATABASE_URL) {
    throw new Error('The environment is not complete:\n  DATABASE_URL: set it, or bind HYPERDRIVE')
  }
  if (
    env.FILES_S3_ENDPOINT &&
    !(env.FILES_S3_BUCKET && env.FILES_S3_ACCESS_KEY_ID && env.FILES_S3_SECRET_ACCESS_KEY)
  ) {
    throw new Error(
      'The environment is not complete:\n  FILES_S3_ENDPOINT: set FILES_S3_BUCKET, ' +
        'FILES_S3_ACCESS_KEY_ID and FILES_S3_SECRET_ACCESS_KEY too',
    )
  }
  parsed.set(bindings, env)
  return env
}
