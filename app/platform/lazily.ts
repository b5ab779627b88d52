/**
 * What is made at its first use and then kept. Schemas are declared with it: a schema of zod's costs
 * half a millisecond to build, and all of them together were a quarter of the Worker's start.
 */
export function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
