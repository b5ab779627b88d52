import {
  BlobReader,
  Uint8ArrayWriter,
  ZipReader,
  ZipWriter,
} from '@zip.js/zip.js/lib/zip-core-custom.js'

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
