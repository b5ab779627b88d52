import { index, layout, type RouteConfig, route } from '@remix-run/route-config'

/** The URL map. A file under `routes/` serves exactly one line of it. */
export default [
  index('routes/home/landing.tsx'),
  route('/dashboard', 'routes/home/dashboard.tsx'),
  route('/sandbox', 'routes/home/sandbox.tsx'),
  route('/communities', 'routes/home/communities.tsx'),

  route('/login', 'routes/auth/login.tsx'),
  route('/signup', 'routes/auth/signup.tsx'),
  route('/logout', 'routes/auth/logout.tsx'),
  route('/forgot-password', 'routes/auth/forgot-password.tsx'),
  route('/reset-password', 'routes/auth/reset-password.tsx'),
  route('/auth/code', 'routes/auth/code.tsx'),
  route('/auth/confirm', 'routes/auth/confirm.tsx'),

  route('/settings', 'routes/settings/home.tsx'),
  route('/settings/profile', 'routes/settings/profile.tsx'),
  route('/settings/password', 'routes/settings/password.tsx'),
  route('/settings/sessions', 'routes/settings/sessions.tsx'),

  // The platform's pages, for super admins.
  route('/admin', 'routes/home/admin.tsx'),
  route('/admin/dashboard', 'routes/platform/dashboard.tsx'),

  // A community's pages: the community is in the address.
  route('/c/:community', 'routes/community/layout.tsx', [
    index('routes/community/home.tsx'),
    route('dashboard', 'routes/community/dashboard.tsx'),
    route('admin', 'routes/community/admin.tsx'),
    route('admin/members', 'routes/community/members.tsx'),
    route('admin/settings', 'routes/community/settings.tsx'),
    route('search', 'routes/library/search.tsx'),
    route('search/names', 'routes/library/search-names.ts'),
    route('agents', 'routes/library/agents.tsx'),
    route('agents/:agent', 'routes/library/agent.tsx'),
    route('admin/agents', 'routes/admin/agents.tsx'),
    route('admin/agents/new', 'routes/admin/agent-new.tsx'),
    route('admin/agents/:agent', 'routes/admin/agent-edit.tsx'),
    route('admin/files/:item', 'routes/files/item-files.tsx'),
    layout('routes/sandbox/layout.tsx', [
      route('sandbox', 'routes/sandbox/begin.tsx'),
      route('sandbox/trash', 'routes/sandbox/trash.tsx'),
      route('sandbox/:conversation', 'routes/sandbox/conversation.tsx'),
    ]),
  ]),

  route('/unsent', 'routes/sandbox/unsent.tsx'),
  route('/unsent/agent', 'routes/admin/unsent-agent.tsx'),
  route('/api/answers', 'routes/api/answers.ts'),
  route('/api/answers/:answer', 'routes/api/answers-follow.ts'),
  route('/api/uploads', 'routes/files/uploads.ts'),
  route('/api/uploads/:upload', 'routes/files/upload.ts'),
  route('/api/uploads/:upload/parts', 'routes/files/upload-parts.ts'),
  route('/files/:file/:name', 'routes/files/file.ts'),
  route('/healthz', 'routes/api/healthz.ts'),
  route('/readyz', 'routes/api/readyz.ts'),
  route('/problem/:code', 'routes/problem.tsx'),
  route('*', 'routes/not-found.tsx'),
] satisfies RouteConfig
