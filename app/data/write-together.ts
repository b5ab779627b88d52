/** The part of a socket that a connection writes to. */
export interface Socket {
  write(data: Uint8Array | string, ...rest: unknown[]): unknown
}

/**
 * Has a socket send all that is written to it in one turn at once.
 *
 * The protocol of a page's batch is a hundred small messages; on workerd each write is a promise and
 * a packet of its own, which took more time than the messages themselves.
 */
export function writeTogether(socket: Socket): void {
  const write = socket.write.bind(socket)
  let waiting: Uint8Array[] = []
  const flush = () => {
    const parts = waiting
    waiting = []
    if (parts.length === 0) return
    const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
    let at = 0
    for (const part of parts) {
      whole.set(part, at)
      at += part.length
    }
    write(whole)
  }
  socket.write = (data, ...rest) => {
    if (typeof data === 'string' || rest.length > 0) {
      // Whoever wants to know when it is sent, has it sent now, after all that came before.
      flush()
      return write(data, ...rest)
    }
    if (waiting.length === 0) queueMicrotask(flush)
    waiting.push(data)
    return true
  }
}
