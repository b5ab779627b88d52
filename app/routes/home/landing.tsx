import type { MetaFunction } from '@remix-run/cloudflare'
import { useRouteLoaderData } from '@remix-run/react'
import type { RootData } from '~/root-data'
import { landingWords } from '~/ui/strings/landing'
import { LandingPage } from '~/ui/templates/landing-page'
import { PageFlash } from '../page-flash'
import { SiteFrame } from '../site-frame'
import { wordsOf } from '../titles'

/** Taken by `tests/tools/take-pictures.ts` from the product as it is served. */
const picture = {
  src: '/sandbox.png',
  darkSrc: '/sandbox-dark.png',
  width: 1120,
  height: 1036,
}

export const meta: MetaFunction = ({ matches }) => [
  { title: wordsOf(matches, landingWords).metaTitle },
]

/** What this is. Asks nobody anything: it is served when all else is down. */
export default function Landing() {
  const root = useRouteLoaderData<RootData>('root')
  return (
    <SiteFrame>
      <LandingPage picture={picture} flash={<PageFlash />} signedIn={root?.signedIn ?? false} />
    </SiteFrame>
  )
}
