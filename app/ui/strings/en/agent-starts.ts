/** What a coach can begin an agent with; what the templates hold is in `agent-templates.ts`. */
export const words = {
  blank: 'An empty form',
  roleplay: 'A role to practise with',
  explainer: 'Explain and ask back',
  reviewer: 'Feedback on a text',
}
