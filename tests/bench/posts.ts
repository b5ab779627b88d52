import { setTimeout } from 'node:timers/promises'
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
  fields: (try_: number, html: string) => Record<string, string> = () => ({}),
  action: (samples: Samples) => string = path,
): Post {
  let tries = 0
  return {
    what,
    who,
    async prepare({ person, samples }) {
      tries += 1
      const html = await (await person.get(path(samples))).text()
      const values = { ...fieldsOf(html, marker), ...fields(tries, html) }
      return () => person.post(action(samples), values)
    },
  }
}

const address = (name: string, n: number) => `${name}-${n}@bench.test`
const password = 'a long password for a bench'
const conversationPath = ({ conversationId }: Samples) => `/c/northside/sandbox/${conversationId}`
const trashPath = () => '/c/northside/sandbox/trash'
const addPromptPath = (samples: Samples) =>
  `${conversationPath(samples)}/prompts/${samples.promptId}`
const agentPath = ({ agentId }: Samples) => `/c/northside/admin/agents/${agentId}`
const documentPath = ({ documentId }: Samples) => `/c/northside/admin/documents/${documentId}`
const videoPath = ({ videoId }: Samples) => `/c/northside/admin/videos/${videoId}`
const watchPath = ({ videoId }: Samples) => `/c/northside/videos/${videoId}`
const reportPath = ({ reportId }: Samples) => `/c/northside/admin/answers/${reportId}`
const readPath = ({ documentId }: Samples) => `/c/northside/documents/${documentId}`
const promptPath = ({ promptId }: Samples) => `/c/northside/admin/prompts/${promptId}`
const automationPath = ({ automationId }: Samples) =>
  `/c/northside/admin/automations/${automationId}`
const runPath = ({ automationId, runId }: Samples) =>
  `/c/northside/automations/${automationId}/runs/${runId}`
const groups = () => '/c/northside/admin/groups'
const groupPath = ({ groupId }: Samples) => `/c/northside/admin/groups/${groupId}`
const audiencePath = ({ documentId }: Samples) => `/c/northside/admin/audience/${documentId}`
const models = () => '/admin/models'
const modelFields = {
  provider: 'openai',
  label: 'Bench model',
  contextTokens: '8192',
  maxOutputTokens: '4096',
  inputPrice: '0.15',
  outputPrice: '0.6',
}
const providers = () => '/admin/providers'
const ownProviders = () => '/c/northside/admin/providers'
const budgets = () => '/c/northside/admin/budgets'
const budgetOf = { holder: 'community', period: 'month', money: '', tokens: '9000000', warn: '80' }
const limitsOf = {
  personMessages: '',
  communityMessages: '',
  personAnswers: '',
  communityAnswers: '10000',
}
const moderation = () => '/c/northside/admin/moderation'
const holds = { words: 'a word of the bench\nanother', does: 'hold', refusal: '' }
const heldPath = ({ heldId }: Samples) => `/c/northside/admin/held/${heldId}`
const heldOwnPath = ({ heldTalkId, heldAnswerId }: Samples) =>
  `/c/northside/sandbox/${heldTalkId}/held/${heldAnswerId}`
const members = () => '/c/northside/admin/members'

/** A form of the agent's page that is there only while the agent is in some state. */
function ofAgent(
  what: string,
  status: 'published' | 'draft',
  fields: (try_: number) => Record<string, string>,
  marker = 'name="title"',
): Post {
  const posting = form(what, 'coach', agentPath, marker, fields)
  return { ...posting, prepare: (all) => setAgent(all, status).then(() => posting.prepare(all)) }
}

const experimentOf = {
  what: 'instructions',
  instructions: 'Be brief.',
  share: '50',
  stopRated: '200',
  stopDays: '30',
  stopConversations: '2000',
}

