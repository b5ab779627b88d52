import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import {
  addMember,
  decideJoinRequest,
  removeMember,
  setMemberRole,
  stopAwaiting,
} from '~/features/communities/members.server'
import { askToJoin, takeRequestBack } from '~/features/communities/my-communities.server'
import { foundCommunity } from '~/features/communities/platform.server'
import { saveDisplayName } from '~/features/communities/save-profile.server'
import { findSettings, saveSettings } from '~/features/communities/settings.server'
import type { AgentFields } from '~/features/content/agent'
import type { DeskFilter } from '~/features/content/desk-filter'
import { findDesk } from '~/features/content/find-desk.server'
import { findLibrary } from '~/features/content/find-library.server'
import {
  attachFile,
  detachFile,
  filesOf,
  findFile,
  findFiledItem,
} from '~/features/content/item-files.server'
import {
  changeAgent,
  createAgent,
  saveRepeated,
  updateAgent,
} from '~/features/content/save-agent.server'
import {
  findUpload,
  forgetFile,
  keepPart,
  keepUpload,
  reserveFile,
  storeFile,
} from '~/features/content/upload-rows.server'
import { findFlags } from '~/features/operations/flags.server'
import { changeConversation } from '~/features/sandbox/change-conversation.server'
import type { Use } from './hot-queries.ts'

const fields: AgentFields = {
  title: 'Coach',
  summary: '',
  greeting: '',
  starterQuestions: [],
  instructions: 'Be brief.',
  style: 'balanced',
  length: 'medium',
}
const settings = {
  name: 'Northside',
  description: '',
  joinPolicy: 'open',
  conversationReaders: 'owner',
} as const

const file = {
  id: randomUUID(),
  name: 'cover.png',
  mediaType: 'image/png',
  bytes: 1000,
  sha256: new Uint8Array(32),
}

const first = { towards: 'older' as const, from: null }
const place = { at: '2026-06-01T12:00:00', id: randomUUID() }
const filters: DeskFilter[] = ['published', 'draft', 'deleted']

/** What is asked seldom, by the features' own functions. */
export const seldomUses: Use[] = [
  { name: 'flags', who: 'members', ask: (db, s) => findFlags(db, s.community) },
  // As the answer's maker saves it, which no feature's function sends by itself.
  {
    name: 'keep answer',
    who: 'members',
    ask: async (db, s) => {
      const figures = { inputTokens: 1, outputTokens: 1, firstTokenMs: 1, durationMs: 1 }
      await Promise.all([
        db.write(
          sql`select public.save_answer(${s.answer}::uuid, ${'So.'}, ${'complete'}, ${null}, ${'small'}) as verdict`,
        ),
        db.write(
          sql`select public.record_run(${s.answer}::uuid, ${JSON.stringify(figures)}::jsonb)`,
        ),
      ])
    },
  },
  ...filters.map(
    (filter): Use => ({
      name: `desk, ${filter}`,
      who: 'coaches',
      ask: (db, s) => findDesk(db, { community: s.community, filter, search: '', asked: first }),
    }),
  ),
  ...(['older', 'newer'] as const).flatMap((towards): Use[] => [
    {
      name: `desk, ${towards}`,
      who: 'coaches',
      ask: (db, s) =>
        findDesk(db, {
          ...{ community: s.community, filter: 'all', search: '' },
          asked: { towards, from: place },
        }),
    },
    {
      name: `library, ${towards}`,
      who: 'members',
      ask: (db, s) =>
        findLibrary(db, { community: s.community, search: '', asked: { towards, from: place } }),
    },
  ]),
  {
    name: 'add a member',
    who: 'coaches',
    ask: (db, s) =>
      addMember(db, s.actor, s.community, { email: 'a@people.test', role: 'end_user' }),
  },
  {
    name: 'set a role',
    who: 'coaches',
    ask: (db, s) =>
      setMemberRole(db, s.actor, s.community, { user: s.actor.userId, role: 'end_user' }),
  },
  {
    name: 'remove a member',
    who: 'coaches',
    ask: (db, s) => removeMember(db, s.actor, s.community, s.actor.userId),
  },
  {
    name: 'decide a join request',
    who: 'coaches',
    ask: (db, s) => decideJoinRequest(db, s.actor, s.community, s.actor.userId, true),
  },
  {
    name: 'stop awaiting',
    who: 'coaches',
    ask: (db, s) => stopAwaiting(db, s.actor, s.community, 'a@people.test'),
  },
  { name: 'ask to join', who: 'members', ask: (db, s) => askToJoin(db, s.actor, s.community) },
  {
    name: 'take a request back',
    who: 'members',
    ask: (db, s) => takeRequestBack(db, s.actor, s.community),
  },
  {
    name: 'found a community',
    who: 'superAdmins',
    ask: (db) => foundCommunity(db, { name: 'New', slug: 'new', coach: 'a@people.test' }),
  },
  {
    name: 'save my name',
    who: 'members',
    ask: (db, s) => saveDisplayName(db, s.actor, 'Somebody'),
  },
  { name: 'settings', who: 'coaches', ask: (db, s) => findSettings(db, s.actor, s.community) },
  {
    name: 'save settings',
    who: 'coaches',
    ask: (db, s) => saveSettings(db, s.actor, s.community, settings),
  },
  {
    name: 'make an agent',
    who: 'coaches',
    ask: (db, { community }) =>
      createAgent(db, { community, fields, publish: true, key: randomUUID() }),
  },
  {
    name: 'make an agent again',
    who: 'coaches',
    ask: (db, { community, agent }) =>
      saveRepeated(db, { community, fields, publish: true, id: agent }),
  },
  {
    name: 'save an agent',
    who: 'coaches',
    ask: (db, { community, agent }) =>
      updateAgent(db, { community, id: agent, version: 1, fields, also: 'restore' }),
  },
  {
    name: 'delete an agent',
    who: 'coaches',
    ask: (db, { community, agent }) => changeAgent(db, 'delete', { community, id: agent }),
  },
  {
    name: 'delete a conversation',
    who: 'members',
    ask: (db, s) =>
      changeConversation(
        db,
        s.actor,
        { community: s.community, id: s.conversation },
        { deleted: true },
      ),
  },
  {
    name: 'files of an item',
    who: 'coaches',
    ask: (db, { community, agent }) =>
      Promise.all([findFiledItem(db, community, agent), filesOf(db, agent)]),
  },
  { name: 'open a file', who: 'members', ask: (db) => findFile(db, file.id) },
  {
    name: 'begin a file',
    who: 'coaches',
    ask: (db, { actor, community, agent }) =>
      reserveFile(db, actor, { community, item: agent, purpose: 'cover' }, file),
  },
  {
    name: 'take parts of a file',
    who: 'coaches',
    ask: (db, { actor }) =>
      Promise.all([
        findUpload(db, actor, file.id),
        keepUpload(db, { id: file.id, uploadId: 'upload', parts: 2 }),
        keepPart(db, { id: file.id, number: 1, tag: 'tag' }),
      ]),
  },
  {
    name: 'keep a file',
    who: 'coaches',
    ask: (db, { community, agent }) =>
      storeFile(db, { community, item: agent, purpose: 'cover' }, file),
  },
  {
    name: 'take a file away',
    who: 'coaches',
    ask: (db, { agent }) =>
      Promise.all([
        attachFile(db, { item: agent, file: file.id, purpose: 'attachment' }),
        detachFile(db, { item: agent, file: file.id, purpose: 'cover' }),
        forgetFile(db, file.id),
      ]),
  },
]
