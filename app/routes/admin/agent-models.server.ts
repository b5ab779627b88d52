import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import type { OfferedModel } from '~/features/content/agents/agent-fields'
import { findModels } from '~/features/money/models.server'
import { forPeople } from '../guard.server'

/** A loader of an agent's form, with the models that it may be answered by. */
export function withModels<Page extends object>(load: (args: LoaderFunctionArgs) => Promise<Page>) {
  return forPeople(async (args: LoaderFunctionArgs) => {
    const [page, listed] = await Promise.all([load(args), findModels(args.context.db)])
    const models: OfferedModel[] = listed
      .filter(({ enabled, provider }) => enabled && provider !== 'scripted')
      .map(({ provider, name, label }) => ({ model: `${provider} ${name}`, label }))
    return { ...page, models }
  })
}
