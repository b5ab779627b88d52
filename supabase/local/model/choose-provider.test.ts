import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { type ChooseOptions, chooseProvider } from './choose-provider.ts'
import { findOllama } from './find-ollama.ts'

let stopped = 0
const lines: string[] = []

function options(over: Partial<ChooseOptions> = {}): ChooseOptions {
  return {
    env: {},
    dir: '/nowhere',
    log: (line) => lines.push(line),
    startLocal: async () => ({
      baseUrl: 'http://127.0.0.1:1/v1',
      model: 'small',
      label: 'a small model',
      stop: async () => {
        stopped += 1
      },
    }),
    findOther: async () => null,
    ...over,
  }
}
const noLocal = async () => ({ reason: 'python3 is not there' })

describe('who answers', () => {
  it('is the local model where nothing is said', async () => {
    const provider = await chooseProvider(options())
    expect(provider.vars).toEqual({
      AI_PROVIDER: 'local',
      AI_MODEL: 'small',
      AI_BASE_URL: 'http://127.0.0.1:1/v1',
    })
    expect(provider.label).toBe('a small model')
    await provider.stop()
    expect(stopped).toBe(1)
  })

  it('is who the environment names, with its settings and times', async () => {
    const env = {
      AI_PROVIDER: 'openai',
      AI_MODEL: 'gpt-x',
      AI_API_KEY: 'sk-secret',
      AI_IDLE_MS: '5',
      AI_FALLBACKS: '[]',
      HOME: '/root',
    }
    const startLocal = () => expect.unreachable('the local model is not wanted')
    const provider = await chooseProvider(options({ env, startLocal }))
    const { HOME: _, ...vars } = env
    expect(provider.vars).toEqual(vars)
    expect(provider.label).toBe('gpt-x (openai)')
    expect(provider.label).not.toContain('sk-secret')
  })

  it('is an Ollama that is there when the local model can’t be had', async () => {
    const findOther = async (wanted?: string) => ({ baseUrl: 'http://o/v1', model: wanted ?? 'm' })
    const env = { AI_MODEL: 'llama3' }
    const provider = await chooseProvider(options({ env, startLocal: noLocal, findOther }))
    expect(provider.vars).toMatchObject({ AI_PROVIDER: 'local', AI_MODEL: 'llama3' })
  })

  it('is the practice partner at last, and says why and what to do', async () => {
    const provider = await chooseProvider(options({ startLocal: noLocal }))
    expect(provider.vars).toEqual({ AI_PROVIDER: 'scripted' })
    expect(provider.label).toContain('python3 is not there')
    expect(provider.label).toMatch(/install Python 3 with pip, or start Ollama, or set AI_PROVIDER/)
    expect(provider.label).not.toContain('\n')
  })

  it('is the practice partner when that is wanted', async () => {
    const startLocal = () => expect.unreachable('the local model is not wanted')
    const provider = await chooseProvider(
      options({ env: { AI_PROVIDER: 'scripted', AI_TOTAL_MS: '9' }, startLocal }),
    )
    expect(provider.vars).toEqual({ AI_PROVIDER: 'scripted', AI_TOTAL_MS: '9' })
    await provider.stop()
  })

  it('is the local model when the name is unknown, and that is said', async () => {
    const provider = await chooseProvider(options({ env: { AI_PROVIDER: 'opnai' } }))
    expect(provider.vars.AI_PROVIDER).toBe('local')
    expect(lines.at(-1)).toContain('AI_PROVIDER=opnai is not known')
  })
})

describe('an Ollama', () => {
  async function serving(body: string): Promise<[string, () => void]> {
    const server = createServer((_request, response) => response.end(body))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    return [`http://127.0.0.1:${port}`, () => server.close()]
  }
  const tags = JSON.stringify({
    models: [{ name: 'nomic-embed-text' }, { name: 'llama3:8b' }, { name: 'qwen:4b' }, { name: 7 }],
  })

  it('is found with a model to talk with', async () => {
    const [address, stop] = await serving(tags)
    expect(await findOllama(undefined, address)).toEqual({
      baseUrl: `${address}/v1`,
      model: 'llama3:8b',
    })
    expect((await findOllama('qwen:4b', address))?.model).toBe('qwen:4b')
    stop()
  })

  it.each(['{"models":[]}', '{}', 'not JSON'])(
    'with nothing to talk with is none: %s',
    async (b) => {
      const [address, stop] = await serving(b)
      expect(await findOllama(undefined, address)).toBeNull()
      stop()
    },
  )

  it('that is not there is none', async () => {
    const [address, stop] = await serving('')
    stop()
    expect(await findOllama(undefined, address)).toBeNull()
  })
})
