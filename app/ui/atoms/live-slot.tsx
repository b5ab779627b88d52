/** Where the server puts what is still being made. React escapes `<`, so no text can imitate it. */
export const LIVE_SLOT = '<!--live-slot-->'

/** A place in a page that the server fills, in order, after the page around it was rendered. */
export function LiveSlot() {
  return (
    <div
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant comment
      dangerouslySetInnerHTML={{ __html: LIVE_SLOT }}
    />
  )
}
