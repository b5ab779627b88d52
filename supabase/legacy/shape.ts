/** What the tables of the five kinds share. */
const itemColumns = {
  id: ['id'],
  communityId: ['community_id'],
  ownerId: ['created_by', 'owner_id', 'user_id', 'admin_id'],
  title: ['title', 'name'],
  summary: ['description', 'summary'],
  status: ['status', 'is_published', 'is_active', 'is_public', 'published'],
  createdAt: ['created_at'],
} as const

/** What says that somebody may not come in; each is read, whichever of them a table has. */
const stopColumns = {
  active: ['is_active', 'active'],
  enabled: ['is_enabled', 'enabled'],
  status: ['status', 'account_status'],
  banned: ['is_banned', 'banned'],
  blocked: ['is_blocked', 'blocked'],
  suspended: ['is_suspended', 'suspended'],
  disabled: ['is_disabled', 'disabled'],
  deleted: ['is_deleted', 'deleted'],
  bannedUntil: ['banned_until'],
  suspendedUntil: ['suspended_until', 'blocked_until'],
  bannedAt: ['banned_at'],
  blockedAt: ['blocked_at'],
  suspendedAt: ['suspended_at'],
  disabledAt: ['disabled_at', 'deactivated_at'],
  deletedAt: ['deleted_at'],
} as const

/**
 * The shape of the earlier AI GYM's database: which tables it may have, and by which names a column
 * of each was known. The first name that a table has is read; what is not named here is reported.
 */
export const legacyShape = {
  'auth.users': {
    id: ['id'],
    email: ['email'],
    password: ['encrypted_password'],
    confirmedAt: ['email_confirmed_at', 'confirmed_at'],
    metadata: ['raw_user_meta_data'],
    bannedUntil: ['banned_until'],
    deletedAt: ['deleted_at'],
    createdAt: ['created_at'],
  },
  'public.users': {
    id: ['id', 'user_id'],
    accountId: ['auth_id', 'auth_user_id', 'auth_uid'],
    email: ['email'],
    name: ['name', 'full_name', 'display_name', 'username'],
    password: ['password_hash', 'encrypted_password', 'password'],
    role: ['role'],
    communityId: ['community_id'],
    confirmed: ['email_verified', 'is_verified', 'verified'],
    ...stopColumns,
    createdAt: ['created_at'],
  },
  'public.admins': {
    id: ['id', 'admin_id'],
    accountId: ['auth_id', 'auth_user_id', 'user_id'],
    email: ['email'],
    name: ['name', 'full_name', 'display_name', 'username'],
    password: ['password_hash', 'encrypted_password', 'password'],
    role: ['role', 'level', 'admin_type'],
    communityId: ['community_id'],
    ...stopColumns,
    createdAt: ['created_at'],
  },
  'public.communities': {
    id: ['id'],
    name: ['name', 'title'],
    slug: ['slug'],
    description: ['description'],
    createdAt: ['created_at'],
  },
  'public.memberships': {
    userId: ['user_id', 'member_id'],
    communityId: ['community_id'],
    role: ['role'],
    createdAt: ['created_at', 'joined_at'],
  },
  'public.ai_agents': {
    ...itemColumns,
    title: ['name', 'title'],
    instructions: ['system_prompt', 'instructions', 'prompt'],
    greeting: ['greeting', 'welcome_message'],
    temperature: ['temperature'],
    maxTokens: ['max_tokens', 'max_output_tokens'],
  },
  'public.videos': {
    ...itemColumns,
    address: ['url', 'video_url', 'link'],
    duration: ['duration', 'duration_seconds'],
    transcript: ['transcript'],
  },
  'public.documents': {
    ...itemColumns,
    body: ['content', 'body', 'text'],
  },
  'public.prompts': {
    ...itemColumns,
    body: ['content', 'prompt', 'prompt_text', 'template', 'body'],
  },
  'public.automations': {
    ...itemColumns,
    title: ['name', 'title'],
    definition: ['config', 'definition', 'steps', 'workflow'],
  },
  'public.conversations': {
    id: ['id'],
    communityId: ['community_id'],
    ownerId: ['user_id', 'owner_id'],
    agentId: ['agent_id', 'ai_agent_id'],
    title: ['title', 'name'],
    messages: ['messages', 'history'],
    createdAt: ['created_at'],
  },
  'public.messages': {
    id: ['id'],
    conversationId: ['conversation_id'],
    author: ['role', 'sender', 'author'],
    text: ['content', 'text', 'message', 'body'],
    createdAt: ['created_at'],
  },
  'public.agent_conversations': {
    id: ['id'],
    communityId: ['community_id'],
    ownerId: ['user_id', 'owner_id'],
    agentId: ['agent_id', 'ai_agent_id'],
    title: ['title', 'name'],
    messages: ['messages', 'history'],
    // One question and its answer a row, where there is no list of messages.
    question: ['message', 'user_message', 'question'],
    answer: ['response', 'agent_response', 'answer'],
    createdAt: ['created_at'],
  },
} as const satisfies Record<string, Record<string, readonly string[]>>

export type LegacyTable = keyof typeof legacyShape

/** Other names that a table went by. */
export const otherNames: Partial<Record<LegacyTable, readonly string[]>> = {
  'public.memberships': ['public.community_members', 'public.community_users'],
  'public.ai_agents': ['public.agents'],
  'public.messages': ['public.conversation_messages', 'public.chat_messages'],
}

/** The tables of the five kinds, by the kind that their rows become. */
export const itemTables = {
  'public.ai_agents': 'agent',
  'public.videos': 'video',
  'public.documents': 'document',
  'public.prompts': 'prompt',
  'public.automations': 'automation',
} as const satisfies Partial<Record<LegacyTable, string>>

export type ItemTable = keyof typeof itemTables
export type ItemKind = (typeof itemTables)[ItemTable]
