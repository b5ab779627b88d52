import { agentKind } from './agents/agent-kind.server'
import { automationKind } from './automations/automation-kind.server'
import { documentKind } from './documents/document-kind.server'
import type { ItemFields } from './item'
import type { KindOnServer } from './kind-on-server'
import type { OfferedKind } from './kinds'
import { promptKind } from './prompts/prompt-kind.server'
import { videoKind } from './videos/video-kind.server'

/** Every kind that has pages, for what serves all of them. */
export const kindsOnServer: Record<OfferedKind, KindOnServer<ItemFields>> = {
  agent: agentKind,
  video: videoKind,
  document: documentKind,
  prompt: promptKind,
  automation: automationKind,
}
