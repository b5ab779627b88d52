import { useLoaderData } from '@remix-run/react'
import { agentForm } from '~/features/content/agents/agent-form'
import { agentKind } from '~/features/content/agents/agent-kind.server'
import { OfferedModels } from '~/features/content/agents/offered-models'
import { EditItemPage, EditProblem, editMeta } from '../item/item-page'
import { actEdit, loadEdit } from '../item/item-pages.server'
import { withModels } from './agent-models.server'
import { tryOut } from './try-agent.server'

export const meta = editMeta
export const loader = withModels(loadEdit(agentKind))
export const action = actEdit(agentKind, tryOut)
export { reloadAfterConflict as shouldRevalidate } from '../settled'

export default function EditAgent() {
  const { models } = useLoaderData<typeof loader>()
  return (
    <OfferedModels.Provider value={models}>
      <EditItemPage form={agentForm} />
    </OfferedModels.Provider>
  )
}

export function ErrorBoundary() {
  return <EditProblem kind="agent" />
}
