import { contextOf } from './catalogue'
import { words } from './en/videos'

export const videosWords = /*#__PURE__*/ contextOf('videos', words)
