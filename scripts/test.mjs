import { runOnPinnedNode } from './bootstrap.mjs'

await runOnPinnedNode('check.ts')
