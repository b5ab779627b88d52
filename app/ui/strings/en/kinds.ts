/** What the kinds of content are called. */

/** How each kind of content is called in a sentence. */
export const kindNames = {
  agent: { one: 'agent', a: 'an agent', many: 'agents' },
  video: { one: 'video', a: 'a video', many: 'videos' },
  document: { one: 'document', a: 'a document', many: 'documents' },
  prompt: { one: 'prompt', a: 'a prompt', many: 'prompts' },
  automation: { one: 'automation', a: 'an automation', many: 'automations' },
}
export type KindName = keyof typeof kindNames

export const words = {
  label: 'Kinds',
  favourites: 'Favourites',
  /** What an item in a list is to who reads it. */
  marks: { new: 'New', changed: 'Changed' },
  /** One of each, by itself. */
  one: {
    agent: 'Agent',
    video: 'Video',
    document: 'Document',
    prompt: 'Prompt',
    automation: 'Automation',
  },
  agent: 'Agents',
  video: 'Videos',
  document: 'Documents',
  prompt: 'Prompts',
  automation: 'Automations',
  missing: {
    title: 'This is not here',
    detail:
      'A coach may have taken it back or deleted it, or the address is mistyped. Nothing of yours is lost.',
    way: 'Look through what is there',
  },
}
