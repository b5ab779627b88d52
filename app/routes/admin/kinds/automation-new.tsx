import { automationForm } from '~/features/content/automations/automation-form'
import { automationKind } from '~/features/content/automations/automation-kind.server'
import { TEMPLATE_NAMES } from '~/features/content/automations/template-names'
import { useWords } from '~/ui/strings'
import { automationFormWords } from '~/ui/strings/automation-form'
import { actNew, loadNew } from '../item/item-pages.server'
import { NewItemPage, newMeta } from '../item/new-item-page'

export const meta = newMeta('automation')
export const loader = loadNew(automationKind)
export const action = actNew(automationKind)
export { reloadAfterConflict as shouldRevalidate } from '../settled'

export default function NewAutomation() {
  const { blank, templates } = useWords(automationFormWords)
  const starts = TEMPLATE_NAMES.map((name) => [name, templates[name]] as const)
  return <NewItemPage form={automationForm} starts={[[null, blank], ...starts]} />
}
