import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [tailwindcss()],
  resolve: { alias: { '~': new URL('../app', import.meta.url).pathname } },
  esbuild: { jsx: 'automatic' },
  // As in the product: a browser takes no drawings out of a `data:` address.
  build: { assetsInlineLimit: 0 },
})
