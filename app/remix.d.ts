import '@remix-run/server-runtime'

// Loaders answer in the single-fetch form (remix.config.js); this tells the types.
declare module '@remix-run/server-runtime' {
  interface Future {
    v3_singleFetch: true
  }
}
