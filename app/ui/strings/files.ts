import type { Language } from './language'

/** Translations as they were found: paths are `./<language>/<file>.ts`. */
export interface Files {
  /** Whole languages: the server's. */
  whole: Record<string, Language>
  /** One context at a time: the browser's, which loads what its page says and no more. */
  parts: Record<string, () => Promise<unknown>>
}

/** The folders beside English's. English itself is imported by whoever speaks it. */
export const files: Files = import.meta.env.SSR
  ? {
      whole: import.meta.glob<Language>(['./*/index.ts', '!./en/*'], {
        eager: true,
        import: 'language',
      }),
      parts: {},
    }
  : {
      whole: {},
      parts: import.meta.glob(['./*/*.ts', '!./en/*', '!./*/index.ts'], { import: 'words' }),
    }
