import { invalid } from './auth-error.ts'

const shape =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/

/** An address in the form it is kept. @throws AuthError where it is none */
export function readAddress(given: string): string {
  if (given === '') throw invalid('An email address is required')
  if (given.length > 255) throw invalid('An email address is too long')
  const address = given.toLowerCase()
  if (!shape.test(address)) throw invalid('Unable to validate email address: invalid format')
  return address
}
