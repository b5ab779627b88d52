/** Micro-units in one unit of the installation's currency. */
const ONE = 1_000_000

/** An amount as somebody types it, such as 0.15, in micro-units; null where it is none. */
export function toMicros(text: string): number | null {
  const found = /^(\d{1,9})(?:[.,](\d{1,6}))?$/.exec(text.trim())
  if (!found) return null
  const [, whole, rest = ''] = found
  return Number(whole) * ONE + Number(rest.padEnd(6, '0'))
}

/** Micro-units as an amount that can be typed: as many decimals as it needs. */
export function fromMicros(micros: number): string {
  const rest = String(Math.abs(micros) % ONE)
    .padStart(6, '0')
    .replace(/0+$/, '')
  const whole = `${micros < 0 ? '-' : ''}${Math.floor(Math.abs(micros) / ONE)}`
  return rest === '' ? whole : `${whole}.${rest}`
}
