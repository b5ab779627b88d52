import { promptForm } from '~/features/content/prompts/prompt-form'
import { promptKind } from '~/features/content/prompts/prompt-kind.server'
import { actNew, loadNew } from '../item/item-pages.server'
import { NewItemPage, newMeta } from '../item/new-item-page'

export const meta = newMeta('prompt')
export const loader = loadNew(promptKind)
export const action = actNew(promptKind)
export { reloadAfterConflict as shouldRevalidate } from '../settled'

export default function NewPrompt() {
  return <NewItemPage form={promptForm} />
}
