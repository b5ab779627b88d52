import { useRouteLoaderData } from '@remix-run/react'
import { useRef } from 'react'
import type { RootData } from '~/root-data'

/**
 * A key for a form that stays on the page after it was sent: it changes when the page tells that the
 * form was taken, so that a script shows it empty again, as a new page would be. What was entered
 * stays while anything else on the page changes.
 *
 * @param flash the code of the message that follows the form
 */
export function useFreshAfter(flash: string): string {
  const root = useRouteLoaderData<RootData>('root')
  const key = useRef('first')
  if (root?.flash?.code === flash) key.current = root.requestId
  return key.current
}
