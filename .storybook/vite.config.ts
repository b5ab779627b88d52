import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [tailwindcss()],
  resolve: { alias: { '~': new URL('../app', import.meta.url).pathname } },
  esbuild: { jsx: 'automatic' },
})
