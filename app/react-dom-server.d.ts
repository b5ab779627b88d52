/** React 18 ships this entry without types; it is the one that runs on workerd and in Node alike. */
declare module 'react-dom/server.browser' {
  export { renderToReadableStream } from 'react-dom/server'
}
