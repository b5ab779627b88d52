import '../bench/growth/app-imports.ts'

// What it tries goes through the app's own sources, which plain Node reads from here on.
await import('./proof.ts')
