import { leadOn } from './lead-on.server'

export const loader = leadOn('dashboard')

export default function Dashboard() {
  return null
}
