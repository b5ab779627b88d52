import { createHash, createHmac } from 'node:crypto'

/**
 * The file, below the folder of the buckets, in which a bucket of an installation on one machine keeps
 * what lies in it under which name. Miniflare names it after the bucket, as workerd does the objects of
 * a namespace.
 */
export function bucketFile(bucket: string): string {
  const space = 'miniflare-R2BucketObject'
  const key = createHash('sha256').update(space).digest()
  const sealed = (bytes: string | Buffer) =>
    createHmac('sha256', key).update(bytes).digest().subarray(0, 16)
  const name = sealed(bucket)
  return `${space}/${Buffer.concat([name, sealed(name)]).toString('hex')}.sqlite`
}