/** A form of the agent's experiments, while there is none, one runs, or one has ended. */
function ofExperiment(
  what: string,
  state: 'none' | 'running' | 'ended',
  marker: string,
  fields: () => Record<string, string>,
): Post {
  const posting = form(what, 'coach', (all) => `${agentPath(all)}/experiment`, marker, fields)
  return {
    ...posting,
    async prepare(all) {
      await setAgent(all, 'published')
      const { agentId } = all.samples
      await all.app.sql.query('delete from public.experiments where agent_id = $1', [agentId])
      if (state !== 'none') {
        await all.app.sql.query(
          `insert into public.experiments
             (community_id, agent_id, instructions, started_at, ended_at, ended_why)
           select community_id, id, 'Be long.', now() - interval '1 day',
             case when $2 then now() end, case when $2 then 'days' end
           from public.content_items where id = $1`,
          [agentId, state === 'ended'],
        )
      }
      return posting.prepare(all)
    },
  }
}

function setAgent({ app, samples }: Arrangement, status: 'published' | 'draft') {
  return app.sql.query(
    `update public.content_items
     set status = $2, deleted_at = null, published_at = case when $2 = 'published' then now() end
     where id = $1`,
    [samples.agentId, status],
  )
}

/** A form that is there only while something waits, and its author has not asked for a look. */
function ofHeld(
  what: string,
  who: 'member' | 'coach',
  marker: string,
  fields: () => Record<string, string>,
): Post {
  const posting = form(what, who, who === 'member' ? heldOwnPath : heldPath, marker, fields)
  return {
    ...posting,
    async prepare(all) {
      await all.app.sql.query(
        `update public.held_messages set state = 'waiting', appeal = null, appealed_at = null
         where id = $1`,
        [all.samples.heldId],
      )
      return posting.prepare(all)
    },
  }
}

/** A form of the conversation page that is there only while its answer is in some state. */
function ofConversation(
  what: string,
  status: 'complete' | 'failed' | 'streaming' | 'cut_off',
  marker: string,
  fields?: (try_: number, html: string) => Record<string, string>,
  query = '',
): Post {
  const path = (samples: Samples) => conversationPath(samples) + query
  const posting = form(what, 'member', path, marker, fields)
  return {
    ...posting,
    async prepare(arrangement) {
      await setAgent(arrangement, 'published')
      await untilAnswered(arrangement, arrangement.samples.conversationId)
      await arrangement.app.sql.query(
        `update public.messages
         set status = $2, completed_at = case when $2 = 'streaming' then null else now() end,
           saved_at = now()
         where id = (
           select id from public.messages where conversation_id = $1 and author = 'agent'
           order by id desc limit 1
         )`,
        [arrangement.samples.conversationId, status],
      )
      return posting.prepare(arrangement)
    },
  }
}

/**
 * Waits for the answer that an earlier form asked for: its end would overwrite the state set here.
 * One that was only said to be made, and then stopped, has no maker who would end it.
 */
async function untilAnswered({ app }: Arrangement, conversation: string) {
  for (let tries = 0; tries < 200; tries += 1) {
    const { rowCount } = await app.sql.query(
      `select from public.messages
       where conversation_id = $1 and status = 'streaming' and stop_requested_at is null`,
      [conversation],
    )
    if (rowCount === 0) return
    await setTimeout(50)
  }
  throw new Error('an answer that an earlier form asked for has not ended in ten seconds')
}

/** A form of a run, when none of the steps that earlier forms began is under way. */
function ofRun(intent: 'again' | 'stop' | 'resume'): Post {
  const posting = form(`${intent} a run`, 'member', runPath, 'value="again"', () => ({ intent }))
  return {
    ...posting,
    async prepare(arrangement) {
      await untilRun(arrangement)
      return posting.prepare(arrangement)
    },
  }
}

/** Waits for the runs that earlier forms began, whose makers ask the database too. */
async function untilRun({ app }: Arrangement) {
  for (let tries = 0; tries < 200; tries += 1) {
    const { rowCount } = await app.sql.query(
      `select from public.automation_run_steps as s
       join public.automation_runs as r on r.id = s.run_id
       where r.stop_requested_at is null and s.status in ('waiting', 'streaming')
         and not exists (
           select from public.automation_run_steps as ended
           where ended.run_id = s.run_id and ended.status in ('stopped', 'cut_off', 'failed')
         )`,
    )
    if (rowCount === 0) return
    await setTimeout(50)
  }
  throw new Error('a run that an earlier form began has not ended in ten seconds')
}

