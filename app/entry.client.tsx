// No page is hydrated (docs/decisions): Remix wants this file, no page loads it.
export {}
