import type { Env } from '~/platform/env.server'
import { type FileLinks, openFileLinks } from './file-links.server'
import type { ObjectStorage } from './object-storage'
import { inR2 } from './r2-storage.server'
import { inS3 } from './s3-storage.server'

/** The store that the environment names: an S3 where its address is set, else the bucket; null: none. */
export function openStorage(env: Env): ObjectStorage | null {
  const { FILES, FILES_S3_ENDPOINT, FILES_S3_BUCKET, FILES_S3_REGION } = env
  const { FILES_S3_ACCESS_KEY_ID, FILES_S3_SECRET_ACCESS_KEY } = env
  if (FILES_S3_ENDPOINT) {
    // That all are there, `readEnv` has seen to.
    if (!FILES_S3_BUCKET || !FILES_S3_ACCESS_KEY_ID || !FILES_S3_SECRET_ACCESS_KEY) return null
    return inS3({
      endpoint: FILES_S3_ENDPOINT,
      bucket: FILES_S3_BUCKET,
      region: FILES_S3_REGION,
      accessKeyId: FILES_S3_ACCESS_KEY_ID,
      secretAccessKey: FILES_S3_SECRET_ACCESS_KEY,
    })
  }
  return FILES ? inR2(FILES) : null
}

/** Where files lie, and the links that lead to them. */
export interface Files {
  storage: ObjectStorage
  links: FileLinks
}

/** Null where the environment names no store, or no secret for links: there are no files then. */
export function openFiles(env: Env): Files | null {
  const storage = openStorage(env)
  return storage && env.FILE_LINK_SECRET
    ? { storage, links: openFileLinks(env.FILE_LINK_SECRET) }
    : null
}
