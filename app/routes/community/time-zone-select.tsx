/** Names of zones hold nothing that HTML could read as its own; anything else is no zone. */
const NAME = /^[\w+/-]+$/

/**
 * The time zones that clocks here know, the chosen one first, as the options of a list. HTML lets their
 * ends and values be left out: what is chosen is the first one, and its value is its name.
 */
function zoneOptions(chosen: string): string {
  const zones = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])
  zones.delete(chosen)
  const first = NAME.test(chosen) ? [chosen] : []
  return [...first, ...zones].map((zone) => `<option>${zone}`).join('')
}

/**
 * A list of all time zones, in the page once: the script leaves the server's as it stands, whose clocks
 * need not know the same zones, where a list of its data would weigh as much again.
 */
export function TimeZoneSelect({ chosen, ...rest }: { id: string; name: string; chosen: string }) {
  return (
    <select
      className="input"
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: names of zones, which are looked at above
      dangerouslySetInnerHTML={{ __html: zoneOptions(chosen) }}
      {...rest}
    />
  )
}
