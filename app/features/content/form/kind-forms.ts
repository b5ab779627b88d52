import { agentForm } from '../agents/agent-form'
import { automationForm } from '../automations/automation-form'
import { documentForm } from '../documents/document-form'
import type { ItemFields } from '../item'
import type { OfferedKind } from '../kinds'
import { promptForm } from '../prompts/prompt-form'
import { videoForm } from '../videos/video-form'
import type { KindForm } from './kind-form'

/** The form of every kind that has pages. A page of one kind imports that kind's alone. */
export const kindForms: Record<OfferedKind, KindForm<ItemFields>> = {
  agent: agentForm,
  video: videoForm,
  document: documentForm,
  prompt: promptForm,
  automation: automationForm,
}
