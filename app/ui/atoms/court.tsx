import { classes } from '../classes'

/**
 * The product's sign: a court's centre circle on its line, the ball in the middle.
 * `public/mark.svg` and `public/favicon.svg` draw the same.
 */
export function Logo() {
  return (
    <svg className="icon logo" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M12 19a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM1 12h4M19 12h4" />
      <circle className="court-ball" cx="12" cy="12" r="2.5" />
    </svg>
  )
}

/** The lines of half a court, as decoration. With `ball`, one ball lies outside the line. */
export function Court({ ball = false, className }: { ball?: boolean; className?: string }) {
  return (
    <svg
      className={classes('court', className)}
      viewBox="0 0 480 260"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      focusable="false"
    >
      <path d="M20 20h440v220H20ZM240 20v220M240 170a40 40 0 1 0 0-80 40 40 0 0 0 0 80ZM20 80h90v100H20M110 95a35 35 0 0 1 0 70M460 80h-90v100h90M370 95a35 35 0 0 0 0 70" />
      {ball && <circle className="court-ball" cx="440" cy="252" r="6" />}
    </svg>
  )
}

/** The centre circle with its line, large, as decoration behind something. */
export function CentreCircle() {
  return (
    <svg className="court" viewBox="0 0 100 100" aria-hidden="true" focusable="false">
      <path
        vectorEffect="non-scaling-stroke"
        d="M50 99a49 49 0 1 0 0-98 49 49 0 0 0 0 98ZM99 50h300"
      />
    </svg>
  )
}
