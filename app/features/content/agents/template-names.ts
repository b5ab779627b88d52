/** The agents that a coach can begin with. */
export const TEMPLATE_NAMES = ['roleplay', 'explainer', 'reviewer'] as const
export type TemplateName = (typeof TEMPLATE_NAMES)[number]
