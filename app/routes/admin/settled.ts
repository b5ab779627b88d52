import { type ShouldRevalidateFunction, useActionData, useNavigation } from '@remix-run/react'
import { useState } from 'react'

/**
 * What the last post was answered, together with what the page was loaded with after it. The router
 * gives the answer first and the page's data later; between the two they would not fit together.
 */
export function useSettledReply<Action>() {
  const answer = useActionData<Action>()
  const { state } = useNavigation()
  const [settled, settle] = useState(() => answer)
  if (state === 'idle' && settled !== answer) settle(() => answer)
  return settled
}

/**
 * After a conflict the page is loaded again: it shows what is saved now, or needs a new key. After
 * any other refusal it stays as it is; somebody who was signed out would be led away from it.
 */
export const reloadAfterConflict: ShouldRevalidateFunction = ({
  actionStatus,
  defaultShouldRevalidate,
  formData,
}) =>
  // A preview changes nothing.
  formData?.get('intent') !== 'preview' &&
  (actionStatus === undefined || actionStatus < 400 || actionStatus === 409) &&
  defaultShouldRevalidate
