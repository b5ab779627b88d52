import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'

const file = new URL('./end-with-parent.ts', import.meta.url).href

/** A process whose orderly end takes a while; resolves when it listens. */
async function holding(orderlyMs: number) {
  const script = `
    import { endWithParent } from '${file}'
    endWithParent(() => new Promise((resolve) => {
      console.log('ending')
      setTimeout(() => {
        console.log('in order')
        resolve()
      }, ${orderlyMs})
    }))
    setInterval(() => {}, 60_000)
    console.log('ready')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script])
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk
  })
  const ended = new Promise<{ code: number | null; said: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, said })),
  )
  await expect.poll(() => said, { timeout: 20_000 }).toBe('ready\n')
  const isEnding = () => expect.poll(() => said, { timeout: 20_000 }).toContain('ending')
  return { child, ended, isEnding }
}

it('takes Ctrl-C that comes twice at once, from the terminal and handed on, for one', async () => {
  const { child, ended, isEnding } = await holding(500)
  child.kill('SIGINT')
  await isEnding()
  child.kill('SIGINT')
  expect(await ended).toEqual({ code: 130, said: 'ready\nending\nin order\n' })
}, 30_000)

it('waits no longer for its end when somebody asks again', async () => {
  const { child, ended, isEnding } = await holding(60_000)
  child.kill('SIGINT')
  await isEnding()
  await sleep(1_300)
  child.kill('SIGTERM')
  expect(await ended).toEqual({ code: 143, said: 'ready\nending\n' })
}, 30_000)
