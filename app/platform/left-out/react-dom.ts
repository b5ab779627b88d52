// Stands in for `react-dom` in the Worker (vite.config.ts): react-router-dom imports it for
// `flushSync`, which is for browsers. The server renders with `react-dom/server.browser`.

export function flushSync(): never {
  throw new Error('react-dom is left out of the Worker: only react-dom/server.browser is there')
}
