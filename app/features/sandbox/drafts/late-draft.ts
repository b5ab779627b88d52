import { late } from '~/ui/late'
import * as drafts from './kept-draft'

/** Where its script can't be fetched, what is typed stays in the page and nowhere else. */
export const KeptDraft = late(import.meta.env.SSR ? drafts.KeptDraft : null, () =>
  import('./kept-draft').then(
    (m) => m.KeptDraft,
    () => () => null,
  ),
)
