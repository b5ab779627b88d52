import type { ReactElement } from 'react'
import { renderToReadableStream } from 'react-dom/server.browser'

/** A piece as HTML that nobody hydrates: of React's two ways to render, the Worker has but the one that streams. */
export async function htmlOf(piece: ReactElement): Promise<string> {
  return new Response(await renderToReadableStream(piece)).text()
}
