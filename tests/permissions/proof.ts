import { parseArgs } from 'node:util'
import { expectations } from './expectations/index.ts'
import { type Difference, type Gym, openGym } from './gym.ts'
import { listPolicies, type Mutant, type Policy } from './mutants.ts'
import { tell } from './report.ts'
import { scene } from './scene/index.ts'
import { planTries, type Try } from './tries.ts'

/**
 * The proof of the matrix: breaks each policy in each way there is, in a database of its own, and
 * demands every time that the matrix notices. The last line is `policies N, caught N`.
 */
const { values: options } = parseArgs({
  options: { table: { type: 'string' }, verbose: { type: 'boolean', default: false } },
})

/**
 * Looks for a try that turns red. Those that the mutant is likeliest to turn red go first, one by one:
 * the same table, way and operation, of who is allowed where it takes rows away and of who is denied
 * where it hands them out; then what else is tried on the table. Then all.
 */
async function firstRed(
  gym: Gym,
  tries: Try[],
  policy: Policy,
  mutant: Mutant,
): Promise<Difference | undefined> {
  const near = tries
    .filter(({ subject }) => subject === policy.table)
    .filter(({ cells }) => cells.some(({ expected }) => !['-', '401', '403'].includes(expected)))
    .map((one) => {
      const isSame = one.way === policy.way && policy.operations.includes(one.operation)
      const isLikely = one.cells.some(({ expected }) => (expected === '+') === mutant.takes)
      return { one, rank: isSame ? (isLikely ? 0 : 1) : 2 }
    })
    .sort((a, b) => a.rank - b.rank)
  for (const { one } of near) {
    const [difference] = await gym.attempt(one)
    if (difference !== undefined) return difference
  }
  return (await gym.attemptAll(tries.filter(({ subject }) => subject !== policy.table)))[0]
}

const gym = await openGym()
try {
  const tries = planTries(expectations, scene, gym.catalogue)
  const cells = tries.reduce((count, one) => count + one.cells.length, 0)
  const [before] = await gym.attemptAll(tries)
  if (before) throw new Error(`The matrix is red before anything is broken. ${tell(before)}`)
  console.log(`The matrix is green: ${cells} cells.`)

  const policies = (await listPolicies(gym.owner)).filter(
    ({ table }) => options.table === undefined || table === options.table,
  )
  let caught = 0
  for (const policy of policies) {
    const survivors: string[] = []
    for (const mutant of policy.mutants) {
      await gym.owner.query(mutant.apply)
      const red = await firstRed(gym, tries, policy, mutant)
      await gym.owner.query(mutant.restore)
      if (red === undefined) survivors.push(mutant.what)
      else if (options.verbose) console.log(`  ${policy.name}, ${mutant.what}: ${tell(red)}`)
    }
    if (survivors.length === 0) caught += 1
    else console.log(`NOT CAUGHT  ${policy.table}: ${policy.name}: ${survivors.join(', ')}`)
  }
  const [after] = await gym.attemptAll(tries)
  if (after) throw new Error(`The matrix did not come back. ${tell(after)}`)
  console.log(`policies ${policies.length}, caught ${caught}`)
  process.exitCode = caught === policies.length ? 0 : 1
} finally {
  await gym.stop()
}
