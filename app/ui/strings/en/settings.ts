/** One's own account. */
export const words = {
  title: 'Settings',
  nav: 'Settings',
  profile: {
    title: 'Profile',
    email: (email: string) => `You sign in with ${email}.`,
    submit: 'Save name',
  },
  password: {
    title: 'Password',
    lede: 'After the change you are signed out everywhere else.',
    submit: 'Change password',
  },
  sessions: {
    title: 'Devices',
    lede: 'You may be signed in on other devices and browsers. If one is lost, or was not yours, end those sessions here. This one stays.',
    submit: 'Sign out everywhere else',
  },
}
