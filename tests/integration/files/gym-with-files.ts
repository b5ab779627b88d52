import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type FileBucket, startFileBucket } from '../../fixtures/file-bucket'
import type { Page, TestBrowser } from '../../fixtures/test-browser'
import { type Gym, startGym } from '../content/gym'

export const PNG = readFileSync('public/sandbox.png')

/** An MP4 as far as its first box says so. */
export const MP4_HEAD = Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex')

export interface StoredFile {
  id: string
  name: string
  media_type: string
  bytes: number
  state: string
  sha256: string | null
}

export interface FileGym extends Gym {
  bucket: R2Bucket
  /** Makes an item of Testfield, or of the community that is named. */
  item(kind: string, status?: string, community?: string): Promise<string>
  /** Sends a file as a form without a script does. */
  upload(by: TestBrowser, item: string, file: File | null, purpose?: string): Promise<Page>
  filesOf(item: string): Promise<StoredFile[]>
  stop(): Promise<void>
}

export const fileOf = (bytes: Uint8Array | string, name: string) =>
  new File([bytes as BlobPart], name)

/** A gym with a place for files: Miniflare's R2. */
export async function startFileGym(): Promise<FileGym> {
  const { bucket, stop }: FileBucket = await startFileBucket()
  const gym = await startGym({ files: bucket })
  return {
    ...gym,
    bucket,
    async item(kind, status = 'published', community = 'testfield') {
      const { rows } = await gym.app.sql.query<{ id: string }>(
        `insert into public.content_items (community_id, kind, title, slug, status, owner_id)
         select c.id, $1, $2, $2, $3, m.user_id from public.communities c
         join public.memberships m on m.community_id = c.id and m.role = 'community_admin'
         join auth.users u on u.id = m.user_id
         where c.slug = $4
         -- Its first coach's, always: who made it counts where a second pair of eyes is wanted.
         order by u.email like 'coach@%' desc limit 1 returning id`,
        [kind, `item-${randomUUID()}`, status, community],
      )
      const id = rows[0]?.id ?? ''
      if (kind !== 'agent') {
        await gym.app.sql.query(`insert into public.${kind}s (id) values ($1)`, [id])
      }
      return id
    },
    async upload(by, item, file, purpose = 'cover') {
      const form = new FormData()
      form.set('purpose', purpose)
      form.set('back', '')
      form.set('file', file ?? new File([], ''))
      return by.upload(gym.path(`admin/files/${item}`), form)
    },
    async filesOf(item) {
      const { rows } = await gym.app.sql.query<StoredFile>(
        `select f.id, f.name, f.media_type, f.bytes::int as bytes, f.state,
           encode(f.sha256, 'hex') as sha256
         from public.content_files cf join public.files f on f.id = cf.file_id
         where cf.item_id = $1 order by cf.place`,
        [item],
      )
      return rows
    },
    async stop() {
      await gym.app.stop()
      await stop()
    },
  }
}

/** The first link to a file on a page. */
export function linkIn(html: string, name: string): string {
  const all = [...html.matchAll(/(?:href|src)="(\/files\/[^"]+)"/g)]
  const found = all.map(([, href = '']) => href.replaceAll('&amp;', '&'))
  const wanted = found.find((href) => href.includes(`/${encodeURIComponent(name)}?`))
  if (!wanted) throw new Error(`no link to ${name} among ${found.join(' ')}`)
  return wanted
}
