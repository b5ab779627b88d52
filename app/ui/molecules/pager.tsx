import { ButtonLink } from '../atoms/button'
import { useWords } from '../strings'
import { commonWords } from '../strings/common'

/** To the newer and the older part of a list that is paged by key; none where there is no more. */
export function Pager({ newer, older }: { newer?: string | null; older?: string | null }) {
  const common = useWords(commonWords)
  if (!newer && !older) return null
  return (
    <nav className="pager" aria-label={common.pager.label}>
      {newer && (
        <ButtonLink href={newer} rel="prev" icon="back">
          {common.pager.newer}
        </ButtonLink>
      )}
      {older && (
        <ButtonLink href={older} rel="next" icon="forward">
          {common.pager.older}
        </ButtonLink>
      )}
    </nav>
  )
}
