import { videoForm } from '~/features/content/videos/video-form'
import { videoKind } from '~/features/content/videos/video-kind.server'
import { videoLinks } from '../../video-links'
import { EditItemPage, EditProblem, editMeta } from '../item/item-page'
import { actEdit, loadEdit } from '../item/item-pages.server'

export const links = videoLinks
export const meta = editMeta
export const loader = loadEdit(videoKind)
export const action = actEdit(videoKind)
export { reloadAfterConflict as shouldRevalidate } from '../settled'

export default function EditVideo() {
  return <EditItemPage form={videoForm} />
}

export function ErrorBoundary() {
  return <EditProblem kind="video" />
}
