/** What Vite makes of the app; `wrangler.toml` says where it lies. */
declare module 'server-build' {
  const build: import('@remix-run/cloudflare').ServerBuild & {
    entry: { module: typeof import('./entry.server') }
  }
  export = build
}
