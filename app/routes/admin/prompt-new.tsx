import { promptForm } from '~/features/content/prompts/prompt-form'
import { promptKind } from '~/features/content/prompts/prompt-kind.server'
import { actNew, loadNew } from './item-pages.server'
import { NewItemPage, newMeta } from './new-item-page'

export const meta = newMeta('prompt')
export const loader = loadNew(promptKind)
export const action = actNew(promptKind)
export { reloadAfterConflict as shouldRevalidate } from './settled'

export default function NewPrompt() {
  return <NewItemPage form={promptForm} />
}
