import { TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { embeddingTexts } from '../messages.ts'

interface Props { script: string; frame: string; site: string; preview: string; previewTitle: string }

/** The line to copy, another for sites without scripts, and how the list looks. */
export function EmbedSettings({ script, frame, site, preview, previewTitle }: Props) {
  const texts = embeddingTexts(useLanguage())
  return (
    <>
      <TextArea label={texts.oneLine} hint={texts.oneLineHint} name="script" rows={6} readOnly defaultValue={script} spellCheck={false} className="break-all" />
      <section aria-labelledby="preview" className="flex max-w-text flex-col gap-3">
        <h2 id="preview" className="text-2xl">{texts.preview}</h2>
        {/* oxlint-disable-next-line react/iframe-missing-sandbox -- our own page, whose policy lets it do nothing */}
        <iframe src={preview} title={previewTitle} className="h-96 w-full border border-line bg-sheet p-3" />
        <p className="text-soft">{texts.previewEmpty}</p>
      </section>
      <section aria-labelledby="frame" className="flex max-w-text flex-col gap-3">
        <h2 id="frame" className="text-2xl">{texts.frame}</h2>
        <TextArea label={texts.frameHint} name="frame" rows={6} readOnly defaultValue={frame} spellCheck={false} className="break-all" />
        <p className="text-soft">{texts.policy(site)}</p>
      </section>
    </>
  )
}
