import type { ComponentProps, ReactNode } from 'react'
import type { KindForm } from '~/features/content/form/kind-form'
import { kindForms } from '~/features/content/form/kind-forms'
import type { ItemFields } from '~/features/content/item'
import type { OfferedKind } from '~/features/content/kinds'
import { late } from '~/ui/late'
import { ItemEditor } from '../admin/item/item-editor'

type Editor = (props: Omit<ComponentProps<typeof ItemEditor>, 'form'>) => ReactNode

const editorOf =
  (form: KindForm<ItemFields>): Editor =>
  (props) => <ItemEditor form={form} {...props} />

const editor = (kind: OfferedKind, load: () => Promise<KindForm<ItemFields>>): Editor =>
  late(import.meta.env.SSR ? editorOf(kindForms[kind]) : null, () => load().then(editorOf))

/** The editor of each kind: one page has them all, so the browser loads the one that it shows. */
export const editors: Record<OfferedKind, Editor> = {
  agent: editor('agent', () =>
    import('~/features/content/agents/agent-form').then((m) => m.agentForm),
  ),
  video: editor('video', () =>
    import('~/features/content/videos/video-form').then((m) => m.videoForm),
  ),
  document: editor('document', () =>
    import('~/features/content/documents/document-form').then((m) => m.documentForm),
  ),
  prompt: editor('prompt', () =>
    import('~/features/content/prompts/prompt-form').then((m) => m.promptForm),
  ),
  automation: editor('automation', () =>
    import('~/features/content/automations/automation-form').then((m) => m.automationForm),
  ),
}
