import { parseWithZod } from '@conform-to/zod/v4'
import { cleanForm } from '../form/clean-form'
import { videoSchema } from './video.schema'

/** Checks a video's form; the browser and the server ask the same. */
export function parseVideoForm(form: FormData) {
  return parseWithZod(cleanForm(form, /^transcript$/), { schema: videoSchema() })
}
