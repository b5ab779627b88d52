/** English: one object, a file a context. Another language is a file of the same type. */
import { agents } from './en/agents'
import { auth } from './en/auth'
import { common } from './en/common'
import { community } from './en/community'
import { errors } from './en/errors'
import { landing } from './en/landing'
import { sandbox } from './en/sandbox'

export const en = { common, auth, sandbox, agents, community, errors, landing }
