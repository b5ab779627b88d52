/**
 * Bytes of one part of a large object. No store takes smaller ones, and all but the last must be of
 * one size; what is lost when a connection breaks is one part at most.
 */
export const PART_BYTES = 5 * 1024 * 1024

/** What lies in the store under a key. */
export interface StoredObject {
  key: string
  size: number
  uploadedAt: Date
}

/** Bytes from `offset` on, `length` of them. */
export interface ByteSpan {
  offset: number
  length: number
}

/** A part that was laid: what the store wants to hear when the object is put together. */
export interface LaidPart {
  number: number
  tag: string
}

/**
 * Where files lie, by key. Every act may be done again: what was there is written over with the
 * same, and what is not there is gone already.
 */
export interface ObjectStorage {
  put(key: string, bytes: Uint8Array): Promise<void>
  /** @returns null when nothing lies there */
  get(key: string, span?: ByteSpan): Promise<ReadableStream<Uint8Array> | null>
  /** @returns null when nothing lies there */
  head(key: string): Promise<StoredObject | null>
  delete(keys: readonly string[]): Promise<void>
  /** Objects in the order of their keys, some hundreds at a time. */
  list(after?: string): Promise<{ objects: StoredObject[]; more: boolean }>
  /** Begins a large object. @returns the store's name for it */
  beginParts(key: string): Promise<string>
  /** @returns the store's tag of the part */
  putPart(key: string, uploadId: string, number: number, bytes: Uint8Array): Promise<string>
  finishParts(key: string, uploadId: string, parts: readonly LaidPart[]): Promise<void>
  dropParts(key: string, uploadId: string): Promise<void>
}
