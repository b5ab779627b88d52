import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort, listenOn, type PortMemory } from './free-port.ts'
import { openSecrets } from './secrets.ts'

let folder: string
let memory: PortMemory
const servers: Server[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aigym-port-'))
  memory = { secrets: openSecrets(join(folder, 'secrets.json')), name: 'test.port' }
})
afterEach(async () => {
  for (const server of servers.splice(0)) await close(server)
  rmSync(folder, { recursive: true, force: true })
})

function newServer(): Server {
  const server = createServer()
  servers.push(server)
  return server
}
const close = (server: Server) => new Promise((resolve) => server.close(resolve))

test('a free port can be listened on', async () => {
  const port = await freePort()
  expect(await listenOn(newServer(), port, memory)).toBe(port)
})

test('a free port is none that the system gives to somebody else meanwhile', async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, freePort))
  expect(Math.max(...ports)).toBeLessThan(32_768)
})

test('a server gets the port it had last time', async () => {
  const first = newServer()
  const port = await listenOn(first, undefined, memory)
  await close(first)
  expect(await listenOn(newServer(), undefined, memory)).toBe(port)
})

test('a port that is taken now is given up for another, which is kept', async () => {
  const port = await listenOn(newServer(), undefined, memory)
  const other = newServer()
  const next = await listenOn(other, undefined, memory)
  expect(next).not.toBe(port)
  await close(other)
  expect(await listenOn(newServer(), undefined, memory)).toBe(next)
})

test('a fixed port that is taken is said to be', async () => {
  const port = await listenOn(newServer(), undefined, memory)
  await expect(listenOn(newServer(), port, memory)).rejects.toThrow(
    `Port ${port} is taken: end the program that listens there, or choose another port.`,
  )
})

test('a port that nobody may have fails as it is', async () => {
  await expect(listenOn(newServer(), 70_000, memory)).rejects.toThrow(/port/)
})
