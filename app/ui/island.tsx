import { useFrame } from './frame.tsx'

/**
 * Asks for a small script from app/ui/islands. Pages are not hydrated: an island finds its elements by data attributes
 * and makes them nicer. Asking twice on one page loads it once. Without its script the page must still do its job.
 */
export function Island({ name }: { name: string }) {
  const { islands, nonce } = useFrame()
  const src = islands[name]
  return src ? <script type="module" src={src} nonce={nonce} /> : null
}
