import { randomInt } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import type { Secrets } from './secrets.ts'
import { StartError } from './start-error.ts'

const host = '127.0.0.1'

/** Below the ports that systems give to connections, and to servers that take any: 32,768 on Linux. */
const ours = { first: 20_000, end: 32_768 }

/**
 * A loopback TCP port that nobody listens on at this moment, for a server that is told its port
 * before it starts. It is drawn by lot out of those that no system gives away by itself: nothing
 * else takes it meanwhile but another draw of the same number.
 */
export async function freePort(): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const probe = createServer()
    try {
      const port = await listen(probe, randomInt(ours.first, ours.end))
      await new Promise((resolve) => probe.close(resolve))
      return port
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || tries === 20) throw error
    }
  }
}

/** Where a server's port is kept, so that its address stays the same from one start to the next. */
export interface PortMemory {
  secrets: Secrets
  name: string
}

/**
 * Listens on the given port; where none is given, on the one it had last time, or on a free one.
 *
 * @returns the port
 * @throws StartError when the given port is taken
 */
export async function listenOn(
  server: Server,
  port: number | undefined,
  memory: PortMemory,
): Promise<number> {
  if (port !== undefined) {
    return listen(server, port).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') throw error
      throw new StartError(
        `Port ${port} is taken: end the program that listens there, or choose another port.`,
      )
    })
  }
  if (memory.secrets.has(memory.name)) {
    const last = memory.secrets.get(memory.name, () => 0)
    const taken = await listen(server, last).catch((error: NodeJS.ErrnoException) => error)
    if (typeof taken === 'number') return taken
    if (taken.code !== 'EADDRINUSE') throw taken
  }
  const free = await listen(server, 0)
  memory.secrets.set(memory.name, free)
  return free
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('no port'))
      else resolve(address.port)
    })
  })
}
