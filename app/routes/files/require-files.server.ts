import type { AppLoadContext } from '@remix-run/cloudflare'
import { AppError } from '~/platform/errors'
import type { Files } from '~/platform/storage/open-storage.server'

/** @throws AppError `file.off` (503) where the installation has no place for files */
export function requireFiles({ files }: AppLoadContext): Files {
  if (!files) throw new AppError('file.off', 503)
  return files
}
