/** The automations that a coach can begin with. */
export const TEMPLATE_NAMES = ['reply', 'notes', 'lesson'] as const
export type TemplateName = (typeof TEMPLATE_NAMES)[number]
