import * as z from 'zod'

/** A box of a form: one that is not ticked sends nothing. */
export const ticked = () =>
  z
    .string()
    .optional()
    .transform((sent) => sent !== undefined)
