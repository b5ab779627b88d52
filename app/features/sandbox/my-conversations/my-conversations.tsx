import { ButtonLink } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { SideList } from '~/ui/organisms/side-list'
import { useWords } from '~/ui/strings'
import { commonWords } from '~/ui/strings/common'
import { conversationWords } from '~/ui/strings/conversation'
import { sandboxWords } from '~/ui/strings/sandbox'
import { conversationPath, type SideLines, sandboxPath } from '../conversation/conversation'

/** My conversations beside the one that is open. */
export function MyConversations({
  slug,
  mine,
  current,
}: {
  slug: string
  mine: SideLines
  current?: string
}) {
  const { pager } = useWords(commonWords)
  const { startNew } = useWords(conversationWords)
  const sandbox = useWords(sandboxWords)
  const here = sandboxPath(slug)
  return (
    <>
      <ButtonLink href={here} icon="plus">
        {startNew}
      </ButtonLink>
      <div className="mt-4">
        <SideList
          label={sandbox.mine}
          items={mine.items.map(({ id, title, agentName, mark }) => ({
            href: conversationPath(slug, id),
            title,
            note: <span dir="auto">{agentName}</span>,
            mark,
            current: id === current,
          }))}
        />
        {mine.older && (
          <p className="px-3 py-2">
            <Link href={`${here}/mine?before=${encodeURIComponent(mine.older)}`}>
              {pager.older}
            </Link>
          </p>
        )}
      </div>
    </>
  )
}
