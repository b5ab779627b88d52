import * as build from 'server-build'

// Everything comes through the server build. A module imported both here and by a route would be
// bundled twice: two caches, and an `instanceof` that fails.
const {
  AnswerObject,
  AuditObject,
  ConnectionPoolObject,
  LimiterObject,
  adoptConsole,
  createLog,
  scheduled,
  serve,
} = build.entry.module

adoptConsole(console, createLog({}))

export { AnswerObject, AuditObject, ConnectionPoolObject, LimiterObject }

export default {
  fetch: (request, env, ctx) => serve(build, request, env, (work) => ctx.waitUntil(work)),
  scheduled: (_event, env, ctx) => scheduled(env, (work) => ctx.waitUntil(work)),
} satisfies ExportedHandler<object>
