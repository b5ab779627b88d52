import type { ReactNode } from 'react'
import { SkipLink } from '../atoms/hidden'
import { ToastProvider } from '../molecules/toasts'
import { AppHeader, type AppHeaderProps } from '../organisms/app-header'
import { useWords } from '../strings'
import { commonWords } from '../strings/common'

/**
 * What stands around every page: the way past the header, the header, the place for toasts. The
 * page inside it is one of the templates, whose main part is `#content`.
 */
export function Frame({
  header,
  foot,
  children,
}: {
  header: AppHeaderProps
  foot?: ReactNode
  children: ReactNode
}) {
  const common = useWords(commonWords)
  return (
    <ToastProvider>
      <div className="frame">
        <SkipLink href="#content">{common.skipToContent}</SkipLink>
        <AppHeader {...header} />
        {children}
        {foot}
      </div>
    </ToastProvider>
  )
}
