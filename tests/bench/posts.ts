import type { Role, Samples } from '../fixtures/every-page.ts'
import type { ServedApp } from '../fixtures/served-app.ts'
import { fieldsOf, type HttpPerson } from './http-person.ts'

interface Arrangement {
  person: HttpPerson
  samples: Samples
  app: ServedApp
}

export interface Post {
  what: string
  who: Role
  /** Opens the page that holds the form; what it returns sends the form, and alone is measured. */
  prepare: (arrangement: Arrangement) => Promise<() => Promise<Response>>
}

/** Opens `path`, takes the hidden fields of the form that `marker` is in, and posts it. */
function form(
  what: string,
  who: Role,
  path: (samples: Samples) => string,
  marker: string,
  fields: (try_: number) => Record<string, string> = () => ({}),
  action: (samples: Samples) => string = path,
): Post {
  let tries = 0
  return {
    what,
    who,
    async prepare({ person, samples }) {
      tries += 1
      const html = await (await person.get(path(samples))).text()
      const values = { ...fieldsOf(html, marker), ...fields(tries) }
      return () => person.post(action(samples), values)
    },
  }
}

/** Every form that the product has. */
export const posts: Post[] = [
  form(
    'sign in',
    'nobody',
    () => '/login',
    'name="password"',
    () => ({
      email: 'member@aigym.test',
      password: 'train-with-ai-2026',
    }),
  ),
  form('sign out', 'member', () => '/logout', '/logout'),
]
