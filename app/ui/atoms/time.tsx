/**
 * A moment. `iso` is for machines, `label` is what is read ("3 minutes ago"), `exact` is the full
 * time in the person's zone, shown as the title. Both texts come ready-made, so that the server
 * and the browser print the same.
 */
export function Time({ iso, label, exact }: { iso: string; label: string; exact?: string }) {
  return (
    <time dateTime={iso} title={exact}>
      {label}
    </time>
  )
}
