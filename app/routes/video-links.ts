import type { LinksFunction } from '@remix-run/cloudflare'
import styles from '~/ui/styles/videos.css?url'

/** What a page with a video, or with its form, has beside the style sheet of every page. */
export const videoLinks: LinksFunction = () => [{ rel: 'stylesheet', href: styles }]
