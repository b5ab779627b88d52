import type { Row } from '~/data/tables'
import { ITEM_LIMITS, type ItemFields } from '../item'

export const VARIABLE_TYPES = ['text', 'long_text', 'number', 'date', 'choice', 'yes_no'] as const
export type VariableType = (typeof VARIABLE_TYPES)[number]

/** The most that each text of a prompt may hold, in characters as people count them. */
export const LIMITS = {
  ...ITEM_LIMITS,
  body: 32_000,
  label: 120,
  help: 500,
  value: 8_000,
  option: 200,
  options: 50,
  variables: 50,
} as const

/** What a variable may be called in the text. */
export const VARIABLE_NAME = /^[a-z][a-z0-9_]{0,39}$/

/** What is asked before a prompt is used. */
export interface Variable {
  /** The word in the text: `{{name}}`. */
  name: Row<'prompt_variables'>['name']
  label: Row<'prompt_variables'>['label']
  type: VariableType
  help: Row<'prompt_variables'>['help']
  defaultValue: Row<'prompt_variables'>['default_value']
  required: Row<'prompt_variables'>['required']
  /** Of a choice: one a line. */
  options: string
}

/** What a coach decides about a prompt. */
export interface PromptFields extends ItemFields {
  /** Text with `{{variables}}`. */
  body: Row<'prompts'>['body']
  variables: Variable[]
}
