/** An agent, as members find it. */
export const words = {
  agent: {
    practise: 'Practise with this agent',
    compare: 'Compare models with it',
    greeting: 'How it begins',
    questions: 'Try one of these',
    back: 'All agents',
    edit: 'Edit this agent',
  },
}
