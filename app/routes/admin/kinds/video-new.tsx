import { videoForm } from '~/features/content/videos/video-form'
import { videoKind } from '~/features/content/videos/video-kind.server'
import { videoLinks } from '../../video-links'
import { actNew, loadNew } from '../item/item-pages.server'
import { NewItemPage, newMeta } from '../item/new-item-page'

export const links = videoLinks
export const meta = newMeta('video')
export const loader = loadNew(videoKind)
export const action = actNew(videoKind)
export { reloadAfterConflict as shouldRevalidate } from '../settled'

export default function NewVideo() {
  return <NewItemPage form={videoForm} />
}
