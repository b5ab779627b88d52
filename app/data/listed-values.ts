import type { Database } from './schema.types'

type Definitions = Database['public']['Tables']

type Lists = {
  [Table in keyof Definitions]?: {
    [Name in keyof Definitions[Table]['Row']]?: readonly Definitions[Table]['Row'][Name][]
  }
}

/**
 * What text columns may hold where a check constraint lists it: the schema's types only say `string`.
 * `tests/integration/database/queries.test.ts` holds each list to its constraint.
 */
export const listedValues = {
  communities: {
    join_policy: ['invitation', 'open'],
    conversation_readers: ['owner', 'owner_and_coaches'],
  },
  memberships: { role: ['community_admin', 'end_user'] },
  pending_members: { role: ['community_admin', 'end_user'] },
  content_items: {
    kind: ['agent', 'video', 'document', 'prompt', 'automation'],
    status: ['draft', 'in_review', 'published', 'archived'],
  },
  content_files: {
    purpose: ['cover', 'attachment', 'video', 'poster', 'captions', 'source'],
  },
  experiments: {
    ended_why: ['hand', 'rated', 'days', 'conversations', 'changed'],
    outcome: ['a', 'b'],
  },
  held_messages: {
    author: ['person', 'agent'],
    why: ['words', 'review', 'provider'],
    state: ['waiting', 'refused', 'released', 'kept'],
    ended: ['complete', 'stopped', 'cut_off'],
  },
  content_imports: { status: ['looked', 'running', 'stopped', 'done'] },
  files: { state: ['uploading', 'stored'] },
  conversations: { readers: ['owner', 'owner_and_coaches'] },
  conversation_copies: { audience: ['members', 'public'] },
  copied_messages: {
    author: ['person', 'agent'],
    status: ['complete', 'stopped', 'cut_off', 'failed'],
  },
  messages: {
    author: ['person', 'agent'],
    status: ['complete', 'streaming', 'stopped', 'cut_off', 'failed'],
  },
} as const satisfies Lists

type Listed = typeof listedValues

/** A table's columns whose values are listed, as the union of those values. */
export type ListedColumns<Table> = Table extends keyof Listed
  ? {
      [Name in keyof Listed[Table]]: Listed[Table][Name] extends readonly (infer Value)[]
        ? Value
        : never
    }
  : unknown
