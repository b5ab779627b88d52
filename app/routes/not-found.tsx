import { AppError } from '~/platform/errors'
import { forEveryone } from './guard.server'

const refuse = forEveryone(async () => {
  throw new AppError('not-found', 404)
})

export const loader = refuse
export const action = refuse

export default function NotFound() {
  return null
}
