/**
 * Browser and system in plain words, from what the browser says about itself: enough to recognise one's own phone in a
 * list, no more. Order matters: most browsers also claim to be those further down.
 */
const browsers: [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Vivaldi\//, 'Vivaldi'],
  [/Chrom(e|ium)\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/iPhone|iPod/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'Chromebook'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/Linux|X11/, 'Linux'],
]

/** "Safari, iPhone"; an empty text when neither is known. */
export function deviceFrom(userAgent: string | null): string {
  const named = (list: [RegExp, string][]) => list.find(([sign]) => sign.test(userAgent ?? ''))?.[1]
  return [named(browsers), named(systems)].filter(Boolean).join(', ')
}

/** Soon after signing in by mail one has just shown to own the address; later one is asked to show it again. */
export const isFresh = (since: Date, now: Date) => now.getTime() - since.getTime() < 15 * 60_000
