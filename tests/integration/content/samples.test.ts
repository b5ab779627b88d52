import { beforeAll, describe, expect, it } from 'vitest'
import { checkItems, isRefused } from '~/features/content/exchange/check-item.server'
import { readContent } from '~/features/content/exchange/open-package.server'
import { makeSigningKey } from '../../../supabase/local/signing-keys'
import { samplePackage, samples } from '../../../supabase/samples/package'
import { unzip } from './packages'

let entries: Map<string, Uint8Array>
beforeAll(async () => {
  const zip = await samplePackage(makeSigningKey())
  entries = await unzip(new Response(zip as BodyInit).body)
})

describe('the samples', () => {
  it('are an export whose every item could have been typed into its form', async () => {
    const content = await readContent(entries.get('content.json') ?? new Uint8Array())
    const checked = checkItems(content, true)
    const refused = checked.filter(isRefused)
    expect(refused).toEqual([])
    expect(checked).toHaveLength(samples.length)
    for (const { path, bytes } of content.files) expect(entries.get(path)?.length).toBe(bytes)
  })

  it('say of themselves that they are samples', () => {
    for (const { title, summary } of samples) {
      expect(title).toMatch(/^Sample: /)
      expect(summary).toMatch(/^A sample /)
      expect([...summary].length).toBeLessThanOrEqual(300)
    }
    expect(new Set(samples.map(({ name }) => name)).size).toBe(samples.length)
  })
})
