/** A list's address with what is asked of it; what is empty is left out. */
export function listPath(path: string, query: Record<string, string | null | undefined>): string {
  const given = Object.entries(query).filter((each): each is [string, string] => !!each[1])
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path
}
