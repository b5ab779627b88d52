import { AppError } from '~/platform/errors'
import { forEveryone } from './guard.server'

const STATUS: Record<string, number> = {
  'too-large': 413,
  'other-origin': 403,
  method: 405,
  'file.not-found': 404,
  'file.bent-link': 403,
  'file.off': 503,
  'export.nothing': 404,
  'export.too-large': 413,
  'export.off': 503,
}

const refuse = forEveryone(async ({ params: { code = '' } }) => {
  const status = STATUS[code]
  throw status ? new AppError(code, status) : new AppError('not-found', 404)
})

/** Where the Worker sends a request that it refused, or that got no page and should have one. */
export const loader = refuse
export const action = refuse

/** It is shown at the refused address, where the browser must not begin that page's life. */
export const handle = { still: true }

export default function Problem() {
  return null
}
