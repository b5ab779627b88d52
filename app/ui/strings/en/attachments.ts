/** A number of bytes as people say it. */
export const size = (bytes: number) => {
  if (bytes < 1000) return `${bytes} bytes`
  const [value, unit] =
    bytes < 1_000_000
      ? [bytes / 1000, 'kB']
      : bytes < 1_000_000_000
        ? [bytes / 1_000_000, 'MB']
        : [bytes / 1_000_000_000, 'GB']
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`
}

/** What is attached to an item, as members see it. */
export const words = { title: 'Attachments', size }
