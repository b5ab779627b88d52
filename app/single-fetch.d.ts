import '@remix-run/cloudflare'

// Loaders' data arrives as it was returned, Dates included, and not as JSON.
declare module '@remix-run/cloudflare' {
  interface Future {
    v3_singleFetch: true
  }
}
