import { parseWithZod } from '@conform-to/zod/v4'
import { cleanForm } from '../form/clean-form'
import { promptSchema } from './prompt.schema'

/** Checks a prompt's form; the browser and the server ask the same. */
export function parsePromptForm(form: FormData) {
  const long = /^body$|\.(defaultValue|options)$/
  return parseWithZod(cleanForm(form, long), { schema: promptSchema() })
}
