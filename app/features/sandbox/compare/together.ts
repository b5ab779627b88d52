/**
 * What several sources yield, each thing as it comes, with the place of its source among them. Where
 * the reader leaves, or one of them fails, all are closed.
 */
export async function* together<T>(
  sources: readonly AsyncGenerator<T>[],
): AsyncGenerator<[place: number, come: T]> {
  const ask = async (place: number) => ({ place, result: await sources[place]?.next() })
  const awaited = new Map(sources.map((_, place) => [place, ask(place)]))
  try {
    while (awaited.size > 0) {
      const { place, result } = await Promise.race(awaited.values())
      if (!result || result.done) awaited.delete(place)
      else {
        awaited.set(place, ask(place))
        yield [place, result.value]
      }
    }
  } finally {
    // Not awaited: one that waits for its next thing closes when that comes.
    for (const [place, next] of awaited) {
      next.catch(() => {})
      sources[place]?.return(undefined).catch(() => {})
    }
  }
}
