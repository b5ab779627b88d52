import { randomUUID } from 'node:crypto'
import {
  BlobReader,
  Uint8ArrayWriter,
  ZipReader,
  ZipWriter,
} from '@zip.js/zip.js/lib/zip-core-custom.js'
import { seal } from '~/features/content/exchange/seal.server'
import { openSigner } from '~/platform/signing.server'
import type { makeSigningKey } from '../../../supabase/local/signing-keys'

/** An item of an export, or the export: tests write into it whatever they like. */
export type Fields = Record<string, unknown>

/** A document as an export has it: a draft where nothing else is said. */
export const document = (fields: Fields = {}): Fields => ({
  id: randomUUID(),
  kind: 'document',
  status: 'draft',
  version: 1,
  title: `Document ${randomUUID()}`,
  summary: '',
  tags: [],
  document: { body: '# Words' },
  ...fields,
})

/** An export as whoever holds the key would make it. */
export async function sealed(
  items: unknown[],
  fields: Fields,
  key: ReturnType<typeof makeSigningKey>,
) {
  const signer = await openSigner(JSON.stringify(key), 'EXPORT_SIGNING_KEY')
  const content = {
    format: 'ai-gym-content' as const,
    version: 1,
    exportedAt: '2026-11-01T10:00:00.000Z',
    from: { community: 'Sample' },
    items,
    files: [],
    ...fields,
  }
  return seal(content, signer)
}

/** What lies in a zip, by name. */
export async function unzip(body: ReadableStream<Uint8Array> | null) {
  const zip = new ZipReader(new BlobReader(await new Response(body).blob()), {
    useWebWorkers: false,
    strictness: 'strict',
  })
  const entries = new Map<string, Uint8Array>()
  for (const entry of await zip.getEntries()) {
    if (entry.directory) continue
    entries.set(entry.filename, await entry.getData(new Uint8ArrayWriter()))
  }
  return entries
}

/** A zip of these. */
export async function zipOf(entries: Iterable<[string, Uint8Array | string]>) {
  const writer = new Uint8ArrayWriter()
  const zip = new ZipWriter(writer, { useWebWorkers: false })
  for (const [name, bytes] of entries)
    await zip.add(name, new BlobReader(new Blob([bytes as BlobPart])))
  await zip.close()
  return writer.getData()
}
