/** Made by vite.islands.config.ts. */
declare module 'virtual:outline' {
  export const home: number[][]
  export const neighbours: number[][]
}
