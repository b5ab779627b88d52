import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ModelProcess, startModelProcess } from './model-process.ts'
import { startLocalModel } from './start-local-model.ts'

// A child that serves its own process id, and crashes when asked.
const serving = `
import { createServer } from 'node:http'
process.on('disconnect', () => process.exit(0))
const server = createServer((request, response) => {
  if (request.url === '/crash') process.abort()
  response.end(String(process.pid))
})
server.listen(Number(process.argv.at(-1)), '127.0.0.1', () => {
  const { port } = server.address()
  process.send({ baseUrl: 'http://127.0.0.1:' + port, port })
})
`

let dir: string
const scripts: Record<string, string> = {
  serving,
  failing: 'console.error("loading"); console.error("no such model file"); process.exit(1)',
  silent: 'setInterval(() => {}, 1000)',
  stubborn: `process.on('SIGTERM', () => {})\n${serving}`,
}
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'aigym-process-'))
  for (const [name, script] of Object.entries(scripts)) {
    await writeFile(path.join(dir, `${name}.mjs`), script)
  }
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const lines: string[] = []

function start(name: string, readyMs = 20_000): Promise<ModelProcess> {
  const script = path.join(dir, `${name}.mjs`)
  return startModelProcess({ script, args: [], log: (line) => lines.push(line), readyMs })
}

function lives(pid: number | undefined): boolean {
  try {
    return process.kill(pid ?? -1, 0)
  } catch {
    return false
  }
}

describe('the process of the model', () => {
  it('serves, and ends when told to', async () => {
    const model = await start('serving')
    const pid = Number(await (await fetch(model.baseUrl)).text())
    expect(pid).toBe(model.pid())
    expect(pid).not.toBe(process.pid)
    await model.stop()
    expect(lives(pid)).toBe(false)
    await model.stop() // Harmless.
  })

  it('comes back at the same address after a crash', async () => {
    const model = await start('serving')
    const before = await (await fetch(model.baseUrl)).text()
    await fetch(`${model.baseUrl}/crash`).catch(() => {})
    const answering = () =>
      fetch(model.baseUrl).then(
        (response) => response.text(),
        () => before,
      )
    await expect.poll(answering, { timeout: 15_000 }).not.toBe(before)
    expect(lines).toContain('The local model crashed; starting it again')
    await model.stop()
  })

  it('that crashes again and again stays down in the end', async () => {
    const model = await start('serving')
    const down = 'The local model crashed too often and stays down; npm start starts it again'
    const crash = async () => {
      await fetch(`${model.baseUrl}/crash`).catch(() => {})
      return lines.includes(down)
    }
    await expect.poll(crash, { timeout: 25_000 }).toBe(true)
    await model.stop()
  }, 30_000)

  it('that fails says why, in its own last words', async () => {
    await expect(start('failing')).rejects.toThrow('it ended with code 1: no such model file')
  })

  it('that does not come up in time is ended', async () => {
    await expect(start('silent', 300)).rejects.toThrow('it did not come up in time')
  })

  it('that does not heed a polite end is ended', async () => {
    const model = await start('stubborn')
    const pid = model.pid()
    await model.stop()
    expect(lives(pid)).toBe(false)
  }, 15_000)
})

describe('a local model', () => {
  it('that can’t be had is no error but a reason', async () => {
    const run = async () => {
      throw new Error('python3 is not there')
    }
    expect(await startLocalModel({ dir, log: () => {}, run })).toEqual({
      reason: 'python3 is not there',
    })
  })
})
