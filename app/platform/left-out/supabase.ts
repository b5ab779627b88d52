// Stands in for the clients that supabase-js brings beside Auth (vite.config.ts): the Worker talks
// to Postgres itself, so they would only be read at each start.

/** A client that supabase-js can make, as it does at once, and that nobody can use. */
function leftOut(client: string, allowed: Record<string, unknown> = {}): object {
  return new Proxy(allowed, {
    get(known, name) {
      if (typeof name === 'symbol' || name in known) return Reflect.get(known, name)
      throw new Error(
        `supabase-js' ${client} client is left out of the Worker: use data/ (${name})`,
      )
    },
  })
}

export class RealtimeClient {
  constructor() {
    // supabase-js tells it each new token.
    // biome-ignore lint/correctness/noConstructorReturn: it answers every property
    return leftOut('realtime', { setAuth: async () => {} })
  }
}

export class StorageClient {
  constructor() {
    // biome-ignore lint/correctness/noConstructorReturn: it answers every property
    return leftOut('storage')
  }
}

export class PostgrestClient {
  constructor() {
    // biome-ignore lint/correctness/noConstructorReturn: it answers every property
    return leftOut('tables')
  }
}

export class FunctionsClient {
  constructor() {
    // biome-ignore lint/correctness/noConstructorReturn: it answers every property
    return leftOut('functions')
  }
}

export class StorageApiError extends Error {}
export class PostgrestError extends Error {}
export class FunctionsError extends Error {}
export class FunctionsFetchError extends FunctionsError {}
export class FunctionsHttpError extends FunctionsError {}
export class FunctionsRelayError extends FunctionsError {}
export const FunctionRegion = {}
