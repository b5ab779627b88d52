import { parseWithZod } from '@conform-to/zod/v4'
import { cleanForm } from '../form/clean-form'
import { agentSchema } from './agent.schema'

/** Checks an agent's form; the browser and the server ask the same. */
export function parseAgentForm(form: FormData) {
  return parseWithZod(cleanForm(form, /^(instructions|greeting)$/), { schema: agentSchema() })
}
