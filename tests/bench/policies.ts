import './growth/app-imports.ts'
import { parseArgs } from 'node:util'
import { openFilled } from './growth/filled-database.ts'
import { compare } from './policies/compare.ts'
import { measurePublished } from './policies/published.ts'
import { shapeOf } from './policies/shapes.ts'
import { printTable } from './table.ts'

const SIZES = [100_000, 1_000_000]

const GOAL_TIMES = 1.1

const ms = (value: number | null | undefined) =>
  value === null ? '> 15 s' : (value?.toFixed(2) ?? '')

/** @returns whether the goal is reached at this size */
async function measure(size: number): Promise<boolean> {
  const database = await openFilled(size, console.log)
  try {
    console.log(`\nThe published tests at ${size.toLocaleString('en')} rows\n`)
    const published = await measurePublished(database.postgres.superuserUrl, size)
    printTable(
      ['test', 'slow form, ms', 'fast form, ms'],
      published.map(({ name, slow, fast }) => [name, ms(slow), ms(fast)]),
    )
    console.log(`\nOur hot queries at ${size.toLocaleString('en')} messages\n`)
    const { compared, refused, parted } = await compare(database)
    const lines = compared.map((each) => {
      const shape = shapeOf(each.name)
      const fast = published.find(({ name }) => name === shape)?.fast
      return {
        ...each,
        shape,
        fast,
        costs: each.on > each.off * GOAL_TIMES,
        slower: typeof fast === 'number' && each.on > fast,
      }
    })
    printTable(
      [
        ...['query', 'with policies, ms', 'without, ms', 'times', 'more, ms'],
        ...['pages with', 'pages without', 'like', 'its fast form, ms', 'missed'],
      ],
      lines.map(({ name, on, off, pagesOn, pagesOff, shape, fast, costs, slower }) => [
        ...[name, on.toFixed(3), off.toFixed(3), (on / off).toFixed(2), (on - off).toFixed(3)],
        ...[String(pagesOn), String(pagesOff), shape ?? 'writes', ms(fast)],
        [costs ? 'costs' : '', slower ? 'slower' : ''].filter(Boolean).join(', '),
      ]),
    )
    for (const line of refused) console.log(`not measured: ${line}`)
    if (!parted) console.log('client and servers shared their cores: uneven')
    const costs = lines.filter((each) => each.costs).length
    const slower = lines.filter((each) => each.slower).length
    console.log(
      `${lines.length} queries: ${costs} cost more than ${GOAL_TIMES} times themselves without policies, ` +
        `${slower} are slower than the published fast form of their shape`,
    )
    return costs === 0 && slower === 0
  } finally {
    await database.stop()
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { sizes: { type: 'string' } } })
  for (const size of values.sizes?.split(',').map(Number) ?? SIZES) {
    if (!(await measure(size))) process.exitCode = 1
  }
}
