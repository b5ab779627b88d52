/**
 * English: a file a context. Another language is a folder of the same files, whose `index.ts` is of
 * the type `Language`; see "Another language" in docs/architecture.md.
 */
import { words as addToTalk } from './add-to-talk'
import { words as addTools } from './add-tools'
import { words as agentForm } from './agent-form'
import { words as agentKnowledge } from './agent-knowledge'
import { words as agentModels } from './agent-models'
import { words as agentStarts } from './agent-starts'
import { words as agentTemplates } from './agent-templates'
import { words as agentTrials } from './agent-trials'
import { words as agentTry } from './agent-try'
import { words as agents } from './agents'
import { words as answers } from './answers'
import { words as attachments } from './attachments'
import { words as audience } from './audience'
import { words as auth } from './auth'
import { words as automationForm } from './automation-form'
import { words as automationSteps } from './automation-steps'
import { words as automationTemplates } from './automation-templates'
import { words as automations } from './automations'
import { words as budgets } from './budgets'
import { words as changes } from './changes'
import { words as common } from './common'
import { words as community } from './community'
import { words as compare } from './compare'
import { words as comparisons } from './comparisons'
import { words as contentDesk } from './content-desk'
import { words as contentForm } from './content-form'
import { words as contentMany } from './content-many'
import { words as contentMoves } from './content-moves'
import { words as contentNew } from './content-new'
import { words as contentNotices } from './content-notices'
import { words as contentVersions } from './content-versions'
import { words as conversation } from './conversation'
import { words as copiesHere } from './copies-here'
import { words as costs } from './costs'
import { words as diagram } from './diagram'
import { words as documentForm } from './document-form'
import { words as documents } from './documents'
import { words as errors } from './errors'
import { words as exchange } from './exchange'
import { words as exchangeRefusals } from './exchange-refusals'
import { words as experiments } from './experiments'
import { words as flash } from './flash'
import { words as groups } from './groups'
import { words as held } from './held'
import { words as heldMine } from './held-mine'
import { words as heldNews } from './held-news'
import { words as itemFiles } from './item-files'
import { words as keepInOrder } from './keep-in-order'
import { words as kinds } from './kinds'
import { words as landing } from './landing'
import { words as library } from './library'
import { words as limits } from './limits'
import { words as messageFiles } from './message-files'
import { words as messageTools } from './message-tools'
import { words as models } from './models'
import { words as moderation } from './moderation'
import { words as pick } from './pick'
import { words as platformContent } from './platform-content'
import { words as promptForm } from './prompt-form'
import { words as prompts } from './prompts'
import { words as providerHealth } from './provider-health'
import { words as providers } from './providers'
import { words as quality } from './quality'
import { words as queue } from './queue'
import { words as rateAnswer } from './rate-answer'
import { words as sandbox } from './sandbox'
import { words as sandboxNotices } from './sandbox-notices'
import { words as sandboxProblems } from './sandbox-problems'
import { words as search } from './search'
import { words as settings } from './settings'
import { words as sharedCopies } from './shared-copies'
import { words as sources } from './sources'
import { words as standing } from './standing'
import { words as talkActions } from './talk-actions'
import { words as talkKeys } from './talk-keys'
import { words as talkOptions } from './talk-options'
import { words as talkSearch } from './talk-search'
import { words as trash } from './trash'
import { words as unsentMessage } from './unsent-message'
import { words as videoForm } from './video-form'
import { words as videos } from './videos'

export const language = {
  /** Which way it is read. */
  dir: 'ltr' as 'ltr' | 'rtl',
  /** Keyed by the names of the files. */
  words: {
    'add-to-talk': addToTalk,
    'add-tools': addTools,
    'agent-form': agentForm,
    'agent-knowledge': agentKnowledge,
    'agent-models': agentModels,
    'agent-starts': agentStarts,
    'agent-templates': agentTemplates,
    'agent-trials': agentTrials,
    'agent-try': agentTry,
    agents,
    answers,
    attachments,
    'automation-form': automationForm,
    'automation-steps': automationSteps,
    'automation-templates': automationTemplates,
    automations,
    audience,
    auth,
    budgets,
    changes,
    common,
    community,
    compare,
    comparisons,
    'content-desk': contentDesk,
    'content-form': contentForm,
    'content-many': contentMany,
    'content-moves': contentMoves,
    'content-new': contentNew,
    'content-notices': contentNotices,
    'content-versions': contentVersions,
    'copies-here': copiesHere,
    conversation,
    costs,
    diagram,
    'document-form': documentForm,
    documents,
    errors,
    exchange,
    exchangeRefusals,
    experiments,
    flash,
    groups,
    held,
    'held-mine': heldMine,
    'held-news': heldNews,
    'item-files': itemFiles,
    'keep-in-order': keepInOrder,
    kinds,
    landing,
    library,
    limits,
    'message-files': messageFiles,
    'message-tools': messageTools,
    models,
    moderation,
    pick,
    'prompt-form': promptForm,
    'platform-content': platformContent,
    prompts,
    'provider-health': providerHealth,
    providers,
    quality,
    queue,
    'rate-answer': rateAnswer,
    sandbox,
    'sandbox-notices': sandboxNotices,
    'sandbox-problems': sandboxProblems,
    search,
    settings,
    'shared-copies': sharedCopies,
    sources,
    standing,
    'talk-keys': talkKeys,
    'talk-actions': talkActions,
    'talk-options': talkOptions,
    'talk-search': talkSearch,
    trash,
    'unsent-message': unsentMessage,
    'video-form': videoForm,
    videos,
  },
}
