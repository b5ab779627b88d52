/** A list of a form after it was asked to change, and the place that the focus goes to. */
interface EditedList<T> {
  list: T[]
  changed: string
}

/**
 * What a button of a list in a form asks for: `<list>.add`, and `<list>.up.<n>`, `.down.<n>` and
 * `.remove.<n>` for the nth of it. Each is a post of the whole form, which comes back with all text.
 *
 * @param empty a new one
 * @returns null when `intent` asks nothing of this list
 */
export function editList<T>(
  name: string,
  list: T[],
  intent: string,
  empty: () => T,
): EditedList<T> | null {
  const [asked, what, place] = intent.split('.')
  if (asked !== name) return null
  const at = (n: number) => `${name}[${n}]`
  if (what === 'add') return { list: [...list, empty()], changed: at(list.length) }
  const from = Number(place)
  const one = list[from]
  if (one === undefined) return null
  const others = list.filter((_, n) => n !== from)
  if (what === 'remove') {
    return { list: others, changed: others.length > 0 ? at(Math.max(0, from - 1)) : name }
  }
  if (what !== 'up' && what !== 'down') return null
  const to = Math.min(Math.max(0, what === 'up' ? from - 1 : from + 1), others.length)
  return { list: others.toSpliced(to, 0, one), changed: at(to) }
}
