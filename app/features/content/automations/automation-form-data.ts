import { parseWithZod } from '@conform-to/zod/v4'
import { cleanForm } from '../form/clean-form'
import { automationSchema } from './automation.schema'

/** Checks an automation's form; the browser and the server ask the same. */
export function parseAutomationForm(form: FormData) {
  const long = /\.(defaultValue|options|text|instructions)$/
  return parseWithZod(cleanForm(form, long), { schema: automationSchema() })
}
