import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import type { Database } from '~/data/database.server'
import type { OfferedModel } from '~/features/content/agents/offered-models'
import { findModels } from '~/features/money/models.server'
import { forPeople } from '../../guard.server'

/** The models that an agent may be answered by. */
export async function offeredModels(db: Database): Promise<OfferedModel[]> {
  return (await findModels(db))
    .filter(({ enabled, provider }) => enabled && provider !== 'scripted')
    .map(({ provider, name, label }) => ({ model: `${provider} ${name}`, label }))
}

/** A loader of an agent's form, with the models that it may be answered by. */
export function withModels<Page extends object>(load: (args: LoaderFunctionArgs) => Promise<Page>) {
  return forPeople(async (args: LoaderFunctionArgs) => {
    const [page, models] = await Promise.all([load(args), offeredModels(args.context.db)])
    return { ...page, models }
  })
}
