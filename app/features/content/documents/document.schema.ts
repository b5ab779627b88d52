import * as z from 'zod'
import { lazily } from '~/platform/lazily'
import { itemShape, neededText } from '../form/item.schema'
import { LIMITS } from './document'

/** A document's form, its texts already cleaned by `cleanForm`. Shared by both sides. */
export const documentSchema = lazily(() =>
  z.object({ ...itemShape(), body: neededText(LIMITS.body, 'body') }),
)