const optionsPath = (samples: Samples) => `${conversationPath(samples)}/options`
const shareForm = (audience: string) =>
  form(
    `share a conversation, ${audience || 'refused'}`,
    'member',
    optionsPath,
    'value="share"',
    () => ({
      audience,
    }),
  )

const begin = form(
  'begin a conversation',
  'member',
  ({ agentId }) => `/c/northside/sandbox?agent=${agentId}`,
  'name="message"',
  () => ({ message: 'How do I begin?' }),
)

const comparePath = ({ comparedTalkId }: Samples) =>
  `/c/northside/sandbox/${comparedTalkId}/compare`
const comparisonPath = (samples: Samples) => `${comparePath(samples)}/${samples.askedId}`
const compared = {
  'model.openai-compatible sample-1': 'on',
  'model.openai-compatible sample-2': 'on',
}

/** The first agent that a page offers to ask, where it offers any. */
const firstAgent = (html: string) =>
  /<select[^>]*name="agent"[\s\S]*?<option[^>]*value="([^"]+)"/.exec(html)?.[1] ?? ''

/** Has the model of a compared answer that failed try again. */
function comparedAgain(): Post {
  const posting = form('ask a model again', 'member', comparisonPath, 'value="retry"', () => ({
    intent: 'retry',
  }))
  return {
    ...posting,
    async prepare(arrangement) {
      const { comparedTalkId, askedId } = arrangement.samples
      await untilAnswered(arrangement, comparedTalkId)
      await arrangement.app.sql.query(
        `update public.messages set status = 'failed', text = ''
         where id = (
           select message_id from public.compared_answers where asked_id = $1 and place = 1
         )`,
        [askedId],
      )
      return posting.prepare(arrangement)
    },
  }
}

/** A move of a document, from where it can be made. */
function ofDocument(
  intent: 'send-back' | 'archive' | 'take-back' | 'schedule' | 'unschedule',
  fields: Record<string, string> = {},
): Post {
  const posting = form(`${intent} a document`, 'coach', documentPath, `value="${intent}"`, () => ({
    intent,
    ...fields,
  }))
  const status = {
    'send-back': 'in_review',
    archive: 'draft',
    'take-back': 'archived',
    schedule: 'draft',
    unschedule: 'draft',
  }[intent]
  return {
    ...posting,
    async prepare(all) {
      await all.app.sql.query(
        `update public.content_items set status = $2,
           publish_at = case when $3 then now() + interval '1 day' end
         where id = $1`,
        [all.samples.documentId, status, intent === 'unschedule'],
      )
      return posting.prepare(all)
    },
  }
}

const many = (change: string, fields: Record<string, string> = {}) =>
  form(
    `${change} many documents`,
    'coach',
    () => '/c/northside/admin/documents',
    'value="tag"',
    () => ({ change, ...fields }),
  )

