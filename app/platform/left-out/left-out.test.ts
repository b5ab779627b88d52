import { expect, it } from 'vitest'
import { flushSync } from './react-dom'
import { FunctionsClient, PostgrestClient, RealtimeClient, StorageClient } from './supabase'

const use = (client: object, method: string) => () => Reflect.get(client, method)

it('lets supabase-js make its clients and tell the new token', async () => {
  new StorageClient()
  new PostgrestClient()
  const realtime = new RealtimeClient() as { setAuth(token?: string): Promise<void> }
  await expect(realtime.setAuth('token')).resolves.toBeUndefined()
})

it('says what is left out when it is used', () => {
  expect(use(new RealtimeClient(), 'channel')).toThrow(/realtime client is left out of the Worker/)
  expect(use(new StorageClient(), 'from')).toThrow(/storage client is left out/)
  expect(use(new PostgrestClient(), 'rpc')).toThrow(/tables client is left out.*\(rpc\)/)
  expect(use(new FunctionsClient(), 'invoke')).toThrow(/functions client is left out/)
  expect(flushSync).toThrow(/react-dom is left out/)
})
