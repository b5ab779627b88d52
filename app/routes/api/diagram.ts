import mermaid from '@mermaid-js/tiny/dist/mermaid.tiny.js?url'
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { escapeHtml } from '~/platform/escape-html'
import draw from '~/platform/markdown/draw-diagram.js?url'
import { wordsIn } from '~/ui/strings/catalogue'
import { diagramWords } from '~/ui/strings/diagram'

const STYLE = `:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}
body{margin:0;padding:.75rem}
#picture svg{display:block;margin:auto;max-height:calc(100vh - 1.5rem)}
p{margin:0}`

/**
 * Where a Mermaid text is drawn: a page of no origin, whether it stands in a frame or by itself, that
 * reaches nothing but its two scripts. What a diagram's text could do here is drawing
 * (docs/decisions/0040-diagrams-in-a-frame.md).
 */
export function loader({ context: { env, language, nonce } }: LoaderFunctionArgs) {
  const words = wordsIn(language.tag, diagramWords)
  // A page of no origin has no 'self' in every browser.
  const scripts = [mermaid, draw].map((path) => new URL(path, env.APP_URL).href)
  return new Response(
    `<!doctype html>
<html lang="${language.tag}" dir="${language.dir}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(words.title)} · AI GYM</title><style nonce="${nonce}">${STYLE}</style></head>
<body><p id="said" role="status" data-failed="${escapeHtml(words.failed)}">${escapeHtml(words.notYet)}</p>
<div id="picture"></div>
${scripts.map((src) => `<script src="${escapeHtml(src)}" defer></script>`).join('\n')}
</body></html>
`,
    {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': [
          'sandbox allow-scripts',
          "default-src 'none'",
          `script-src ${scripts.join(' ')}`,
          // The picture brings its own.
          "style-src 'unsafe-inline'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'self'",
        ].join('; '),
        'x-frame-options': 'SAMEORIGIN',
        'cache-control': 'private, max-age=3600',
      },
    },
  )
}
