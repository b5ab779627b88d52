import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { projectRoot } from '../../../supabase/local/stack'
import { coverageExclusions, covered } from '../../coverage-exclusions'

it('leaves out of coverage what it always left out; a longer list needs a word in the commit', () => {
  expect(coverageExclusions).toHaveLength(11)
  for (const { why } of coverageExclusions) expect(why).not.toBe('')
})

it('counts whatever code there is, and names no file that is gone', () => {
  const files = ['app', 'supabase'].flatMap((folder) =>
    readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      path.join(folder, file),
    ),
  )
  const code = files.filter((file) => /\.[cm]?[jt]sx?$/.test(file))
  expect(code).toContain('supabase/local/bootstrap.mjs')
  const patterns = [...covered, ...coverageExclusions.map(({ file }) => file)]
  const isMeant = (file: string, pattern: string) => path.matchesGlob(file, pattern)
  expect(code.filter((file) => !patterns.some((each) => isMeant(file, each)))).toEqual([])
  expect(patterns.filter((each) => !code.some((file) => isMeant(file, each)))).toEqual([])
})
