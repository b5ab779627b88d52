import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import {
  Form,
  Link,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useMatches,
} from '@remix-run/react'
import { type ReactNode, useContext } from 'react'
import { takeFlash } from '~/platform/flash.server'
import { type AnchorProps, ElementsProvider, type FormProps } from '~/ui/elements'
import { useLanguage } from '~/ui/strings'
import styles from '~/ui/styles/app.css?url'
import { NonceContext } from './nonce'
import type { RootData } from './root-data'
import { flashText } from './routes/flash-text.server'
import { forEveryone } from './routes/guard.server'
import { ProblemBoundary, problemTitle } from './routes/problem-page'
import { SiteFrame } from './routes/site-frame'
import { pageTitle } from './routes/titles'

export const loader = forEveryone(
  async ({
    context: { actor, jar, requestId, language },
  }: LoaderFunctionArgs): Promise<RootData> => {
    const flash = takeFlash(jar)
    const text = flash && flashText(flash, language.tag)
    return {
      requestId,
      signedIn: actor.kind === 'person',
      email: actor.kind === 'person' ? actor.email : null,
      flash: text === null || !flash ? null : { code: flash.code, text },
      language: language.tag,
    }
  },
)

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
]

export const meta: MetaFunction = ({ error, matches }) =>
  error ? problemTitle(matches, error) : pageTitle(matches)

/** A page that is served at another page's address, and so must not come alive there. */
function isStill(handle: unknown): boolean {
  return typeof handle === 'object' && handle !== null && 'still' in handle
}

/** The document around every page. */
export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext)
  const { tag, dir } = useLanguage()
  const still = useMatches().some(({ handle }) => isStill(handle))
  return (
    <html lang={tag} dir={dir} data-language={tag}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        <ElementsProvider elements={elements}>{children}</ElementsProvider>
        {!still && (
          <>
            <ScrollRestoration nonce={nonce} />
            <Scripts nonce={nonce} />
          </>
        )}
      </body>
    </html>
  )
}

/** Our own pages are reached without loading the document again; the rest is the browser's. */
function Anchor({ href, children, ...rest }: AnchorProps) {
  if (!href.startsWith('/') || href.startsWith('//')) {
    return (
      <a href={href} {...rest}>
        {children}
      </a>
    )
  }
  return (
    <Link to={href} {...rest}>
      {children}
    </Link>
  )
}

const isEncoding = (value: unknown) =>
  value === 'multipart/form-data' || value === 'text/plain' ? value : undefined

function AppForm({ method, encType, ...rest }: FormProps) {
  return (
    <Form method={method === 'post' ? 'post' : 'get'} encType={isEncoding(encType)} {...rest} />
  )
}

const elements = { Anchor, Form: AppForm }

export default function App() {
  return <Outlet />
}

export function ErrorBoundary() {
  return (
    <SiteFrame>
      <ProblemBoundary />
    </SiteFrame>
  )
}
