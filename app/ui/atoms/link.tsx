import type { ReactNode } from 'react'
import { classes } from '../classes'
import { type AnchorProps, useElements } from '../elements'
import { useWords } from '../strings'
import { commonWords } from '../strings/common'
import { VisuallyHidden } from './hidden'
import { Icon } from './icon'

/** A link in text: ink with a line under it. */
export function Link({ className, children, ...rest }: AnchorProps & { children: ReactNode }) {
  const { Anchor } = useElements()
  return (
    <Anchor className={classes('link', className)} {...rest}>
      {children}
    </Anchor>
  )
}

/** A link that leaves the product: it opens beside this page and says so, and passes nothing on. */
export function ExternalLink({ href, children }: { href: string; children: ReactNode }) {
  const common = useWords(commonWords)
  return (
    <a className="link" href={href} target="_blank" rel="noopener noreferrer nofollow ugc">
      {children} <Icon name="external" className="inline" />
      <VisuallyHidden>{common.opensInNewTab}</VisuallyHidden>
    </a>
  )
}
