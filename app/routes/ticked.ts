/**
 * What was ticked, of boxes whose names begin alike and end with what each stands for.
 *
 * @param sent the names of all fields that came
 */
export const tickedOf = (sent: Iterable<string>, begins: string): string[] =>
  [...sent].flatMap((name) => (name.startsWith(begins) ? [name.slice(begins.length)] : []))
