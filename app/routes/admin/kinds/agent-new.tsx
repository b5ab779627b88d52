import { useLoaderData } from '@remix-run/react'
import { agentForm } from '~/features/content/agents/agent-form'
import { agentKind } from '~/features/content/agents/agent-kind.server'
import { OfferedModels } from '~/features/content/agents/offered-models'
import { TEMPLATE_NAMES } from '~/features/content/agents/template-names'
import { useWords } from '~/ui/strings'
import { agentStartsWords } from '~/ui/strings/agent-starts'
import { actNew, loadNew } from '../item/item-pages.server'
import { NewItemPage, newMeta } from '../item/new-item-page'
import { withModels } from './agent-models.server'
import { tryOut } from './try-agent.server'

export const meta = newMeta('agent')
export const loader = withModels(loadNew(agentKind))
export const action = actNew(agentKind, tryOut)
export { reloadAfterConflict as shouldRevalidate } from '../settled'

export default function NewAgent() {
  const { blank, ...templates } = useWords(agentStartsWords)
  const starts = TEMPLATE_NAMES.map((name) => [name, templates[name]] as const)
  const { models } = useLoaderData<typeof loader>()
  return (
    <OfferedModels.Provider value={models}>
      <NewItemPage form={agentForm} starts={[[null, blank], ...starts]} />
    </OfferedModels.Provider>
  )
}
