/**
 * The address where a conversation with an agent begins, with what is asked first if given, and the
 * prompt that it comes from.
 */
export function sandboxPath(
  community: string,
  agent: string,
  { message, prompt }: { message?: string; prompt?: string } = {},
): string {
  const query = new URLSearchParams({
    agent,
    ...(message ? { message } : {}),
    ...(prompt ? { prompt } : {}),
  })
  return `/c/${community}/sandbox?${query}`
}
