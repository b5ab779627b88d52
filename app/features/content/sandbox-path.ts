/** The address where a conversation with an agent begins, with what is asked first if given. */
export function sandboxPath(community: string, agent: string, message?: string): string {
  const query = new URLSearchParams({ agent, ...(message ? { message } : {}) })
  return `/c/${community}/sandbox?${query}`
}
