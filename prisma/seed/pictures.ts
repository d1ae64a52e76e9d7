import sharp from 'sharp'
import type { PictureName } from './story.ts'

/** Drawn, not photographed: the demo borrows nobody's face. Each is turned into the same kind of file an organiser's photo becomes. */
const width = 960
const height = 540
const path = (d: string, colour: string, line = 14) => `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${line}" stroke-linecap="round" stroke-linejoin="round"/>`
const sky = (top: string, bottom: string) =>
  `<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient></defs><rect width="${width}" height="${height}" fill="url(#sky)"/>`

const drawings: Record<PictureName, string> = {
  hills: `${sky('#2b4a63', '#e8b27a')}<circle cx="720" cy="230" r="52" fill="#f6d9a8"/><path d="M0 380 Q180 240 330 330 T640 270 T960 340 V540 H0Z" fill="#3f6272"/><path d="M0 460 Q260 330 470 430 T960 400 V540 H0Z" fill="#1f3d4a"/>${path('M120 540 Q260 470 400 470 Q500 460 480 410 Q460 360 580 345 Q680 320 716 262', '#f3c26b')}`,
  sea: `${sky('#cfe0e4', '#f5ead8')}<circle cx="260" cy="210" r="44" fill="#f0b45e"/><rect y="300" width="960" height="240" fill="#2f6674"/>${path('M0 350 Q120 330 240 350 T480 350 T720 350 T960 350', '#7fb0b5', 8)}${path('M0 410 Q140 390 280 410 T560 410 T840 410 T1120 410', '#5b95a0', 8)}<path d="M0 540 V470 Q300 430 560 490 T960 480 V540Z" fill="#e6d3ae"/>`,
  cup: `<rect width="960" height="540" fill="#f3ead9"/><rect y="400" width="960" height="140" fill="#c99a63"/><path d="M360 230 H600 V330 Q600 410 520 410 H440 Q360 410 360 330Z" fill="#1f4e5a"/>${path('M600 260 Q680 260 672 315 T598 352', '#1f4e5a', 22)}${path('M430 190 Q410 150 440 120 T430 60', '#b9c9c6', 10)}${path('M520 190 Q500 150 530 120 T520 60', '#b9c9c6', 10)}`,
  table: `<rect width="960" height="540" fill="#23414d"/><path d="M120 260 H840 L930 460 H30Z" fill="#d9b27c"/>${[210, 370, 530, 690].map((x) => `<ellipse cx="${x}" cy="310" rx="52" ry="18" fill="#f6efe2"/><ellipse cx="${x - 20}" cy="410" rx="66" ry="23" fill="#f6efe2"/>`).join('')}<circle cx="480" cy="120" r="46" fill="#f0b45e"/>${path('M480 0 V74', '#0f2630', 6)}`,
  lights: `<rect width="960" height="540" fill="#14242f"/>${[0, 1, 2, 3, 4].map((house) => `<path d="M${house * 196} 540 V250 L${house * 196 + 90} 170 L${house * 196 + 180} 250 V540Z" fill="#22404d"/>${[0, 1].flatMap((x) => [0, 1, 2].map((y) => ((house + x + y * 2) % 3 === 0 ? '' : `<rect x="${house * 196 + 34 + x * 70}" y="${286 + y * 76}" width="40" height="46" fill="#f3c26b"/>`))).join('')}`).join('')}${[90, 300, 520, 700, 860].map((x, i) => `<circle cx="${x}" cy="${40 + (i % 3) * 36}" r="3" fill="#f6efe2"/>`).join('')}`,
  park: `${sky('#d7e6e6', '#f3ead9')}<rect y="340" width="960" height="200" fill="#6f9a6b"/>${[120, 300, 700, 860].map((x, i) => `<rect x="${x - 9}" y="${250 - (i % 2) * 20}" width="18" height="120" fill="#6b4a32"/><circle cx="${x}" cy="${210 - (i % 2) * 20}" r="${70 + (i % 2) * 14}" fill="#2f6650"/>`).join('')}${path('M420 540 Q470 470 440 420 T520 345', '#f3e3bd', 26)}`,
}

export async function drawPictures(): Promise<{ name: PictureName; bytes: Buffer; width: number; height: number }[]> {
  return Promise.all((Object.keys(drawings) as PictureName[]).map(async (name) => ({
    name, width, height,
    bytes: await sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${drawings[name]}</svg>`)).webp({ quality: 76 }).toBuffer(),
  })))
}
