import { AppError } from '~/platform/errors'
import { forEveryone } from './guard.server'

const STATUS: Record<string, number> = { 'too-large': 413, 'other-origin': 403 }

/** Where the Worker sends a request that it refused before any route was asked. */
export const loader = forEveryone(async ({ params: { code = '' } }) => {
  const status = STATUS[code]
  throw status ? new AppError(code, status) : new AppError('not-found', 404)
})

export default function Problem() {
  return null
}
