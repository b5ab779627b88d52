import { documentForm } from '~/features/content/documents/document-form'
import { documentKind } from '~/features/content/documents/document-kind.server'
import { codeLinks } from '../../code-links'
import { EditItemPage, EditProblem, editMeta } from '../item/item-page'
import { actEdit, loadEdit } from '../item/item-pages.server'

export const links = codeLinks
export const meta = editMeta
export const loader = loadEdit(documentKind)
export const action = actEdit(documentKind)
export { reloadAfterConflict as shouldRevalidate } from '../settled'

export default function EditDocument() {
  return <EditItemPage form={documentForm} />
}

export function ErrorBoundary() {
  return <EditProblem kind="document" />
}
