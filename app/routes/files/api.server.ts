import type { AppLoadContext } from '@remix-run/cloudflare'
import { isPurpose } from '~/features/content/files/file-purposes'
import type { Target } from '~/features/content/files/upload-rows.server'
import { AppError } from '~/platform/errors'
import { personOf } from '../sandbox/ask.server'
import { requireFiles } from './require-files.server'

/** What every act of an upload needs. @throws AppError when nobody is signed in */
export function needsOf(context: AppLoadContext) {
  return { db: context.db, storage: requireFiles(context).storage, actor: personOf(context) }
}

/** Where the fields say that a file is to go; without a community to the platform. @throws AppError `invalid` (422) */
export function targetIn(fields: Record<string, string>): Target {
  const { community = null, item = '', purpose } = fields
  if (!isPurpose(purpose)) throw new AppError('invalid', 422)
  return { community, item, purpose }
}
