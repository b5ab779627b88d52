import { late } from '~/ui/late'
import * as adding from '../attached/add-tools'
import * as spoken from '../live/spoken-answer'
import * as forms from './message-forms'
import * as tools from './message-tools'
import * as actions from './talk-actions'
import * as renaming from './talk-rename'

const server = import.meta.env.SSR

/** Stand in the page from the beginning; nobody waits for their scripts. */
export const MessageTools = late(server ? tools.MessageTools : null, () =>
  import('./message-tools').then((m) => m.MessageTools),
)
export const MessageForm = late(server ? forms.MessageForm : null, () =>
  import('./message-forms').then((m) => m.MessageForm),
)
export const TalkActions = late(server ? actions.TalkActions : null, () =>
  import('./talk-actions').then((m) => m.TalkActions),
)
export const AddTools = late(server ? adding.AddTools : null, () =>
  import('../attached/add-tools').then((m) => m.AddTools),
)
export const TalkRename = late(server ? renaming.TalkRename : null, () =>
  import('./talk-rename').then((m) => m.TalkRename),
)

/** Where its script can't be fetched, nothing is read out, and nothing breaks. */
export const SpokenAnswer = late(server ? spoken.SpokenAnswer : null, () =>
  import('../live/spoken-answer').then(
    (m) => m.SpokenAnswer,
    () => () => null,
  ),
)
