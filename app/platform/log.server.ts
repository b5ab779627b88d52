const levels = { debug: 10, info: 20, warn: 30, error: 40 }
export type LogLevel = keyof typeof levels
export type LogFields = Record<string, string | number | boolean | null | undefined>

export interface Log {
  debug(event: string, fields?: LogFields): void
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields & { error?: never }, error?: unknown): void
}

/** Connection strings and tokens that a library may put into its error messages. */
const secrets =
  /(postgres(?:ql)?:\/\/[^:@\s/]*:)[^@\s]+@|\beyJ[\w-]+\.[\w-]+\.[\w-]*|\b(?:sk|pk|key)-[\w-]{8,}|(?<=Bearer )\S+/gi

function describe(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: String(error).replace(secrets, '$1[hidden]') }
  const cause = error.cause instanceof Error ? `; cause: ${error.cause.message}` : ''
  return {
    error: `${error.name}: ${error.message}${cause}`.replace(secrets, '$1[hidden]'),
    stack: error.stack?.split('\n').slice(1, 6).join('\n').replace(secrets, '$1[hidden]'),
  }
}

/**
 * One JSON line an event, each with the request's id. Callers pass names and numbers only: never a
 * token, a message's text or a person's address.
 */
export function createLog(
  context: LogFields,
  minimum: LogLevel = 'info',
  write: (line: string) => void = (line) => console.log(line),
): Log {
  const emit = (level: LogLevel, event: string, fields: LogFields = {}) => {
    if (levels[level] < levels[minimum]) return
    write(JSON.stringify({ time: new Date().toISOString(), level, event, ...context, ...fields }))
  }
  return {
    debug: (event, fields) => emit('debug', event, fields),
    info: (event, fields) => emit('info', event, fields),
    warn: (event, fields) => emit('warn', event, fields),
    error: (event, fields, error) =>
      emit('error', event, { ...fields, ...(error === undefined ? {} : describe(error)) }),
  }
}

type Printer = Pick<Console, 'warn' | 'error'>

/**
 * Takes the place of `console.warn` and `console.error`, to which libraries print what they think of
 * a dead token or a cut connection: their words become lines like ours. Objects are left out, since
 * nobody knows what is in them.
 */
export function adoptConsole(printer: { [Name in keyof Printer]: unknown }, log: Log): void {
  const fieldsOf = (words: unknown[]): LogFields => {
    const error = words.find((each) => each instanceof Error)
    const said = words.filter((each) => typeof each === 'string').join(' ')
    return {
      ...(said ? { said: said.replace(secrets, '$1[hidden]') } : {}),
      ...(error ? describe(error) : {}),
    }
  }
  printer.warn = (...words: unknown[]) => log.warn('library', fieldsOf(words))
  printer.error = (...words: unknown[]) => {
    const { error, ...rest } = fieldsOf(words)
    log.error('library', rest, error)
  }
}
