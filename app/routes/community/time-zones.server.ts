/** The time zones that clocks here know, the one that holds first. */
export function timeZones(current: string): string[] {
  const known = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])
  known.delete(current)
  return [current, ...known]
}
