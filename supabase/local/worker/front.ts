/** The entry point that the socket leads to. */
export const FRONT = 'Front'

/**
 * Source of the module that stands before the Worker on one machine, in the edge's place: files go
 * to the bucket of assets, all else to the Worker. Miniflare's own way there leads through three
 * Workers of its own, which took longer than a small page.
 *
 * @param files paths that are files, as `wrangler.toml` lists them: `/mark.svg`, `/assets/*`
 */
export function frontModule(files: readonly string[]): string {
  const named = files.filter((path) => !path.endsWith('*'))
  const folders = files.filter((path) => path.endsWith('*')).map((path) => path.slice(0, -1))
  return `
import worker from './worker.js'
export * from './worker.js'
export default worker
const named = new Set(${JSON.stringify(named)})
const folders = ${JSON.stringify(folders)}
const isFile = (path) => named.has(path) || folders.some((folder) => path.startsWith(folder))
export const ${FRONT} = {
  fetch: (request, env, ctx) =>
    isFile(new URL(request.url).pathname)
      ? env.ASSETS.fetch(request)
      : worker.fetch(request, env, ctx),
}
`
}
