import { createHash } from 'node:crypto'
import { unfit } from '../files/file-purposes'
import { flatten } from '../form/entered'
import { firstCodes } from '../form/first-codes'
import type { ItemFields } from '../item'
import { kindsOnServer } from '../kind-registry.server'
import type { Kind } from '../kinds'
import { tagsOf, writeTags } from '../tags'
import { canonical } from './canonical'
import { type Content, type ExportedFile, type ExportedItem, itemSchema } from './format.schema'

/** Groups by their names, people by fingerprints of the export's salt. */
interface Audience {
  groups: string[]
  people: string[]
  left_out: number
  /** The export says no more than that it was for some. */
  unknown?: true
}

const UNKNOWN: Audience = { groups: [], people: [], left_out: 0, unknown: true }

/** An item as it can be brought in. */
export interface CheckedItem
  extends Pick<ExportedItem, 'id' | 'kind' | 'title' | 'status' | 'version' | 'publish_at'> {
  summary: string
  tags: string[]
  /** For whom it is, as far as the export says so; null: for everybody. */
  audience: Audience | null
  /** Who looked after it: a fingerprint; null: that is not said. */
  owner: string | null
  /** What stands under its kind. */
  own: Record<string, unknown>
  /** What of it lies in the zip; null where the export came without files. */
  files: { file: ExportedFile; purpose: string }[] | null
  captions: { file: ExportedFile; language: string; label: string }[] | null
  /** Of its texts, and of its files: the same both are the same item. */
  digest: string
  /** Null where the export came without files. */
  filesDigest: string | null
}

/** One that can't, and why: a code of the form of its kind, or `item.invalid`. */
export interface RefusedItem {
  kind: Kind | null
  title: string
  code: string
}

export type Checked = CheckedItem | RefusedItem

export const isRefused = (checked: Checked): checked is RefusedItem => 'code' in checked
export const isFit = (checked: Checked): checked is CheckedItem => !isRefused(checked)

/** Each item of an export, looked at as the form would look at it. */
export function checkItems(content: Content, hasFiles: boolean): Checked[] {
  const files = new Map(content.files.map((file) => [file.id, file]))
  const seen = new Set<string>()
  return content.items.map((item) => {
    const checked = checkItem(item, hasFiles ? files : null)
    if (isRefused(checked)) return checked
    if (seen.has(checked.id)) return { ...named(item), code: 'item.twice' }
    seen.add(checked.id)
    return checked
  })
}

/** What a bent item is called, as far as it says so. */
function named(item: unknown): Omit<RefusedItem, 'code'> {
  const { kind, title } = (typeof item === 'object' && item ? item : {}) as Record<string, unknown>
  return {
    kind: Object.keys(kindsOnServer).includes(String(kind)) ? (kind as Kind) : null,
    title: typeof title === 'string' ? [...title].slice(0, 120).join('') : '',
  }
}

function checkItem(item: unknown, files: Map<string, ExportedFile> | null): Checked {
  const read = itemSchema().safeParse(item)
  if (!read.success) return { ...named(item), code: 'item.invalid' }
  const { id, kind, status, version, title, summary, tags, limited } = read.data
  const audience = read.data.audience ?? (limited ? UNKNOWN : null)
  const given = (read.data as Record<string, unknown>)[kind] as Record<string, unknown>
  const { captions, ...own } = given as {
    captions?: { file: string; language: string; label: string }[]
  }
  const onServer = kindsOnServer[kind]
  const form = new FormData()
  for (const [name, value] of flatten(
    plain(onServer.fromOwn({ title, summary, tags: writeTags(tags) }, own)),
  )) {
    form.append(name, value)
  }
  const submission = onServer.parse(form)
  if (submission.status !== 'success') {
    const [code = 'item.invalid'] = Object.values(firstCodes(submission.error))
    return { ...named(item), code }
  }
  const fields: ItemFields = submission.value
  const checked = {
    id,
    kind,
    status,
    version,
    title: fields.title,
    summary: fields.summary,
    tags: tagsOf(fields.tags),
    // For whom it is travels in more than one way; that it is not for everybody is what it says.
    ...(audience ? { limited: true } : {}),
    // The presets of an agent's form are coarser than its numbers.
    own: { ...onServer.toOwn(fields), ...(kind === 'agent' ? numbersOf(given) : {}) },
  }
  let used: CheckedItem['files'] = null
  let spoken: CheckedItem['captions'] = null
  if (files) {
    used = []
    spoken = []
    for (const { file, purpose } of read.data.files ?? []) {
      const found = files.get(file)
      const wrong = found
        ? unfit(purpose, { bytes: found.bytes, mediaType: found.media_type })
        : 'file.missing'
      if (!found || wrong) return { ...named(item), code: wrong ?? 'file.missing' }
      used.push({ file: found, purpose })
    }
    for (const { file, language, label } of captions ?? []) {
      const found = files.get(file)
      if (!found) return { ...named(item), code: 'file.missing' }
      spoken.push({ file: found, language, label })
    }
  }
  return {
    ...checked,
    publish_at: read.data.publish_at,
    audience,
    owner: read.data.owner ?? null,
    files: used,
    captions: spoken,
    digest: digestOf(without(checked)),
    filesDigest: used && filesDigest(used, spoken ?? []),
  }
}

/** As a form says it: what is not ticked is not there. */
const plain = (fields: object): object =>
  JSON.parse(JSON.stringify(fields, (_key, value) => (value === false ? '' : value)))

const numbersOf = ({ temperature, max_output_tokens }: Record<string, unknown>) => ({
  temperature,
  max_output_tokens,
})

/** What an item says: not which it is, nor how often it was saved. */
const without = ({ id: _, version: __, ...what }: object & { id: string; version: number }) => what

const digestOf = (what: unknown) => createHash('sha256').update(canonical(what)).digest('hex')

const filesDigest = (
  files: NonNullable<CheckedItem['files']>,
  captions: NonNullable<CheckedItem['captions']>,
): string =>
  digestOf({
    files: files.map(({ file, purpose }) => [purpose, file.sha256, file.name]),
    captions: captions.map(({ file, ...rest }) => [rest, file.sha256]),
  })

/** Of an item without any. */
export const noFiles = () => filesDigest([], [])
