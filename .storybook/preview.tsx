import type { Preview } from '@storybook/react-vite'
import '../app/ui/styles/app.css'

const preview: Preview = {
  globalTypes: {
    theme: {
      description: 'Theme',
      toolbar: {
        icon: 'contrast',
        dynamicTitle: true,
        items: [
          { value: 'system', title: 'As the device' },
          { value: 'light', title: 'Light' },
          { value: 'dark', title: 'Dark' },
        ],
      },
    },
    direction: {
      description: 'Direction of reading',
      toolbar: {
        icon: 'transfer',
        dynamicTitle: true,
        items: [
          { value: 'ltr', title: 'Left to right' },
          { value: 'rtl', title: 'Right to left' },
        ],
      },
    },
  },
  initialGlobals: { theme: 'system', direction: 'ltr' },
  decorators: [
    (Story, { globals }) => {
      const { documentElement: root } = document
      root.lang = 'en'
      root.dir = globals.direction === 'rtl' ? 'rtl' : 'ltr'
      if (globals.theme === 'system') delete root.dataset.theme
      else root.dataset.theme = String(globals.theme)
      return <Story />
    },
  ],
}

export default preview
