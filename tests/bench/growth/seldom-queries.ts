import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import {
  addToGroup,
  changeGroup,
  dissolveGroup,
  findGroup,
  listGroups,
  makeGroup,
  takeFromGroup,
} from '~/features/communities/groups.server'
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
import type { AgentFields } from '~/features/content/agents/agent'
import { agentKind } from '~/features/content/agents/agent-kind.server'
import { findAgents } from '~/features/content/agents/find-agents.server'
import {
  findKnowing,
  offerDocuments,
  saveKnowledge,
} from '~/features/content/agents/knowledge.server'
import { findAudience, setAudience } from '~/features/content/audience.server'
import { changeMany } from '~/features/content/desk/change-many.server'
import type { DeskFilter } from '~/features/content/desk/desk-filter'
import { findDesk, findWaiting } from '~/features/content/desk/find-desk.server'
import { documentKind } from '~/features/content/documents/document-kind.server'
import { keepReading } from '~/features/content/documents/reading.server'
import {
  findExported,
  findExportedFiles,
  noteExport,
} from '~/features/content/exchange/export-rows.server'
import {
  dropPackage,
  findImport,
  findImports,
  findNotes,
  findSameFiles,
  keepImport,
  planEntries,
  reserveImported,
  reservePackage,
  runEntries,
  startImport,
  stopImport,
  storePlain,
} from '~/features/content/exchange/import-rows.server'
import {
  attachFile,
  detachFile,
  filesOf,
  findFile,
  findFiledItem,
} from '~/features/content/files/item-files.server'
import {
  findUpload,
  forgetFile,
  keepPart,
  keepUpload,
  reserveFile,
  storeFile,
} from '~/features/content/files/upload-rows.server'
import {
  asksForReview,
  findCoachedItem,
  findPublishedItem,
} from '~/features/content/find-items.server'
import { findFavourites, setFavourite } from '~/features/content/library/favourites.server'
import { findLibrary, offer } from '~/features/content/library/find-library.server'
import { findProgress, markDone } from '~/features/content/library/item-progress.server'
import { LIBRARY_SORTS } from '~/features/content/library/library-order'
import { findWhatChanged } from '~/features/content/library/seen.server'
import { findCoaches } from '~/features/content/plan.server'
import {
  findPlatformItem,
  findPlatformItems,
  giveItem,
} from '~/features/content/platform-items.server'
import { noteUse } from '~/features/content/prompts/note-use.server'
import { findPromptTally, ratePrompt } from '~/features/content/prompts/prompt-ratings.server'
import {
  changeItem,
  createItem,
  handOverItem,
  scheduleItem,
  updateItem,
} from '~/features/content/save-item.server'
import { findVersion, findVersions } from '~/features/content/versions/find-versions.server'
import { keepWatching } from '~/features/content/videos/video-progress.server'
import {
  endExperiment,
  findExperiment,
  keepA,
  startExperiment,
  takeB,
} from '~/features/experiments/experiments.server'
import { dropBudget, findBudgets, setBudget } from '~/features/money/budgets.server'
import { findCosts, listCosts, noteCostsTaken } from '~/features/money/costs.server'
import { findEstimates } from '~/features/money/estimate.server'
import { addModel, changeModel, findModels } from '~/features/money/models.server'
import { findFlags } from '~/features/operations/flags.server'
import { findHealth } from '~/features/providers/health.server'
import { dropKey, findKeys, findKeyToTry, keepKey } from '~/features/providers/keys.server'
import { beginTrial } from '~/features/sandbox/answers/try-agent.server'
import { giveDocument, takeDocumentBack } from '~/features/sandbox/attached/given-documents.server'
import {
  addWaiting,
  findTakesPictures,
  removeWaiting,
} from '~/features/sandbox/attached/message-files.server'
import { findMyRuns, findRun } from '~/features/sandbox/automation-runs/find-runs.server'
import {
  admitStep,
  goOn,
  resumeRun,
  startRun,
  stopRun,
} from '~/features/sandbox/automation-runs/run-steps.server'
import {
  chooseAnswer,
  compareModels,
  findComparison,
  findComparisons,
  findTally,
} from '~/features/sandbox/compare/compare.server'
import { noteFollowing, noteQualityRead } from '~/features/sandbox/conversation/note-reading.server'
import { beginConversation, findDraft } from '~/features/sandbox/drafts/drafts.server'
import { planExport, readExported } from '~/features/sandbox/export/export-conversation.server'
import { findLimits, setLimits } from '~/features/sandbox/limits/limits.server'
import {
  appealHeld,
  findHeld,
  findHeldOfMine,
  findHeldStep,
  readHeld,
  settleHeld,
} from '~/features/sandbox/moderation/held.server'
import { findHoldRules, setHoldRules } from '~/features/sandbox/moderation/moderation.server'
import {
  changeConversation,
  chooseBranch,
  eraseConversation,
  pinConversation,
  renameFolder,
} from '~/features/sandbox/my-conversations/change-conversation.server'
import {
  findConversations,
  findFolders,
} from '~/features/sandbox/my-conversations/find-conversations.server'
import { findTalk } from '~/features/sandbox/my-conversations/find-talk.server'
import {
  findReports,
  readReport,
  settleReport,
} from '~/features/sandbox/quality/answer-reports.server'
import { findQuality, findReasons, sampleTalks } from '~/features/sandbox/quality/quality.server'
import {
  rateAnswer,
  reportAnswer,
  takeRatingBack,
  withdrawReport,
} from '~/features/sandbox/quality/rate-answer.server'
import { findCopiesHere, revokeCopyHere } from '~/features/sandbox/sharing/copies-here.server'
import {
  findCopies,
  findCopiesOf,
  readCopy,
  revokeCopy,
  shareConversation,
} from '~/features/sandbox/sharing/share.server'
import { searchTalk } from '~/features/search/find-in-talk.server'
import { createLog } from '~/platform/log.server'
import { asked, models, type Use } from './hot-queries.ts'

