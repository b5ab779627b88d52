import type { LinksFunction } from '@remix-run/cloudflare'
import styles from '~/ui/styles/code.css?url'

/** What a page that shows answers or documents has beside the style sheet of every page. */
export const codeLinks: LinksFunction = () => [{ rel: 'stylesheet', href: styles }]
