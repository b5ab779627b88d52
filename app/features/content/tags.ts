/** The most that tags may be: characters of one, and tags of one item. */
export const TAG_LIMITS = { each: 40, most: 12 } as const

/** Tags as they are typed, parted by commas. One in two cases is one, as the first has it. */
export function tagsOf(text: string): string[] {
  const tags = new Map<string, string>()
  for (const part of text.split(',')) {
    const tag = part.replace(/\s+/g, ' ').trim()
    if (tag && !tags.has(tag.toLowerCase())) tags.set(tag.toLowerCase(), tag)
  }
  return [...tags.values()]
}

/** Tags as they stand in the field. */
export const writeTags = (tags: readonly string[]) => tags.join(', ')
