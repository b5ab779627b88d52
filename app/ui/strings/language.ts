/** What every language has; English sets the shape. */
export type Language = typeof import('./en').language
