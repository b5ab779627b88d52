import { late } from '~/ui/late'
import { useWords } from '~/ui/strings'
import { contentDeskWords } from '~/ui/strings/content-desk'
import * as many from './desk-many'
import { MANY_FORM, type ManyReply } from './many-reply'

const server = import.meta.env.SSR
const load = () => import('./desk-many')

/** Stand under a list, or come after a post: nobody waits for their scripts. */
export const ManyForm = late(server ? many.ManyForm : null, () => load().then((m) => m.ManyForm))
export const ManyOutcome = late(server ? many.ManyOutcome : null, () =>
  load().then((m) => m.ManyOutcome),
)

interface TickProps {
  id: string
  version: number
  title: string
  reply: ManyReply | undefined
}

/** The box of one item. */
export function Tick({ id, version, title, reply }: TickProps) {
  const words = useWords(contentDeskWords)
  return (
    <input
      // A new answer ticks anew.
      key={reply?.stamp}
      type="checkbox"
      className="tick"
      form={MANY_FORM}
      name="items"
      value={`${id}.${version}`}
      aria-label={words.tick(title)}
      defaultChecked={reply?.ticked.includes(id)}
    />
  )
}
