import { index, type RouteConfig, route } from '@remix-run/route-config'

/** The URL map. A file under `routes/` serves exactly one line of it. */
export default [
  route('/login', 'routes/auth/login.tsx'),
  route('/signup', 'routes/auth/signup.tsx'),
  route('/logout', 'routes/auth/logout.tsx'),
  route('/forgot-password', 'routes/auth/forgot-password.tsx'),
  route('/reset-password', 'routes/auth/reset-password.tsx'),
  route('/auth/code', 'routes/auth/code.tsx'),
  route('/auth/confirm', 'routes/auth/confirm.tsx'),

  // A community's pages: the community is in the address.
  route('/c/:community', 'routes/community/layout.tsx', [
    index('routes/community/home.tsx'),
    route('agents', 'routes/library/agents.tsx'),
    route('agents/:agent', 'routes/library/agent.tsx'),
    route('admin/agents', 'routes/admin/agents.tsx'),
    route('admin/agents/new', 'routes/admin/agent-new.tsx'),
    route('admin/agents/:agent', 'routes/admin/agent-edit.tsx'),
  ]),

  route('/healthz', 'routes/api/healthz.ts'),
  route('/readyz', 'routes/api/readyz.ts'),
  route('/problem/:code', 'routes/problem.tsx'),
  route('*', 'routes/not-found.tsx'),
] satisfies RouteConfig
