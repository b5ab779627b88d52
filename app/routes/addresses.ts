/** Addresses that a form takes at once. */
export const MOST_ADDRESSES = 200

/** Addresses as they are typed or pasted: with commas, semicolons, spaces or lines between them. */
export const addressesIn = (text: string): string[] => [
  ...new Set(
    text
      .toLowerCase()
      .split(/[\s,;]+/u)
      .filter(Boolean),
  ),
]
