import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { feature } from 'topojson-client'
import { defineConfig, type Plugin } from 'vite'

const folder = fileURLToPath(new URL('./app/ui/islands', import.meta.url))
const islands = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.includes('.test.'))

/**
 * The small scripts of app/ui/islands, built beside the site: build/client/islands/[name]-[hash].js and a manifest that
 * the server reads once. Beside them /embed.js, for organisations' own websites. Runs after the site's own build and empties nothing.
 */
export default defineConfig({
  publicDir: false,
  plugins: [outline()],
  build: {
    outDir: 'build/client',
    emptyOutDir: false,
    manifest: 'islands/manifest.json',
    target: 'es2020',
    modulePreload: false,
    assetsInlineLimit: 0,
    rollupOptions: {
      input: {
        ...Object.fromEntries(islands.map((file) => [basename(file, '.ts'), `${folder}/${file}`])),
        embed: fileURLToPath(new URL('./app/ui/embed/embed.ts', import.meta.url)),
      },
      output: {
        // Other sites name this one in their pages, so its address stays.
        entryFileNames: (chunk) => (chunk.name === 'embed' ? 'embed.js' : 'islands/[name]-[hash].js'),
        chunkFileNames: 'islands/[name]-[hash].js',
        assetFileNames: 'islands/[name]-[hash][extname]',
      },
    },
  },
})

/**
 * `virtual:outline`: the coasts of Norway and Sweden with their neighbours' land, for a map without tiles. From
 * world-atlas (Natural Earth 1:50m), rounded to about a kilometre; each ring is [lat, lon, then steps] in hundredths of a degree.
 */
function outline(): Plugin {
  const id = '\0outline'
  return {
    name: 'outline',
    resolveId: (source) => (source === 'virtual:outline' ? id : undefined),
    load(loaded) {
      if (loaded !== id) return
      const atlas = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('world-atlas/countries-50m.json'), 'utf8'))
      const ringsOf = (...codes: string[]) =>
        atlas.objects.countries.geometries
          .filter((country: { id: string }) => codes.includes(country.id))
          .flatMap((country: object) => (feature(atlas, country as never) as unknown as { geometry: { type: string; coordinates: any } }).geometry)
          .flatMap((geometry: { type: string; coordinates: any }) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates))
          .map((polygon: [number, number][][]) => polygon[0]!)
          .filter((ring: [number, number][]) => ring.every(([lon, lat]) => lat > 53 && lat < 72 && lon > 3 && lon < 33) && ring.length > 8)
          .map(steps)
      const home = ringsOf('578', '752')
      const neighbours = ringsOf('246', '208')
      return `export const home = ${JSON.stringify(home)}\nexport const neighbours = ${JSON.stringify(neighbours)}`
    },
  }
}

function steps(ring: [number, number][]) {
  let [lat, lon] = [0, 0]
  return ring.flatMap(([x, y]) => {
    const [north, east] = [Math.round(y * 100), Math.round(x * 100)]
    const step = [north - lat, east - lon]
    ;[lat, lon] = [north, east]
    return step
  })
}
