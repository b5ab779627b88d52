import * as z from 'zod'
import { lazily } from '~/platform/lazily'
import { isPurpose } from '../files/file-purposes'
import { atMost } from '../form/item.schema'
import { ITEM_LIMITS } from '../item'
import { VARIABLE_TYPES } from '../prompts/prompt-fields'
import { EXCHANGE_LIMITS, FORMAT } from './format'

// What each kind adds, in the words of its tables. How long a text may be and what else a coach's form
// asks, the form itself is asked: see `check-item.server.ts`.

const agent = () =>
  z.object({
    greeting: z.string().default(''),
    starter_questions: z.array(z.string()).default([]),
    instructions: z.string().default(''),
    temperature: z.number().min(0).max(2).default(0.7),
    max_output_tokens: z.number().int().min(1).max(32_000).default(1024),
    knowledge: z
      .array(z.object({ document: z.uuid(), title: z.string() }))
      .max(50)
      .optional(),
    models: z.array(z.string()).max(5).optional(),
    given_again: z.boolean().optional(),
    cheapest_first: z.boolean().optional(),
  })

const video = () =>
  z.object({
    address: z.string().optional(),
    duration_seconds: z.number().positive().max(999_999).optional(),
    transcript: z.string().default(''),
    chapters: z
      .array(z.object({ starts_at_second: z.number().min(0).max(999_999), title: z.string() }))
      .default([]),
    captions: z
      .array(
        z.object({
          language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
          label: z.string().min(1).refine(atMost(80)),
          file: z.uuid(),
        }),
      )
      .max(50)
      .optional(),
  })

const document = () => z.object({ body: z.string().default('') })

const prompt = () =>
  z.object({
    body: z.string().default(''),
    variables: z
      .array(
        z.object({
          name: z.string(),
          place: z.number().int(),
          type: z.enum(VARIABLE_TYPES),
          label: z.string(),
          help: z.string().default(''),
          default_value: z.string().default(''),
          required: z.boolean().default(true),
          options: z.array(z.string()).default([]),
        }),
      )
      .default([]),
  })

const automation = () =>
  z.object({
    trigger_kind: z.literal('manual'),
    trigger_settings: z.object({
      questions: z
        .array(
          z.object({
            name: z.string(),
            label: z.string(),
            type: z.enum(VARIABLE_TYPES),
            help: z.string().default(''),
            defaultValue: z.string().default(''),
            required: z.boolean().default(true),
            options: z.string().default(''),
          }),
        )
        .default([]),
    }),
    steps: z
      .array(
        z.object({
          place: z.number().int(),
          action: z.enum(['ask_model', 'fill_prompt']),
          settings: z.object({
            title: z.string(),
            name: z.string(),
            text: z.string(),
            instructions: z.string().default(''),
            length: z.enum(['short', 'medium', 'long']).default('medium'),
          }),
        }),
      )
      .default([]),
  })

/** SHA-256 over the salt of the export, a colon and an address. */
const fingerprint = () => z.string().regex(/^[0-9a-f]{64}$/)

/** Groups and people that an item may be limited to. */
const AUDIENCE_MOST = 200

const sharedShape = () => ({
  id: z.uuid(),
  status: z.enum(['draft', 'in_review', 'published', 'archived']),
  version: z.number().int().positive(),
  title: z.string().trim().min(1).refine(atMost(ITEM_LIMITS.title)),
  summary: z.string().refine(atMost(ITEM_LIMITS.summary)).default(''),
  tags: z
    .array(z.string().trim().min(1).refine(atMost(40)))
    .max(50)
    .default([]),
  /** When it was to be published by itself. */
  publish_at: z.iso.datetime({ offset: true }).optional(),
  /** It was there for some of the members only. */
  limited: z.literal(true).optional(),
  /** For whom: groups by their names, people by fingerprints; `left_out` are people who did not come along. */
  audience: z
    .object({
      groups: z.array(z.string().trim().min(1).max(80)).default([]),
      people: z.array(fingerprint()).default([]),
      left_out: z.number().int().min(0).max(AUDIENCE_MOST).default(0),
    })
    .refine(({ groups, people }) => groups.length + people.length <= AUDIENCE_MOST)
    .optional(),
  /** Who looked after it, where people came along. */
  owner: fingerprint().optional(),
  /** Left out where the export has no files: an import then leaves an item's files as they are. */
  files: z
    .array(z.object({ file: z.uuid(), purpose: z.string().refine(isPurpose) }))
    .max(200)
    .optional(),
})

/** An item of any kind. */
export const itemSchema = lazily(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('agent'), ...sharedShape(), agent: agent() }),
    z.object({ kind: z.literal('video'), ...sharedShape(), video: video() }),
    z.object({ kind: z.literal('document'), ...sharedShape(), document: document() }),
    z.object({ kind: z.literal('prompt'), ...sharedShape(), prompt: prompt() }),
    z.object({ kind: z.literal('automation'), ...sharedShape(), automation: automation() }),
  ]),
)
export type ExportedItem = z.infer<ReturnType<typeof itemSchema>>

const fileSchema = () =>
  z.object({
    id: z.uuid(),
    name: z.string().min(1).max(255),
    media_type: z.string().max(120),
    bytes: z.number().int().positive(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    /** Where it lies in the zip. */
    path: z.string().max(600),
  })
export type ExportedFile = z.infer<ReturnType<typeof fileSchema>>

/** What says whether a file is one of ours at all, before anything else of it is read. */
export const headSchema = lazily(() =>
  z.object({ format: z.literal(FORMAT), version: z.number().int().positive() }),
)

/** The whole of `content.json`. Each item is looked at by itself, so that one bent one stands alone. */
export const contentSchema = lazily(() =>
  z.object({
    ...headSchema().shape,
    exportedAt: z.iso.datetime(),
    from: z.object({ community: z.string().max(200) }),
    items: z.array(z.unknown()).max(EXCHANGE_LIMITS.items),
    files: z.array(fileSchema()).max(EXCHANGE_LIMITS.files),
    /** Of the fingerprints of people, where they came along. */
    salt: z.string().min(16).max(100).optional(),
    signature: z.object({
      algorithm: z.literal('Ed25519'),
      publicKey: z.string().regex(/^[\w-]{43}$/),
      value: z.string().regex(/^[\w-]{86}$/),
    }),
  }),
)
export type Content = z.infer<ReturnType<typeof contentSchema>>
