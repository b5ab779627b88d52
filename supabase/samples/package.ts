import { createHash, createPrivateKey, sign } from 'node:crypto'
import { BlobReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js/lib/zip-core-custom.js'
import type { SigningKey } from '../local/signing-keys.ts'
import { agents } from './agents.ts'
import { automations } from './automations.ts'
import { documents } from './documents.ts'
import { prompts } from './prompts.ts'
import { type Sample, type SampleFile, sampleId } from './sample.ts'
import { videos } from './videos.ts'

export const samples: Sample[] = [...agents, ...videos, ...documents, ...prompts, ...automations]

/** The one spelling that is signed: see docs/exports.md. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  )

const idOf = ({ name }: Sample, file: SampleFile) =>
  sampleId(`${name} ${file.purpose} ${file.name}`)

function fileOf(sample: Sample, file: SampleFile) {
  const id = idOf(sample, file)
  return {
    id,
    name: file.name,
    media_type: file.mediaType,
    bytes: file.bytes.length,
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    path: `files/${id}/${file.name}`,
  }
}

function itemOf(sample: Sample) {
  const { kind, name, title, summary, tags, own, files = [] } = sample
  const spoken = files.find(({ purpose }) => purpose === 'captions')
  const { captions, ...rest } = own as { captions?: object[] }
  return {
    id: sampleId(name),
    kind,
    status: 'published',
    version: 1,
    title,
    summary,
    tags,
    files: files.map((file) => ({ file: idOf(sample, file), purpose: file.purpose })),
    [kind]: {
      ...rest,
      ...(spoken && captions
        ? { captions: captions.map((each) => ({ ...each, file: idOf(sample, spoken) })) }
        : {}),
    },
  }
}

/** The samples as an export that this key signs: the same but for the signature, wherever it is made. */
export async function samplePackage({ x, d }: SigningKey): Promise<Uint8Array> {
  const content = {
    format: 'ai-gym-content',
    version: 1,
    exportedAt: '2026-11-21T00:00:00.000Z',
    from: { community: 'Samples' },
    items: samples.map(itemOf),
    files: samples.flatMap((sample) => (sample.files ?? []).map((file) => fileOf(sample, file))),
  }
  const key = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x, d }, format: 'jwk' })
  const value = sign(null, Buffer.from(canonical(content)), key).toString('base64url')
  const signed = { ...content, signature: { algorithm: 'Ed25519', publicKey: x, value } }
  const written = new Uint8ArrayWriter()
  const zip = new ZipWriter(written, { useWebWorkers: false })
  await zip.add('content.json', new BlobReader(new Blob([JSON.stringify(signed, null, 1)])))
  for (const sample of samples) {
    for (const file of sample.files ?? []) {
      const bytes = new BlobReader(new Blob([file.bytes as BlobPart]))
      await zip.add(fileOf(sample, file).path, bytes, { level: 0 })
    }
  }
  return zip.close()
}
