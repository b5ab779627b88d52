import * as build from 'server-build'

// Everything comes through the server build. A module imported both here and by a route would be
// bundled twice: two caches, and an `instanceof` that fails.
const { AnswerObject, ConnectionPoolObject, LimiterObject, serve } = build.entry.module

export { AnswerObject, ConnectionPoolObject, LimiterObject }

export default {
  fetch: (request, env, ctx) => serve(build, request, env, (work) => ctx.waitUntil(work)),
} satisfies ExportedHandler<object>
