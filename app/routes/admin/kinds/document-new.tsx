import { documentForm } from '~/features/content/documents/document-form'
import { documentKind } from '~/features/content/documents/document-kind.server'
import { codeLinks } from '../../code-links'
import { actNew, loadNew } from '../item/item-pages.server'
import { NewItemPage, newMeta } from '../item/new-item-page'

export const links = codeLinks
export const meta = newMeta('document')
export const loader = loadNew(documentKind)
export const action = actNew(documentKind)
export { reloadAfterConflict as shouldRevalidate } from '../settled'

export default function NewDocument() {
  return <NewItemPage form={documentForm} />
}
