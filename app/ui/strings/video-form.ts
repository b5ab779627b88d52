import { contextOf } from './catalogue'
import { words } from './en/video-form'

export const videoFormWords = /*#__PURE__*/ contextOf('video-form', words)
