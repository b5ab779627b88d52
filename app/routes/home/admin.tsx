import { leadOn } from './lead-on.server'

export const loader = leadOn('admin')

export default function Admin() {
  return null
}
