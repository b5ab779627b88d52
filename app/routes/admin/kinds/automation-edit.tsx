import { automationForm } from '~/features/content/automations/automation-form'
import { automationKind } from '~/features/content/automations/automation-kind.server'
import { EditItemPage, EditProblem, editMeta } from '../item/item-page'
import { actEdit, loadEdit } from '../item/item-pages.server'

export const meta = editMeta
export const loader = loadEdit(automationKind)
export const action = actEdit(automationKind)
export { reloadAfterConflict as shouldRevalidate } from '../settled'

export default function EditAutomation() {
  return <EditItemPage form={automationForm} />
}

export function ErrorBoundary() {
  return <EditProblem kind="automation" />
}
