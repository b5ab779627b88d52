/**
 * JSON in one spelling: keys in the order of their letters, no spaces. What is signed is this, so that a
 * file that was only laid out anew, or kept in a store that orders keys its own way, is still the same.
 */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(
          Object.entries(each).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)),
        )
      : each,
  )
}
