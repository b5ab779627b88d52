import { escapeHtml } from '../escape-html'

interface LastResortText {
  title: string
  detail: string
  tryAgain: string
  /** The language of the words, and which way it is read. */
  tag: string
  dir: string
}

/**
 * A page without any part of the app in it, for when the app itself could not make one: what
 * happened, the id to quote, and a way on.
 */
export function lastResort(requestId: string, text: LastResortText, status = 500): Response {
  const html = `<!doctype html>
<html lang="${text.tag}" dir="${text.dir}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(text.title)} · AI GYM</title></head>
<body><main><h1>${escapeHtml(text.title)}</h1><p>${escapeHtml(text.detail)}</p>
<p><code>${escapeHtml(requestId)}</code></p><p><a href="">${escapeHtml(text.tryAgain)}</a></p></main></body>
</html>`
  return new Response(html, { status, headers: { 'content-type': 'text/html; charset=utf-8' } })
}