const bringBack = form(
  'bring an agent back',
  'coach',
  () => '/c/northside/admin/content?show=deleted',
  'name="item"',
)

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
  form(
    'sign in, refused',
    'nobody',
    () => '/login',
    'name="password"',
    () => ({
      email: 'member@aigym.test',
      password: 'not the password',
    }),
  ),
  form(
    'sign up',
    'nobody',
    () => '/signup',
    'name="password"',
    (n) => ({
      displayName: 'Bench',
      email: address('signup', n),
      password,
    }),
  ),
  form(
    'ask for a new password',
    'nobody',
    () => '/forgot-password',
    'name="email"',
    (n) => ({
      email: address('forgot', n),
    }),
  ),
  form(
    'type a code',
    'nobody',
    () => '/auth/code',
    'name="code"',
    () => ({
      email: 'member@aigym.test',
      code: '000000',
    }),
  ),
  form(
    'spend a link',
    'nobody',
    () => `/auth/confirm?token_hash=${'ab'.repeat(28)}&type=recovery`,
    'token_hash',
  ),
  form('sign out', 'member', () => '/logout', 'button'),
  form(
    'save my profile',
    'member',
    () => '/settings/profile',
    'displayName',
    () => ({
      displayName: 'Demo member',
    }),
  ),
  form(
    'change my password, refused',
    'member',
    () => '/settings/password',
    'currentPassword',
    () => ({
      currentPassword: 'not the password',
      password,
    }),
  ),
  form('sign out elsewhere', 'coach', () => '/settings/sessions', 'action="/settings/sessions"'),
  form(
    'ask to join',
    'member',
    () => '/communities',
    'value="ask"',
    () => ({ intent: 'ask' }),
  ),
  form(
    'make a community',
    'super',
    () => '/admin/dashboard',
    'name="slug"',
    (n) => ({
      name: `Bench ${n}`,
      slug: `bench-${n}`,
      coach: 'coach@aigym.test',
    }),
  ),
  form('list a model', 'super', models, 'value="add"', (n) => ({
    ...modelFields,
    intent: 'add',
    name: `bench-${n}`,
  })),
  form('list a model, refused', 'super', models, 'value="add"', () => ({
    ...modelFields,
    intent: 'add',
    name: '',
  })),
  form('change a model, refused', 'super', models, 'value="add"', () => ({
    ...modelFields,
    intent: 'change',
    model: crypto.randomUUID(),
    inputPrice: 'dear',
  })),
  form('set a key of a provider', 'super', providers, 'value="keep"', (n) => ({
    intent: 'keep',
    place: 'openai',
    secret: `sk-bench-0123456789-${n}`,
  })),
  form('set a key of a provider, refused', 'super', providers, 'value="keep"', () => ({
    intent: 'keep',
    place: 'openai',
    secret: '',
  })),
  form('set a community’s key', 'coach', ownProviders, 'value="keep"', (n) => ({
    intent: 'keep',
    place: 'anthropic',
    secret: `sk-bench-0123456789-${n}`,
  })),
  form('try a key, not there', 'coach', ownProviders, 'value="keep"', () => ({
    intent: 'try',
    key: crypto.randomUUID(),
  })),
  form('remove a key', 'super', providers, 'value="keep"', () => ({
    intent: 'drop',
    key: crypto.randomUUID(),
  })),
  form('set limits', 'coach', budgets, 'value="own"', () => ({ ...limitsOf, intent: 'own' })),
  form('set limits, refused', 'coach', budgets, 'value="own"', () => ({
    ...limitsOf,
    intent: 'own',
    personAnswers: 'many',
  })),
  form('set ceilings', 'super', budgets, 'value="ceiling"', () => ({
    ...limitsOf,
    intent: 'ceiling',
  })),
  form('set a budget', 'coach', budgets, 'value="set"', (n) => ({
    ...budgetOf,
    intent: 'set',
    tokens: String(1_000_000_000 + n),
  })),
  form('set a budget, refused', 'coach', budgets, 'value="set"', () => ({
    ...budgetOf,
    intent: 'set',
    tokens: 'many',
  })),
  form('set a budget for nobody', 'coach', budgets, 'value="set"', () => ({
    ...budgetOf,
    intent: 'set',
    holder: 'member',
    email: 'nobody@aigym.test',
  })),
  form('take a budget away', 'coach', budgets, 'value="set"', () => ({
    intent: 'drop',
    budget: crypto.randomUUID(),
  })),
  form('add a member', 'coach', members, 'value="add"', (n) => ({
    intent: 'add',
    email: address('added', n),
    role: 'end_user',
  })),
  form('make a group', 'coach', groups, 'value="make"', (n) => ({
    intent: 'make',
    name: `Bench group ${n}`,
  })),
  form('make a group, refused', 'coach', groups, 'value="make"', () => ({
    intent: 'make',
    name: '',
  })),
  form('rename a group', 'coach', groupPath, 'value="change"', (n) => ({
    intent: 'change',
    name: `Bench class ${n}`,
  })),
  ...['member@aigym.test', 'nobody@aigym.test', ''].map((emails) =>
    form(`add ${emails || 'nobody'} to a group`, 'coach', groupPath, 'value="add"', () => ({
      intent: 'add',
      emails,
    })),
  ),
  form('take a member out of a group', 'coach', groupPath, 'value="change"', () => ({
    intent: 'take-out',
    user: crypto.randomUUID(),
  })),
  ...['member@aigym.test', 'nobody@aigym.test', ''].map((emails) =>
    form(`limit an item to ${emails || 'nobody'}`, 'coach', audiencePath, 'name="seen"', () => ({
      open: 'limited',
      emails,
    })),
  ),
  form('open an item to everybody', 'coach', audiencePath, 'name="seen"', () => ({
    open: 'everybody',
  })),
  form(
    'save the community',
    'coach',
    () => '/c/northside/admin/settings',
    'joinPolicy',
    () => ({
      name: 'Northside',
      description: 'A sample community.',
      joinPolicy: 'invitation',
      conversationReaders: 'owner',
    }),
  ),
  form(
    'make an agent',
    'coach',
    () => '/c/northside/admin/agents/new',
    'name="title"',
    (n) => ({
      ...agentFields(n),
      intent: 'save',
    }),
  ),
  form(
    'make an agent, refused',
    'coach',
    () => '/c/northside/admin/agents/new',
    'name="title"',
    () => ({ title: '', intent: 'save' }),
  ),
  // One that is asked waits for the maker of its answer, whose saving is a batch of its own.
  form(
    'try an agent out, refused',
    'coach',
    () => '/c/northside/admin/agents/new',
    'name="title"',
    (n) => ({ ...agentFields(n), trial: '', intent: 'preview' }),
  ),
  form(
    'choose what an agent answers from',
    'coach',
    (samples) => `${agentPath(samples)}/knowledge`,
    'name="version"',
    () => ({}),
  ),
  ofExperiment('start an experiment', 'none', 'value="start"', () => ({
    ...experimentOf,
    intent: 'start',
  })),
  ofExperiment('start an experiment, refused', 'none', 'value="start"', () => ({
    ...experimentOf,
    share: '0',
    intent: 'start',
  })),
  ofExperiment('start an experiment with nothing new', 'none', 'value="start"', () => ({
    ...experimentOf,
    what: 'model',
    model: 'nobody nothing',
    intent: 'start',
  })),
  ofExperiment('end an experiment', 'running', 'value="end"', () => ({ intent: 'end' })),
  ofExperiment('leave an agent as it is', 'ended', 'value="keep"', () => ({ intent: 'keep' })),
  ofExperiment('make an agent what was tried', 'ended', 'value="take"', () => ({
    intent: 'take',
  })),
  ofAgent('save an agent', 'draft', (n) => ({ ...agentFields(n + 100), intent: 'save' })),
  ofAgent('publish an agent', 'draft', (n) => ({ ...agentFields(n + 200), intent: 'publish' })),
  ofAgent('take an agent back', 'published', () => ({ intent: 'take-back' }), 'value="take-back"'),
  ofAgent('delete an agent', 'published', () => ({ intent: 'delete' }), 'value="delete"'),
  {
    ...bringBack,
    async prepare(all) {
      await all.app.sql.query('update public.content_items set deleted_at = now() where id = $1', [
        all.samples.agentId,
      ])
      return bringBack.prepare(all)
    },
  },
  form(
    'make a document',
    'coach',
    () => '/c/northside/admin/documents/new',
    'name="title"',
    (n) => ({ title: `Bench document ${n}`, body: '# One', intent: 'publish' }),
  ),
  // While it is published: the posts below take it back.
  form('mark a document as read', 'member', readPath, 'read"', () => ({ intent: 'read' })),
  form(
    'say what I read',
    'member',
    readPath,
    'read"',
    () => ({ section: '1', share: '0.5' }),
    (samples) => `${readPath(samples)}/progress`,
  ),
  form('save a document', 'coach', documentPath, 'name="title"', (n) => ({
    title: `Bench document, changed ${n}`,
    body: '# Two',
    intent: 'save',
  })),
  form('preview a document', 'coach', documentPath, 'name="title"', () => ({
    title: 'Only looked at',
    body: '# Three',
    intent: 'preview',
  })),
  form('ask for a review', 'coach', documentPath, 'name="title"', (n) => ({
    title: `Bench document, looked at ${n}`,
    body: '# Four',
    intent: 'submit',
  })),
  ...(['send-back', 'archive', 'take-back', 'unschedule'] as const).map((intent) =>
    ofDocument(intent),
  ),
  ofDocument('schedule', { publishAt: `${new Date().getUTCFullYear() + 1}-01-15T09:30` }),
  many('tag', { tag: 'New', items: `${crypto.randomUUID()}.1` }),
  many('publish'),
  many('export', { items: `${crypto.randomUUID()}.1` }),
  form(
    'archive many of the platform',
    'super',
    () => '/admin/content',
    'value="tag"',
    () => ({ change: 'archive', items: `${crypto.randomUUID()}.1` }),
  ),
  form(
    'give an item of the platform',
    'super',
    ({ platformItemId }) => `/admin/content/${platformItemId}`,
    'name="to"',
    () => ({ to: 'all' }),
  ),
  form(
    'change an item of the platform',
    'super',
    ({ platformItemId }) => `/admin/content/documents/${platformItemId}`,
    'name="title"',
    (n) => ({
      title: 'Sample of the platform',
      summary: 'For all.',
      body: `# ${n}`,
      intent: 'save',
    }),
  ),
  form(
    'take a file from an item of the platform',
    'super',
    ({ platformItemId }) => `/admin/content/files/${platformItemId}`,
    'name="purpose"',
    () => ({ intent: 'remove', file: crypto.randomUUID(), purpose: 'cover' }),
  ),
  form(
    'make an item of the platform',
    'super',
    () => '/admin/content/prompts/new',
    'name="title"',
    (n) => ({ title: `Bench platform prompt ${n}`, body: 'Say it.', intent: 'save' }),
  ),
  ofDocument('schedule', { publishAt: 'tomorrow' }),
  form('hand nobody a document', 'coach', documentPath, 'value="archive"', () => ({
    intent: 'hand-over',
    owner: '',
  })),
  form(
    'make a video',
    'coach',
    () => '/c/northside/admin/videos/new',
    'name="title"',
    (n) => ({
      title: `Bench video ${n}`,
      address: 'https://films.test/bench.webm',
      length: '1:00',
      intent: 'publish',
    }),
  ),
  form('add a chapter to a video', 'coach', videoPath, 'name="title"', () => ({
    title: 'Bench video',
    intent: 'chapters.add',
  })),
  form('keep my place in a video', 'member', watchPath, 'value="place"', () => ({
    at: '0:30',
    intent: 'place',
  })),
  form('mark a video as watched', 'member', watchPath, 'value="watched"', () => ({
    intent: 'watched',
  })),
  form(
    'say what I watched',
    'member',
    watchPath,
    'value="place"',
    () => ({ at: '30', watched: '0-30', seconds: '60' }),
    (samples) => `${watchPath(samples)}/progress`,
  ),
  form(
    'choose a favourite',
    'member',
    watchPath,
    'name="item"',
    () => ({ to: 'add' }),
    () => '/c/northside/favourites',
  ),
  form(
    'rate a prompt',
    'member',
    ({ promptId }) => `/c/northside/prompts/${promptId}`,
    'value="good"',
    () => ({ intent: 'good' }),
  ),
  form(
    'make a prompt',
    'coach',
    () => '/c/northside/admin/prompts/new',
    'name="title"',
    (n) => ({ title: `Bench prompt ${n}`, body: 'Say hello.', intent: 'save' }),
  ),
  form('add a question to a prompt', 'coach', promptPath, 'name="title"', () => ({
    title: 'Bench prompt',
    body: 'Say {{what}}.',
    intent: 'variables.fill',
  })),
  form(
    'fill a prompt in',
    'member',
    ({ promptId }) => `/c/northside/prompts/${promptId}`,
    'value="run"',
    () => ({ 'value.who': 'Ada', 'value.day': '2026-03-31', 'value.tone': 'warm', intent: 'run' }),
  ),
  form('fill a prompt into a conversation', 'member', addPromptPath, 'value="use"', () => ({
    'value.who': 'Ada',
    'value.day': '2026-03-31',
    'value.tone': 'warm',
    intent: 'use',
  })),
  form(
    'take a file back from a message',
    'member',
    ({ conversationId }) => `/c/northside/sandbox/${conversationId}/files`,
    'type="file"',
    () => ({ file: crypto.randomUUID() }),
  ),
  ...(['attach', 'detach'] as const).map((intent) =>
    form(
      `${intent} a document`,
      'member',
      (samples) => `${conversationPath(samples)}/add?of=documents`,
      'name="document"',
      (_, html) => ({ intent, document: /name="document" value="([^"]*)"/.exec(html)?.[1] ?? '' }),
    ),
  ),
  form(
    'make an automation',
    'coach',
    () => '/c/northside/admin/automations/new?start=notes',
    'name="title"',
    (n) => ({ title: `Bench automation ${n}`, intent: 'save' }),
  ),
  form('add a step to an automation', 'coach', automationPath, 'name="title"', () => ({
    title: 'Bench automation',
    intent: 'steps.add',
  })),
  form(
    'start an automation',
    'member',
    ({ automationId }) => `/c/northside/automations/${automationId}`,
    'name="key"',
    () => ({ 'value.who': 'Ada' }),
  ),
  ofRun('again'),
  ofRun('stop'),
  ofRun('resume'),
  {
    ...begin,
    prepare: (all) => setAgent(all, 'published').then(() => begin.prepare(all)),
  },
  ofConversation('try again', 'failed', 'value="retry"'),
  ofConversation('go on from an answer', 'cut_off', 'value="continue"'),
  ofConversation('answer again', 'complete', 'value="retry"'),
  ofConversation('turn to another version', 'complete', 'value="branch"', (_, html) => ({
    to: /name="to" value="([0-9a-f-]{36})"/.exec(html)?.[1] ?? '',
  })),
  {
    what: 'send the text of a prompt',
    who: 'member',
    prepare: (all) =>
      ofConversation('send it', 'complete', 'name="message"', () => ({
        prompt: all.samples.promptId,
        message: 'As the prompt says.',
      })).prepare(all),
  },
  ofConversation('write a message anew', 'complete', 'name="message"', (_, html) => ({
    intent: 'edit',
    edits: /\?edit=([0-9a-f-]{36})/.exec(html)?.[1] ?? '',
    message: 'Anew, then.',
  })),
  ...(['rate', 'unrate'] as const).map((intent) =>
    ofConversation(`${intent} an answer`, 'complete', 'name="message"', (_, html) => ({
      intent,
      answer: /\?rate=([0-9a-f-]{36})/.exec(html)?.[1] ?? '',
      good: 'no',
      message: 'Too short.',
    })),
  ),
  ofConversation('report an answer', 'complete', 'name="message"', (_, html) => ({
    intent: 'report',
    answer: /\?rate=([0-9a-f-]{36})/.exec(html)?.[1] ?? '',
    message: 'It is wrong.',
  })),
  ofConversation('withdraw a report', 'complete', 'name="message"', (_, html) => ({
    intent: 'withdraw',
    answer: /\?rate=([0-9a-f-]{36})/.exec(html)?.[1] ?? '',
  })),
  form(
    'compare models',
    'member',
    ({ agentId }) => `/c/northside/sandbox/compare?agent=${agentId}`,
    'name="message"',
    (_, html) => ({ ...compared, agent: firstAgent(html), message: 'Which is better?' }),
  ),
  form('compare models, refused', 'member', comparePath, 'name="message"', () => ({
    ...compared,
    message: '',
  })),
  ...[comparePath, () => '/c/northside/sandbox/compare'].map((path, at) =>
    form(`keep what is to be compared, ${at}`, 'member', path, 'name="message"', (_, html) => ({
      ...compared,
      agent: firstAgent(html),
      instead: 'draft',
      message: 'Half a question',
    })),
  ),
  ...(['choose', 'undo'] as const).map((intent) =>
    form(`${intent} an answer`, 'member', comparisonPath, 'name="answer"', () => ({ intent })),
  ),
  comparedAgain(),
  form('set what is held', 'coach', moderation, 'name="words"', () => holds),
  form('set what is held, refused', 'coach', moderation, 'name="words"', () => ({
    ...holds,
    does: 'refuse',
  })),
  ofHeld('ask for a look', 'member', 'name="held"', () => ({ message: 'It is fine.' })),
  ofHeld('ask for a look, refused', 'member', 'name="held"', () => ({ message: '' })),
  ...['release', 'keep'].map((intent) =>
    ofHeld(`${intent} what is held`, 'coach', 'name="intent"', () => ({ intent, note: '' })),
  ),
  ofHeld('release what is held, refused', 'coach', 'name="intent"', () => ({
    intent: 'release',
    note: 'x'.repeat(2001),
  })),
  ...(['settle', 'reopen'] as const).map((intent) =>
    form(`${intent} a report`, 'coach', reportPath, 'name="intent"', () => ({ intent, note: '' })),
  ),
  form('settle a report, refused', 'coach', reportPath, 'name="intent"', () => ({
    intent: 'settle',
    note: 'x'.repeat(2001),
  })),
  ofConversation('stop an answer', 'streaming', 'value="stop"'),
  ofConversation(
    'rename a conversation',
    'complete',
    'value="rename"',
    () => ({ title: 'Renamed' }),
    '?rename',
  ),
  ofConversation('send a message', 'complete', 'name="message"', () => ({ message: 'And then?' })),
  ...['Half a thought', 'x'.repeat(32_001)].map((message) =>
    ofConversation(`keep a draft of ${message.length}`, 'complete', 'name="message"', () => ({
      instead: 'draft',
      message,
    })),
  ),
  form(
    'keep a draft by script',
    'member',
    (samples) => conversationPath(samples),
    'name="message"',
    () => ({ message: 'Half a thought' }),
    () => '/api/drafts',
  ),
  form(
    'begin a conversation without a message',
    'member',
    ({ agentId }) => `/c/northside/sandbox?agent=${agentId}`,
    'name="message"',
    () => ({ instead: 'begin', message: '' }),
  ),
  ...['members', 'public', ''].map(shareForm),
  ...['pin', 'archive', 'unarchive', 'unpin'].map((intent) =>
    form(
      `${intent} a conversation`,
      'member',
      optionsPath,
      'name="back"',
      () => ({ intent }),
      () => '/c/northside/sandbox/mine',
    ),
  ),
  ...['Work', 'x'.repeat(41)].map((folder) =>
    form(
      `put a conversation in ${folder.slice(0, 4)}`,
      'member',
      optionsPath,
      'name="folder"',
      () => ({
        folder,
      }),
    ),
  ),
  ...['Work', 'x'.repeat(41)].map((name) =>
    form(
      `rename a folder to ${name.slice(0, 4)}`,
      'member',
      () => '/c/northside/sandbox/mine?folder=Work',
      'value="rename"',
      () => ({ name }),
    ),
  ),
  form('revoke a copy', 'member', () => '/c/northside/sandbox/shared', 'name="copy"'),
  form('revoke a copy, as a coach', 'coach', () => '/c/northside/admin/shared', 'name="copy"'),
  ofConversation('delete a conversation', 'complete', 'value="delete"'),
  form('erase a conversation', 'member', trashPath, 'value="erase"', () => ({ intent: 'erase' })),
]

function agentFields(n: number): Record<string, string> {
  return {
    title: `Bench agent ${n}`,
    summary: 'Made by a bench.',
    greeting: 'Hello.',
    instructions: 'Answer in one sentence.',
    style: 'balanced',
    length: 'medium',
  }
}
