import { useRouteLoaderData } from '@remix-run/react'
import type { RootData } from '~/root'
import { LandingPage } from '~/ui/templates/landing-page'
import { PageFlash } from '../page-flash'
import { SiteFrame } from '../site-frame'

/** What this is. Asks nobody anything: it is served when all else is down. */
export default function Landing() {
  const root = useRouteLoaderData<RootData>('root')
  return (
    <SiteFrame>
      <LandingPage flash={<PageFlash />} signedIn={root?.signedIn ?? false} />
    </SiteFrame>
  )
}
