import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { EmbedSettings } from '#app/domain/activities/embedding/components/embed-settings.tsx'
import { frameLine, scriptLine } from '#app/domain/activities/embedding/lines.ts'
import { embeddingTexts } from '#app/domain/activities/embedding/messages.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { env } from '#app/platform/env.server.ts'
import { Page } from '#app/ui/layout.tsx'
import { useLanguage } from '#app/ui/language.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { organisation, language } = await requireMember(args, args.params.org, 'administrator')
  const { APP_URL } = env()
  return {
    title: embeddingTexts(language).title, base: `/manage/${organisation.slug}/settings`, site: APP_URL,
    // In the organisation's language, whatever its administrator reads.
    script: scriptLine(organisation, organisation.language, APP_URL), frame: frameLine(organisation, organisation.language, APP_URL),
    preview: `/o/${organisation.slug}/embed?lang=${organisation.language}`, previewTitle: embeddingTexts(language).upcoming(organisation.name),
  }
}

export default function Screen() {
  const { title, base, ...lines } = useLoaderData<typeof loader>()
  const texts = embeddingTexts(useLanguage())
  return <Page title={title} intro={texts.intro} back={{ to: base, text: texts.settings }}><EmbedSettings {...lines} /></Page>
}
