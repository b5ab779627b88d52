import { leadOn } from './lead-on.server'

export const loader = leadOn('sandbox')

export default function Sandbox() {
  return null
}
