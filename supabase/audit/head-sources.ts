import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { Miniflare } from 'miniflare'

/** Signed heads, wherever they were laid; read by name. */
export interface HeadSource {
  list(): Promise<string[]>
  /** The text of a head; null when there is none of that name. */
  read(name: string): Promise<string | null>
  close(): Promise<void>
}

/** Heads as files of a folder, such as a copy of the bucket. */
export function headsInFolder(folder: string): HeadSource {
  return {
    async list() {
      const names = await readdir(folder, { recursive: true })
      return names
        .map((name) => name.split(path.sep).join('/'))
        .filter((name) => name.endsWith('.json'))
    },
    read: (name) =>
      readFile(path.join(folder, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      }),
    close: async () => {},
  }
}

/** Heads in the bucket of an installation on one machine, running or not. */
export async function headsInLocalBucket(folder: string): Promise<HeadSource> {
  const miniflare = new Miniflare({
    modules: true,
    script: 'export default { fetch: () => new Response(null, { status: 404 }) }',
    r2Buckets: { AUDIT_HEADS: 'ai-gym-audit-heads' },
    r2Persist: folder,
  })
  const bucket = await miniflare.getR2Bucket('AUDIT_HEADS')
  return {
    async list() {
      const names: string[] = []
      let cursor: string | undefined
      do {
        const page = await bucket.list(cursor ? { cursor } : {})
        names.push(...page.objects.map(({ key }) => key))
        cursor = page.truncated ? page.cursor : undefined
      } while (cursor)
      return names
    },
    async read(name) {
      const object = await bucket.get(name)
      return object ? object.text() : null
    },
    close: () => miniflare.dispose(),
  }
}
