/** What Vite makes of the app. The file exists only after a build. */
declare module '*/build/server/index.js' {
  const build: import('@remix-run/cloudflare').ServerBuild & {
    entry: { module: typeof import('./entry.server') }
  }
  export = build
}
