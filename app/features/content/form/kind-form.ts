import type { ReactNode } from 'react'
import type { ItemFields, Part } from '../item'
import type { OfferedKind } from '../kinds'
import type { Entered } from './entered'

export interface FieldsProps<Fields> {
  /** What the fields hold at first. */
  values: Fields
  /** What is wrong, in words, by the field's name. */
  problems: Record<string, string | undefined>
  /** The name of the part that the last post changed, which takes the focus. */
  changed?: string | null
}

/** The first code of each field that something is wrong with, by the field's name. */
export type Codes = Record<string, string>

/**
 * What the form of a kind is, in the browser and on the server. Methods, so that a list of kinds can
 * hold forms of different fields.
 */
export interface KindForm<Own extends ItemFields> {
  kind: OfferedKind
  /** The beginnings of the fields' names, in the order of the form. */
  order: readonly string[]
  /** What a form holds, as the kind's fields; what is empty was left empty. */
  fieldsOf(entered: Entered): Own
  /** The checks that run in the browser: they come after the page. */
  loadCheck(): Promise<(form: FormData) => Codes>
  Fields(props: FieldsProps<Own>): ReactNode
  /** Whether the server renders what members will see. */
  rendered?: boolean
  /** What members will see. `html` is what the server rendered of the fields that it knows. */
  Preview(props: { fields: Own; html: string | null }): ReactNode
  /** What is wrong with a field, in words. */
  useSay(): (code: string, entered: string) => string
  /** What the kind adds to an item, part by part: what coaches may differ in. */
  parts(fields: Own, language: string): Part[]
}

/** The form's id: buttons and fields that stand outside it name it. */
export const FORM_ID = 'item'

/** The id of a field's control, by its name. */
export const controlId = (kind: OfferedKind, name: string) =>
  `${kind}-${name.replace(/[[\].]/g, '')}`
