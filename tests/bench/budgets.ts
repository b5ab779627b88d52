import { HELD, type Rush, rush, secondsUntilReturned, startServers } from './budgets/rush.ts'
import { printTable } from './table.ts'

/** A thousand people at once against budgets of several sizes, through the product's own functions. */
const PEOPLE = 1_000
const CONNECTIONS = 40
const GOAL_SHARE = 0.98
const GOAL_SECONDS = 60

const sizes = [
  { of: 'tokens', limit: 60 * HELD, toTheEnd: true },
  { of: 'tokens', limit: 200 * HELD, toTheEnd: true },
  { of: 'money', limit: 200 * HELD, toTheEnd: true },
  { of: 'tokens', limit: 450 * HELD, toTheEnd: true },
  { of: 'tokens', limit: PEOPLE * HELD, toTheEnd: false },
] as const

const servers = await startServers(CONNECTIONS)
try {
  const rushes: Rush[] = []
  for (const size of sizes) {
    rushes.push(await rush(servers, { ...size, people: PEOPLE, connections: CONNECTIONS }))
  }
  const seconds = await secondsUntilReturned(servers)
  printTable(
    [
      'budget',
      'asked',
      'refused',
      'overspent',
      'wrongly refused',
      'could be spent',
      'asked a second',
    ],
    rushes.map((each, at) => [
      `${each.limit.toLocaleString('en')} ${sizes[at]?.of}`,
      String(each.asked),
      String(each.refused),
      String(each.overspent),
      String(each.wronglyRefused),
      each.share === null ? 'enough for all' : `${(each.share * 100).toFixed(2)} %`,
      (each.asked / (each.ms / 1000)).toFixed(0),
    ]),
  )
  const sum = (of: 'overspent' | 'wronglyRefused') => rushes.reduce((all, one) => all + one[of], 0)
  const share = Math.min(...rushes.map((each) => each.share ?? 1))
  // There is enough for everybody to hold at once.
  const needless = rushes.filter((each) => each.share === null && each.refused > 0).length
  const wrongly = sum('wronglyRefused') + needless
  console.log(`overspent ${sum('overspent')}, wrongly refused ${wrongly}`)
  console.log(`at least ${(share * 100).toFixed(2)} % of a budget could be spent`)
  console.log(`what a dead call held was back within ${seconds} s`)
  const held = sum('overspent') === 0 && wrongly === 0
  process.exitCode = held && share >= GOAL_SHARE && seconds <= GOAL_SECONDS ? 0 : 1
} finally {
  await servers.stop()
}
