import { startServedApp } from '../fixtures/served-app.ts'
import { directusFolder, startDirectus } from './content/directus.ts'
import { type Library, plantLibrary } from './content/library.ts'
import { type Doer, press, type Speed } from './content/mix.ts'
import { ourDeeds, timePages } from './content/ours.ts'
import { printTable } from './table.ts'

// A quick look, of which the figures say little.
const isSmall = process.argv.includes('--small')
const SIZES = isSmall ? [1_000] : [1_000, 100_000]
const MEMBERS = isSmall ? 100 : 10_000
/** People at once. */
const ACTIVE = 20
const WARM_SECONDS = isSmall ? 1 : 5
const SECONDS = isSmall ? 3 : 15
const GOAL_TIMES = 1.5
const GOAL_FASTER = 3
const GOAL_P95 = 0.5

const ms = (value: number) => value.toFixed(1)
const folder = directusFolder()
const mixRows: string[][] = []
const pageRows: string[][] = []
const smallest = new Map<string, number>()
let missed = 0

async function measured(name: string, size: number, library: Library, act: Doer): Promise<Speed> {
  await press(library, WARM_SECONDS, act)
  const speed = await press(library, SECONDS, act)
  if (speed.failed > 0) missed += 1
  const { list, open, search, keep } = speed.byDeed
  mixRows.push([
    ...[name, size.toLocaleString('en'), speed.perSecond.toFixed(0)],
    ...[speed.p50, speed.p95, list, open, search, keep].map(ms),
    String(speed.failed),
  ])
  return speed
}

for (const items of SIZES) {
  const app = await startServedApp({ direct: true })
  try {
    console.log(`Planting ${items.toLocaleString('en')} items and ${MEMBERS} members`)
    const library = await plantLibrary(app.sql, { items, members: MEMBERS, active: ACTIVE })
    await measured('AI GYM, pages', items, library, await ourDeeds(app, library, 'pages'))
    const data = await ourDeeds(app, library, 'data')
    const ours = await measured('AI GYM, data', items, library, data)
    for (const { page, p50, p95 } of await timePages(app, library)) {
      const least = smallest.get(page) ?? p95
      smallest.set(page, least)
      if (p95 > least * GOAL_TIMES) missed += 1
      pageRows.push([
        ...[page, items.toLocaleString('en'), ms(p50), ms(p95), `${(p95 / least).toFixed(2)}×`],
      ])
    }
    if (!folder) continue
    const postgres = new URL(app.stack.postgres.superuserUrl)
    const directus = await startDirectus(folder, postgres.href, library)
    try {
      const theirs = await measured('Directus, data', items, library, directus.act)
      const faster = ours.perSecond / theirs.perSecond
      const sooner = ours.p95 / theirs.p95
      if (faster < GOAL_FASTER || sooner > GOAL_P95) missed += 1
      console.log(
        `${items.toLocaleString('en')} items: ${faster.toFixed(2)} times Directus's requests a second ` +
          `(goal ${GOAL_FASTER}), ${sooner.toFixed(2)} of its p95 (goal ${GOAL_P95})`,
      )
    } finally {
      await directus.stop()
    }
  } finally {
    await app.stop()
  }
}
if (!folder) {
  console.log('Directus was not measured: name a folder that holds it in DIRECTUS_DIR')
}
console.log(
  `${ACTIVE} people at once: lists, items, searches and progress, 60:20:12:8; ms, p95 of each`,
)
printTable(
  ['', 'items', 'requests/s', 'p50', 'p95', 'list', 'item', 'search', 'keep', 'failed'],
  mixRows,
)
console.log(`Pages one after the other, ms (goal: p95 within ${GOAL_TIMES} times)`)
printTable(['page', 'items', 'p50', 'p95', 'of the smallest'], pageRows)
process.exitCode = missed === 0 ? 0 : 1
