import { promptForm } from '~/features/content/prompts/prompt-form'
import { promptKind } from '~/features/content/prompts/prompt-kind.server'
import { EditItemPage, EditProblem, editMeta } from '../item/item-page'
import { actEdit, loadEdit } from '../item/item-pages.server'

export const meta = editMeta
export const loader = loadEdit(promptKind)
export const action = actEdit(promptKind)
export { reloadAfterConflict as shouldRevalidate } from '../settled'

export default function EditPrompt() {
  return <EditItemPage form={promptForm} />
}

export function ErrorBoundary() {
  return <EditProblem kind="prompt" />
}
