import { agentForm } from '~/features/content/agents/agent-form'
import { agentKind } from '~/features/content/agents/agent-kind.server'
import { NewItemPage, newMeta } from './item-page'
import { actNew, loadNew } from './item-pages.server'

export const meta = newMeta('agent')
export const loader = loadNew(agentKind)
export const action = actNew(agentKind)
export { reloadAfterConflict as shouldRevalidate } from './settled'

export default function NewAgent() {
  return <NewItemPage form={agentForm} />
}