/** A store that keeps nothing. */
const nowhere = { put: async () => {}, delete: async () => {} }

const fields: AgentFields = {
  title: 'Coach',
  summary: '',
  tags: 'onboarding',
  greeting: '',
  starterQuestions: [],
  instructions: 'Be brief.',
  style: 'balanced',
  temperature: '',
  length: 'medium',
  tokens: '',
  knowledge: [],
  models: [],
  givenAgain: false,
  cheapestFirst: false,
}
const silent = createLog({}, 'error')
const settings = {
  name: 'Northside',
  description: '',
  joinPolicy: 'open',
  conversationReaders: 'owner',
  reviewBeforePublish: true,
  publicCopies: false,
  timeZone: 'UTC',
  retentionDays: 90,
} as const

const file = {
  id: randomUUID(),
  name: 'cover.png',
  mediaType: 'image/png',
  bytes: 1000,
  sha256: new Uint8Array(32),
  words: null,
}

const first = { towards: 'older' as const, from: null }
const place = { at: '2026-06-01T12:00:00', id: randomUUID() }
const KEYS = { newest: place.at, name: 'House rules', used: '3', best: '1.5' } as const
const filters: DeskFilter[] = ['published', 'draft', 'in_review', 'archived', 'deleted']

/** What is asked seldom, by the features' own functions. */
export const seldomUses: Use[] = [
  {
    name: 'share a conversation',
    who: 'members',
    ask: (db, { conversation: id }) =>
      shareConversation(db, { id, audience: 'members', named: true }),
  },
  {
    name: 'a shared copy',
    who: 'members',
    ask: (db) => readCopy(db, 'x'.repeat(43), 0),
  },
  {
    name: 'what I share',
    who: 'members',
    ask: (db, { actor, community, conversation }) =>
      Promise.all([
        findCopiesOf(db, actor, conversation),
        findCopies(db, actor, { community, before: null }),
        findCopies(db, actor, { community, before: `${place.at}~${place.id}` }),
        revokeCopy(db, actor, randomUUID()),
      ]),
  },
  {
    name: 'what is shared here',
    who: 'coaches',
    ask: (db, { community }) =>
      Promise.all([
        findCopiesHere(db, community, { towards: 'older', from: null }),
        findCopiesHere(db, community, { towards: 'older', from: place }),
        findCopiesHere(db, community, { towards: 'newer', from: place }),
        revokeCopyHere(db, community, randomUUID()),
      ]),
  },
  {
    name: 'take a conversation out',
    who: 'members',
    ask: (db, { actor, community, conversation: id, middle }) =>
      Promise.all([
        findTalk(db, actor, { community, id }),
        planExport(db, actor, { community, id, as: 'json' }),
        readExported(db, id, [middle]),
      ]),
  },
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
        db.write(sql`select public.hold_asked(${s.answer}::uuid) as failure`),
        db.write(sql`select public.hold_step(${s.answer}::uuid, ${'Hello.'}, true) as failure`),
      ])
    },
  },
  {
    name: 'import',
    who: 'coaches',
    ask: async (db, { actor, community }) => {
      const id = randomUUID()
      const key = 'x'.repeat(43)
      const plan = { installation: key, own: false, publish: false, overwrite: false }
      const found = { name: 'a.zip', installation: key, own: false, report: [], file: id }
      await Promise.allSettled([
        findImports(db, community),
        findImport(db, community, id),
        planEntries(db, { community, ...plan }, []),
        findNotes(db, { community, ...plan }, []),
        findSameFiles(db, id, []),
        reservePackage(db, actor, community, { name: 'a.zip', bytes: 1000 }),
        reserveImported(db, actor, id, file),
        storePlain(db, file),
        keepImport(db, actor, community, found),
        startImport(db, community, id, plan),
        runEntries(db, { communityId: id, id }, 0, []),
        stopImport(db, community, id),
        dropPackage(db, id),
      ])
    },
  },
  {
    name: 'export',
    who: 'coaches',
    ask: (db, { community, agent }) => {
      const chosen = { community, kinds: [], items: [agent] }
      return Promise.all([
        findExported(db, chosen, null),
        findExported(db, chosen, 'a salt of an export'),
        findExportedFiles(db, chosen),
        noteExport(db, chosen, { withFiles: true, withPeople: true }),
      ])
    },
  },
  ...filters.map(
    (filter): Use => ({
      name: `desk, ${filter}`,
      who: 'coaches',
      ask: (db, s) =>
        findDesk(db, { community: s.community, kind: 'agent', filter, search: '', asked: first }),
    }),
  ),
  ...(['older', 'newer'] as const).flatMap((towards): Use[] => [
    {
      name: `desk, ${towards}`,
      who: 'coaches',
      ask: (db, s) =>
        findDesk(db, {
          ...{ community: s.community, kind: 'agent', filter: 'all', search: '' },
          asked: { towards, from: place },
        }),
    },
    // Of a kind whose uses are counted, and of those of which it is told how long they take.
    ...(['agent', 'document', 'video'] as const).flatMap((kind) =>
      LIBRARY_SORTS.map(
        (sort): Use => ({
          name: `library of ${kind}s, ${towards} by ${sort}`,
          who: 'members',
          ask: (db, { community }) => {
            const from = { key: KEYS[sort], id: place.id }
            const search = sort === 'best' ? 'agent' : ''
            const page = { kind, sort, search, asked: { back: towards === 'newer', from } }
            return Promise.all([
              findLibrary(db, asked(community, page)),
              ...(sort === 'used'
                ? []
                : [findLibrary(db, asked(community, { ...page, tag: 'Feedback' }))]),
              findLibrary(db, asked(community, { ...page, search: 'agent' })),
            ])
          },
        }),
      ),
    ),
  ]),
  {
    name: 'library, a tag by name',
    who: 'members',
    ask: (db, { community }) =>
      Promise.all(
        (['agent', 'document', 'video'] as const).flatMap((kind) => [
          ...(['name', 'newest'] as const).flatMap((sort) => [
            findLibrary(db, asked(community, { kind, sort })),
            findLibrary(db, asked(community, { kind, sort, tag: 'Feedback' })),
            findLibrary(db, asked(community, { kind, sort, tag: 'Feedback', search: 'agent' })),
            findLibrary(db, asked(community, { kind, sort, search: 'agent' })),
          ]),
          findLibrary(db, asked(community, { kind, search: 'agent' })),
          findLibrary(db, asked(community, { kind, sort: 'best', search: 'agent' })),
          findLibrary(
            db,
            asked(community, { kind, sort: 'used', tag: 'Feedback', search: 'agent' }),
          ),
        ]),
      ),
  },
  ...(['not-begun', 'begun', 'done', 'favourites'] as const).map(
    (mine): Use => ({
      name: `library, ${mine} by whatever else`,
      who: 'members',
      ask: (db, { community }) =>
        Promise.all(
          (['document', 'video'] as const).flatMap((kind) =>
            [
              {},
              { tag: 'Feedback' },
              { search: 'agent' },
              { tag: 'Feedback', search: 'agent' },
            ].map((by) => findLibrary(db, asked(community, { kind, mine, ...by }))),
          ),
        ),
    }),
  ),
  {
    name: 'library, offered without tallies',
    who: 'members',
    ask: (db, { community }) =>
      Promise.all(
        ['', 'interview'].flatMap((search) => {
          const offered = offer(community, 'agent', search)
          const from = { key: KEYS[offered.sort], id: place.id }
          return [offered.asked, { back: false, from }, { back: true, from }].map((page) =>
            findLibrary(db, { ...offered, asked: page }),
          )
        }),
      ),
  },
  {
    name: 'library, favourites of the other kinds',
    who: 'members',
    ask: (db, { community }) =>
      Promise.all(
        (['agent', 'prompt'] as const).flatMap((kind) =>
          (['newest', 'name', 'used'] as const).map((sort) =>
            findLibrary(db, asked(community, { kind, sort, mine: 'favourites' })),
          ),
        ),
      ),
  },
  {
    name: 'library, searched by tag',
    who: 'members',
    ask: (db, { community }) =>
      Promise.all(
        (['agent', 'document', 'video'] as const).map((kind) =>
          findLibrary(
            db,
            asked(community, { kind, sort: 'best', tag: 'Feedback', search: 'agent' }),
          ),
        ),
      ),
  },
  {
    name: 'add a member',
    who: 'coaches',
    ask: (db, s) =>
      addMember(db, s.actor, s.community, { email: 'a@people.test', role: 'end_user' }),
  },
  {
    name: 'groups',
    who: 'coaches',
    ask: (db, s) => {
      const group = randomUUID()
      const of = [db, s.actor, s.community] as const
      const fields = { name: 'Class', description: '' }
      return Promise.allSettled([
        ...[null, group].flatMap((after) => [
          listGroups(db, s.community, after),
          findGroup(db, s.community, group, after),
        ]),
        makeGroup(...of, fields),
        changeGroup(...of, group, fields),
        addToGroup(...of, group, ['a@people.test']),
        takeFromGroup(...of, group, s.actor.userId),
        dissolveGroup(...of, group),
      ])
    },
  },
  {
    name: 'who may use an item',
    who: 'coaches',
    ask: (db, { community, agent, actor }) =>
      Promise.allSettled([
        findAudience(db, community, agent),
        setAudience(
          db,
          { community, id: agent },
          { limited: true, groups: [], people: [actor.userId], emails: [], seen: 'everybody' },
        ),
      ]),
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
      createItem(db, agentKind, { community, fields, also: 'publish', key: randomUUID() }),
  },
  {
    name: 'copy an agent, and bring a version back',
    who: 'coaches',
    ask: (db, { community, agent: id }) =>
      Promise.all([
        createItem(db, agentKind, {
          ...{ community, fields, also: null, key: randomUUID(), copied: id },
        }),
        updateItem(db, agentKind, { community, id, version: 1, fields, also: null, kept: 1 }),
      ]),
  },
  {
    name: 'save an agent',
    who: 'coaches',
    ask: (db, { community, agent }) =>
      updateItem(db, agentKind, { community, id: agent, version: 1, fields, also: 'restore' }),
  },
  {
    name: 'save a document',
    who: 'coaches',
    ask: (db, { community, agent: id }) => {
      const fields = { title: 'House rules', summary: '', tags: '', body: '# One' }
      return updateItem(db, documentKind, { community, id, version: 1, fields, also: null })
    },
  },
  {
    name: 'delete an agent',
    who: 'coaches',
    ask: (db, { community, agent }) => changeItem(db, 'agent', 'delete', { community, id: agent }),
  },
  {
    name: 'plan an item',
    who: 'coaches',
    ask: (db, { community, agent: id, actor }) =>
      Promise.all([
        findCoaches(db, community),
        scheduleItem(
          db,
          'agent',
          { community, id, version: 1 },
          { local: '2030-01-01T09:00', turn: 'first' },
        ),
        handOverItem(db, 'agent', { community, id, version: 1 }, actor.userId),
      ]),
  },
  {
    name: 'change many',
    who: 'coaches',
    ask: (db, { community, agent: id }) =>
      Promise.all([
        changeMany(db, { community, change: 'tag', items: [{ id, version: 1 }], tag: 'New' }),
        changeMany(db, { community, change: 'copy', items: [], to: community }),
        changeMany(db, { community: null, change: 'archive', items: [] }),
      ]),
  },
  {
    name: 'items of the platform',
    who: 'superAdmins',
    ask: (db, { agent }) =>
      Promise.all([
        findPlatformItems(db, { gone: false, asked: first }),
        findPlatformItems(db, { gone: false, asked: { towards: 'older', from: place } }),
        findPlatformItems(db, { gone: false, asked: { towards: 'newer', from: place } }),
        findPlatformItem(db, agent),
        giveItem(db, agent, null),
      ]),
  },
  {
    name: 'files and versions of what is the platform’s',
    who: 'superAdmins',
    ask: (db, { actor, agent: id }) =>
      Promise.all([
        findFiledItem(db, null, id),
        reserveFile(db, actor, { community: null, item: id, purpose: 'cover' }, file),
        findVersions(db, 'agent', null, id),
        findVersion(db, agentKind, null, { id, number: 1 }),
      ]),
  },
  {
    name: 'change what is the platform’s',
    who: 'superAdmins',
    ask: (db, { agent: id }) => {
      const ofPlatform = { community: null, id, version: 1 }
      return Promise.all([
        findCoachedItem(db, agentKind, null, id),
        createItem(db, agentKind, { community: null, fields, also: null, key: randomUUID() }),
        updateItem(db, agentKind, { ...ofPlatform, fields, also: null }),
        changeItem(db, 'agent', 'delete', ofPlatform),
        scheduleItem(db, 'agent', ofPlatform, null),
        handOverItem(db, 'agent', ofPlatform, id),
      ])
    },
  },
  {
    name: 'document',
    who: 'members',
    ask: (db, s) => findPublishedItem(db, documentKind, s.community, s.agent),
  },
  {
    name: 'video, watched',
    who: 'members',
    ask: (db, { agent: id }) =>
      Promise.all([
        findProgress(db, id),
        keepWatching(db, id, { at: 1, spans: [[0, 1]], seconds: 60 }),
        markDone(db, 'video', id, true),
      ]),
  },
  {
    name: 'document, read',
    who: 'members',
    ask: (db, { agent: id }) => keepReading(db, id, { section: 1, share: 0.5 }),
  },
  {
    name: 'try an agent out',
    who: 'coaches',
    ask: (db, { community, agent: id }) =>
      Promise.all([
        beginTrial(
          db,
          community,
          {
            question: 'What now?',
            request: { agentName: 'One', instructions: 'Be brief.', maxOutputTokens: 300 },
            models: [],
          },
          models,
        ),
        db.write(sql`select public.save_trial(${id}::uuid, ${''}, ${'failed'}, null)`),
        db.write(
          sql`select public.save_trial(
              ${id}::uuid, ${'Out.'}, ${'complete'}, ${JSON.stringify({ inputTokens: 1 })}::jsonb
            ) as verdict`,
        ),
      ]),
  },
  // As the runner and the answer's maker save a step, once there is one.
  {
    name: 'keep a step',
    who: 'members',
    ask: async (db, { agent: id }) => {
      await Promise.all([
        db.write(sql`select public.begin_run_step(${id}::uuid, ${'In.'})`),
        db.write(sql`select public.take_turn(${id}::uuid) as place`),
        admitStep(db, {
          id,
          looked: 'In.',
          instructions: 'Be brief.',
          models,
          maxOutputTokens: 300,
        }),
        db.write(sql`select public.note_key_used(${id}::uuid)`),
        db.write(
          sql`select public.save_run_step(${id}::uuid, ${'Out.'}, ${'complete'}, ${null}, null, null)`,
        ),
        db.write(
          sql`select public.save_run_step(
              ${id}::uuid, ${'Out.'}, ${'complete'}, ${null}, ${'small'},
              ${JSON.stringify({ inputTokens: 1 })}::jsonb
            ) as verdict`,
        ),
      ])
    },
  },
  {
    name: 'run of an automation',
    who: 'members',
    ask: (db, { actor, community, agent: id }) =>
      Promise.all([
        startRun(db, { community, automation: id, answers: { who: 'Ada' }, key: randomUUID() }),
        goOn({ run: id }, { db, claims: actor.claims, log: silent, models, start: async () => {} }),
        goOn(
          { step: id },
          { db, claims: actor.claims, log: silent, models, start: async () => {} },
        ),
        stopRun(db, id),
        resumeRun(db, id),
        findRun(db, community, id, id),
        findMyRuns(db, community, id),
      ]),
  },
  {
    name: 'limits',
    who: 'coaches',
    ask: (db, { community }) =>
      Promise.all([
        findLimits(db, community),
        setLimits(
          db,
          community,
          {
            personMessages: null,
            communityMessages: null,
            personAnswers: null,
            communityAnswers: 9_000,
          },
          false,
        ),
      ]),
  },
  {
    name: 'budgets and costs',
    who: 'coaches',
    ask: (db, { community, agent: id }) => {
      const budget = { period: 'month', money: 1, tokens: 1, warn: 80, email: '' } as const
      return Promise.all([
        findBudgets(db, community),
        setBudget(db, community, { ...budget, holder: 'community' }),
        dropBudget(db, community, id),
        findCosts(db, community, 31),
        listCosts(db, community, 31),
        noteCostsTaken(db, community, 31),
      ])
    },
  },
  {
    name: 'models',
    who: 'superAdmins',
    ask: (db, { agent: id }) => {
      const model = {
        label: 'Model',
        contextTokens: 8192,
        maxOutputTokens: 4096,
        inputPrice: 150_000,
        outputPrice: 600_000,
        takesImages: false,
        enabled: true,
      }
      return Promise.all([
        findModels(db),
        addModel(db, { ...model, provider: 'openai', name: randomUUID() }),
        changeModel(db, id, model).catch(() => {}),
      ])
    },
  },
  {
    name: 'keys of providers',
    who: 'superAdmins',
    ask: (db, { community, agent: id }) => {
      const sealed = { sealed: 'x'.repeat(60), sealedWith: 'k', lastFour: 'abcd' }
      const place = { provider: 'openai', address: '' } as const
      return Promise.all([
        findHealth(db),
        findKeys(db, ''),
        findKeys(db, community),
        keepKey(db, { of: '', ...place }, sealed),
        keepKey(db, { of: community, ...place }, sealed),
        dropKey(db, '', id),
        dropKey(db, community, id),
        findKeyToTry(db, id).catch(() => {}),
      ])
    },
  },
  {
    name: 'favourites',
    who: 'members',
    ask: (db, { community, agent: id }) =>
      Promise.all([
        setFavourite(db, { community, id, favourite: true }),
        setFavourite(db, { community, id, favourite: false }),
        findWhatChanged(db, 'agent', { community, id }),
        findFavourites(db, community, { towards: 'older', from: place }),
        findFavourites(db, community, { towards: 'newer', from: place }),
      ]),
  },
  {
    name: 'ratings and uses of a prompt',
    who: 'members',
    ask: (db, { community, agent: prompt }) =>
      Promise.all([
        findPromptTally(db, community, prompt),
        ratePrompt(db, { community, prompt, good: true }).catch(() => {}),
        ratePrompt(db, { community, prompt, good: null }).catch(() => {}),
        noteUse(db, { community, prompt, to: { key: prompt } }),
        findLibrary(db, asked(community, { sort: 'used', search: 'agent' })),
      ]),
  },
  {
    name: 'what a conversation was given',
    who: 'members',
    ask: (db, { actor, community, conversation, agent: document }) =>
      Promise.all([
        giveDocument(db, actor, { community, conversation, document }).catch(() => {}),
        takeDocumentBack(db, actor, { community, conversation, document }),
      ]),
  },
  {
    name: 'a conversation begun without a message',
    who: 'members',
    ask: (db, { community, agent }) =>
      beginConversation(db, { community, agent, text: '', key: crypto.randomUUID() }),
  },
  {
    name: 'files of a message',
    who: 'members',
    ask: (db, { conversation }) =>
      Promise.all([
        findTakesPictures(db, conversation, models),
        addWaiting({ db, storage: nowhere, models, readDocument: async () => '' }, conversation, {
          name: 'notes.txt',
          bytes: new TextEncoder().encode('Hello.'),
        }),
        removeWaiting({ db, storage: nowhere }, conversation, crypto.randomUUID()),
      ]),
  },
  {
    name: 'compared models',
    who: 'members',
    ask: (db, { community, conversation, answer, agent }) =>
      Promise.all([
        findComparisons(db, conversation),
        findDraft(db, conversation),
        findEstimates(db, community, { conversation }),
        findComparison(db, { conversation, asked: answer }).catch(() => {}),
        chooseAnswer(db, answer, true).catch(() => {}),
        compareModels(db, {
          community,
          to: { agent },
          text: 'Which is better?',
          key: randomUUID(),
          compared: [],
          models: [],
        }).catch(() => {}),
      ]),
  },
  { name: 'tally of models', who: 'coaches', ask: (db, s) => findTally(db, s.community, 30) },
  {
    name: 'experiments',
    who: 'coaches',
    ask: (db, { community, agent }) => {
      const ended = { community, agent, experiment: randomUUID() }
      return Promise.all([
        findExperiment(db, community, agent, null),
        startExperiment(db, community, agent, {
          change: { instructions: 'Be long.' },
          share: 50,
          stopRated: 200,
          stopDays: 30,
          stopConversations: 2_000,
        }).catch(() => {}),
        endExperiment(db, community, agent),
        keepA(db, ended),
        takeB(db, ended).catch(() => {}),
      ])
    },
  },
  { name: 'waiting for a review', who: 'coaches', ask: (db, s) => findWaiting(db, s.community) },
  { name: 'asks for reviews', who: 'coaches', ask: (db, s) => asksForReview(db, s.community) },
  {
    name: 'what an agent answers from',
    who: 'coaches',
    ask: (db, s) => findKnowing(db, s.community, s.agent, null),
  },
  {
    name: 'what an agent may answer from, ticked',
    who: 'coaches',
    ask: (db, s) => findKnowing(db, s.community, s.agent, [s.agent]),
  },
  {
    name: 'documents to answer from',
    who: 'coaches',
    ask: (db, s) => offerDocuments(db, s.community, ''),
  },
  {
    name: 'documents to answer from, searched',
    who: 'coaches',
    ask: (db, s) => offerDocuments(db, s.community, 'pract'),
  },
  {
    name: 'have an agent answer from documents',
    who: 'coaches',
    ask: (db, s) => saveKnowledge(db, s.community, { id: s.agent, version: 1, documents: [] }),
  },
  {
    name: 'versions',
    who: 'coaches',
    ask: (db, s) => findVersions(db, 'agent', s.community, s.agent),
  },
  {
    name: 'version',
    who: 'coaches',
    ask: (db, s) => findVersion(db, agentKind, s.community, { id: s.agent, number: 1 }),
  },
  ...(['all', ...filters] as const).map(
    (filter): Use => ({
      name: `desk of all kinds, ${filter}`,
      who: 'coaches',
      ask: (db, { community }) =>
        findDesk(db, { community, kind: null, filter, search: '', asked: first }),
    }),
  ),
  {
    name: 'desk of all kinds, searched',
    who: 'coaches',
    ask: (db, { community }) =>
      findDesk(db, { community, kind: null, filter: 'all', search: 'house', asked: first }),
  },
  {
    name: 'keep conversations in order',
    who: 'members',
    ask: (db, { actor, community, conversation: id }) => {
      const which = { community, id }
      const before = `${place.at}~${place.id}`
      return Promise.all([
        ...([{ folder: 'Work' }, 'open', 'archived'] as const).flatMap((which) => [
          findConversations(db, actor, { community, which }),
          findConversations(db, actor, { community, which, before }),
        ]),
        findFolders(db, actor, community),
        searchTalk(db, id, 'house'),
        pinConversation(db, actor, which),
        renameFolder(db, actor, { community, folder: 'Work' }, 'Play'),
        ...[
          { deleted: true },
          { archived: true },
          { archived: false },
          { folder: 'Work' },
          { pinned: false as const },
        ].map((change) => changeConversation(db, actor, which, change)),
      ])
    },
  },
  {
    name: 'erase a conversation',
    who: 'members',
    ask: (db, s) => eraseConversation(db, s.actor, { community: s.community, id: s.conversation }),
  },
  {
    name: 'rate an answer',
    who: 'members',
    ask: (db, s) =>
      rateAnswer(
        db,
        s.actor,
        { conversation: s.conversation, answer: s.answer },
        { good: true, reason: '' },
      ),
  },
  {
    name: 'take a rating back',
    who: 'members',
    ask: (db, s) => takeRatingBack(db, s.actor, s.answer),
  },
  {
    name: 'report an answer',
    who: 'members',
    ask: (db, s) =>
      Promise.all([reportAnswer(db, s.answer, 'It is wrong.'), withdrawReport(db, s.answer)]),
  },
  ...[true, false].flatMap((settled): Use[] => [
    {
      name: settled ? 'reports, settled' : 'reports, open',
      who: 'coaches',
      ask: (db, s) =>
        Promise.all([
          findReports(db, s.community, { settled, asked: first }),
          findReports(db, s.community, { settled, asked: { towards: 'older', from: place } }),
          findReports(db, s.community, { settled, asked: { towards: 'newer', from: place } }),
        ]),
    },
    {
      name: settled ? 'settle a report' : 'open a report again',
      who: 'coaches',
      ask: (db, s) => settleReport(db, s.community, randomUUID(), settled ? { note: '' } : null),
    },
  ]),
  {
    name: 'what is held',
    who: 'coaches',
    ask: (db, { community }) =>
      Promise.all([
        findHoldRules(db, community),
        setHoldRules(db, community, {
          words: ['a word'],
          refuses: false,
          refusal: '',
          answers: false,
          review: false,
          provider: false,
        }),
      ]),
  },
  ...[true, false].map(
    (waiting): Use => ({
      name: waiting ? 'held messages, waiting' : 'held messages, settled',
      who: 'coaches',
      ask: (db, s) =>
        Promise.all([
          findHeld(db, s.community, { waiting, asked: first }),
          findHeld(db, s.community, { waiting, asked: { towards: 'older', from: place } }),
          findHeld(db, s.community, { waiting, asked: { towards: 'newer', from: place } }),
        ]),
    }),
  ),
  {
    name: 'look at a held message',
    who: 'coaches',
    ask: (db, s) =>
      Promise.all([
        readHeld(db, s.community, randomUUID()),
        settleHeld(db, randomUUID(), { release: true, note: '' }),
      ]),
  },
  {
    name: 'what is held of mine',
    who: 'members',
    ask: (db, s) =>
      Promise.all([
        findHeldOfMine(db, s.actor, { conversation: s.conversation, answer: s.answer }),
        findHeldStep(db, s.actor, { run: s.answer, step: s.answer }),
        appealHeld(db, randomUUID(), 'It is fine.'),
      ]),
  },
  {
    name: 'read a report',
    who: 'coaches',
    ask: (db, s) => readReport(db, s.community, randomUUID()),
  },
  { name: 'follow an answer', who: 'coaches', ask: (db, s) => noteFollowing(db, s.answer) },
  {
    name: 'quality',
    who: 'coaches',
    ask: (db, s) =>
      Promise.all([findQuality(db, s.community, 30), noteQualityRead(db, s.community)]),
  },
  {
    name: 'reasons of ratings',
    who: 'coaches',
    ask: (db, s) =>
      Promise.all([
        findReasons(db, s.community, first),
        findReasons(db, s.community, { towards: 'older', from: place }),
        findReasons(db, s.community, { towards: 'newer', from: place }),
      ]),
  },
  {
    name: 'conversations drawn',
    who: 'coaches',
    ask: (db, s) => sampleTalks(db, s.community, 30),
  },
  { name: 'turn to a branch', who: 'members', ask: (db, s) => chooseBranch(db, s.answer) },
  { name: 'agents to ask', who: 'members', ask: (db, s) => findAgents(db, s.community) },
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
