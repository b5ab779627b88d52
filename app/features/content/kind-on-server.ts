import type { Submission } from '@conform-to/zod/v4'
import type { Entered } from './form/entered'
import type { ItemFields, Part } from './item'
import type { OfferedKind } from './kinds'

/** A form that was reworked and not saved, and the part of it that changed. */
export interface Reworked<Fields> {
  fields: Fields
  changed: string | null
}

/**
 * What a kind adds to the lifecycle that all kinds share. Methods, so that a list of kinds can hold
 * kinds of different fields.
 */
export interface KindOnServer<Fields extends ItemFields> {
  kind: OfferedKind
  /** Checks a form; messages are codes of the catalogue. */
  parse(form: FormData): Submission<Fields>
  fieldsOf(entered: Entered): Fields
  /** What stands under the kind's name in the body of an item, from its fields. */
  toOwn(fields: Fields): object
  /** The fields from what stands there. */
  fromOwn(shared: ItemFields, own: object): Fields
  /** What a new item begins with. */
  begin(start: string | null, language: string): Fields
  /** What the kind adds to an item, part by part: what two versions may differ in. */
  parts(fields: Fields, language: string): Part[]
  /** The field that has to be filled in before an item can be published, where a draft needs it not. */
  emptyAt?: string
  /** What members will see, as HTML, where only the server can tell. */
  preview?(fields: Fields, language: string): Promise<string>
  /**
   * The fields with what a file brings into them, which is not saved.
   *
   * @throws AppError `source.…` with what is wrong with the file
   */
  bringIn?(fields: Fields, file: File): Promise<Reworked<Fields>>
  /** Something that the form itself is asked to do, such as one more line; null: nothing it knows. */
  rework?(fields: Fields, intent: string): Reworked<Fields> | null
}
