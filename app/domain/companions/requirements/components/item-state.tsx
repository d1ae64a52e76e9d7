import { Icon } from '#app/ui/icon.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { requirementTexts } from '../messages.ts'
import type { Item } from '../rules.ts'

export function itemName(texts: ReturnType<typeof requirementTexts>, item: Item): string {
  switch (item.what) {
    case 'references': return texts.item_references(item.of ?? 0)
    case 'training': return texts.item_training(item.title ?? '')
    case 'age': return texts.item_age(item.of ?? 0)
    case 'sober': return texts.item_sober(item.of ?? 0)
    default: return texts[`item_${item.what}`]
  }
}

/** A line of a checklist: a tick or an open ring, and its name. */
export function ItemState({ met, name, progress }: { met: boolean; name: string; progress?: string }) {
  const texts = requirementTexts(useLanguage())
  return (
    <p className="flex gap-3 text-lg">
      {met ? <Icon name="check" className="mt-0.5 size-6 text-done" /> : <span aria-hidden="true" className="mt-1.5 ml-0.5 size-5 shrink-0 rounded-full border-2 border-edge" />}
      <span><span className="sr-only">{met ? texts.met : texts.notMet}: </span><span className={met ? '' : 'font-bold'}>{name}</span>{progress && <span className="text-soft"> · {progress}</span>}</span>
    </p>
  )
}
