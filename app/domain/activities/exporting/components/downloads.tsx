import { useLanguage } from '#app/ui/language.tsx'
import { exportTexts } from '../messages.ts'

/** Below a list of names: the ways to take it along, and what that means. */
export function Downloads({ address }: { address: string }) {
  const texts = exportTexts(useLanguage())
  const link = 'link inline-flex min-h-11 items-center'
  return (
    <div className="not-printed mt-2 text-soft">
      <p className="flex flex-wrap items-center gap-x-4">
        <span>{texts.downloads}</span>
        <a href={`${address}/export.xlsx`} download aria-label={texts.asExcelOf} className={link}>{texts.asExcel}</a>
        <a href={`${address}/export.csv`} download aria-label={texts.asCsvOf} className={link}>{texts.asCsv}</a>
      </p>
      <p>{texts.careful}</p>
    </div>
  )
}
