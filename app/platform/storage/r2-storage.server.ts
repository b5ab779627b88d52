import type { ObjectStorage } from './object-storage'

/** Keys that R2 deletes at once. */
const AT_ONCE = 1000

/** Files in an R2 bucket, by its binding. */
export function inR2(bucket: R2Bucket): ObjectStorage {
  return {
    async put(key, bytes) {
      await bucket.put(key, bytes)
    },
    async get(key, span) {
      const found = await bucket.get(key, span && { range: span })
      return found?.body ?? null
    },
    async head(key) {
      const found = await bucket.head(key)
      return found && { key, size: found.size, uploadedAt: found.uploaded }
    },
    async delete(keys) {
      for (let at = 0; at < keys.length; at += AT_ONCE) {
        await bucket.delete(keys.slice(at, at + AT_ONCE))
      }
    },
    async list(after) {
      const { objects, truncated } = await bucket.list(after ? { startAfter: after } : {})
      return {
        objects: objects.map(({ key, size, uploaded }) => ({ key, size, uploadedAt: uploaded })),
        more: truncated,
      }
    },
    async beginParts(key) {
      return (await bucket.createMultipartUpload(key)).uploadId
    },
    async putPart(key, uploadId, number, bytes) {
      return (await bucket.resumeMultipartUpload(key, uploadId).uploadPart(number, bytes)).etag
    },
    async finishParts(key, uploadId, parts) {
      const upload = bucket.resumeMultipartUpload(key, uploadId)
      await upload.complete(parts.map(({ number, tag }) => ({ partNumber: number, etag: tag })))
    },
    async dropParts(key, uploadId) {
      try {
        await bucket.resumeMultipartUpload(key, uploadId).abort()
      } catch (error) {
        // It was dropped or finished before: R2 knows it no more.
        if (!(error instanceof Error) || !/10024|does not exist/i.test(error.message)) throw error
      }
    },
  }
}
