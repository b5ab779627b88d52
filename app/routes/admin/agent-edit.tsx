import { agentForm } from '~/features/content/agents/agent-form'
import { agentKind } from '~/features/content/agents/agent-kind.server'
import { EditItemPage, EditProblem, editMeta } from './item-page'
import { actEdit, loadEdit } from './item-pages.server'

export const meta = editMeta
export const loader = loadEdit(agentKind)
export const action = actEdit(agentKind)
export { reloadAfterConflict as shouldRevalidate } from './settled'

export default function EditAgent() {
  return <EditItemPage form={agentForm} />
}

export function ErrorBoundary() {
  return <EditProblem kind="agent" />
}
