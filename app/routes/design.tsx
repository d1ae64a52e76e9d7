import { data, type HeadersFunction, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { visit } from '#app/domain/identity/gate.server.ts'
import { env } from '#app/platform/env.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { Board, Card, DefinitionList, EmptyState, NoticeCard, Tag } from '#app/ui/card.tsx'
import { Checkbox, Choice, ErrorSummary, Field, FieldGroup, FileField, Form, Select, TextArea } from '#app/ui/form.tsx'
import { Icon, type IconName, iconNames } from '#app/ui/icon.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { PlaceMap, PointPicker } from '#app/ui/map.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Landscape, Mark, PathDivider, PathList, PathSteps } from '#app/ui/path.tsx'
import { Prose } from '#app/ui/prose.tsx'
import { Pagination, Table, Tabs } from '#app/ui/table.tsx'
import { designTexts } from './messages/design.ts'

/** Every component in each state and theme, for those who build Samkraft. Does not exist in production. */
export async function loader(args: LoaderFunctionArgs) {
  await visit(args)
  const { DEMO, NODE_ENV, TILE_URL, TILE_ATTRIBUTION } = env()
  if (!DEMO && NODE_ENV !== 'development') notFound()
  return data({ tileUrl: TILE_URL, attribution: TILE_ATTRIBUTION }, { headers: { 'cache-control': 'private, no-store' } })
}
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders
export const meta = () => [{ title: 'Design · Samkraft' }, { name: 'robots', content: 'noindex' }]

const colours = ['paper', 'sheet', 'bark', 'line', 'edge', 'ink', 'soft', 'fjord', 'on-fjord', 'berry', 'berry-deep', 'on-berry', 'berry-wash', 'danger', 'danger-wash', 'done', 'done-wash', 'info-wash', 'glow'] as const
// Written out, so that the style sheet holds them.
const swatches: Record<(typeof colours)[number], string> = {
  paper: 'bg-paper', sheet: 'bg-sheet', bark: 'bg-bark', line: 'bg-line', edge: 'bg-edge', ink: 'bg-ink', soft: 'bg-soft', fjord: 'bg-fjord', 'on-fjord': 'bg-on-fjord', berry: 'bg-berry',
  'berry-deep': 'bg-berry-deep', 'on-berry': 'bg-on-berry', 'berry-wash': 'bg-berry-wash', danger: 'bg-danger', 'danger-wash': 'bg-danger-wash', done: 'bg-done', 'done-wash': 'bg-done-wash',
  'info-wash': 'bg-info-wash', glow: 'bg-glow',
}

export default function Design() {
  const texts = designTexts(useLanguage())
  const { tileUrl, attribution } = useLoaderData<typeof loader>()
  return (
    <Page title={texts.title} intro={texts.intro}>
      {(['light', 'dark'] as const).map((theme) => (
        <section key={theme} data-theme={theme} className="cut flex flex-col gap-12 border-2 border-edge bg-paper p-5 text-ink md:p-8" aria-label={theme === 'light' ? texts.day : texts.night}>
          <h2 className="text-2xl">{theme === 'light' ? texts.day : texts.night}</h2>
          <Colours />
          <Actions />
          <Notices />
          <Notes />
          <Paths />
          <Forms theme={theme} />
          <Lists theme={theme === 'light' ? texts.day : texts.night} />
        </section>
      ))}
      <h2 className="text-2xl">{texts.maps}</h2>
      <PlaceMap tileUrl={tileUrl} attribution={attribution} points={[{ lat: 58.852, lon: 5.736, title: texts.walk, to: '/activities', text: texts.when }, { lat: 59.329, lon: 18.068, title: texts.meal }]} />
      <Form action="/design" keep="design">
        <PointPicker legend={texts.point} latLabel={texts.lat} lonLabel={texts.lon} latName="map-lat" lonName="map-lon" searchUrl="https://ws.geonorge.no/adresser/v1/sok" tileUrl={tileUrl} attribution={attribution} />
      </Form>
      <Landscape title={texts.title} />
      <ActionBar><LinkButton to="#content">{texts.primary}</LinkButton><LinkButton kind="quiet" to="#content">{texts.quiet}</LinkButton></ActionBar>
    </Page>
  )
}

function Colours() {
  return (
    <ul className="grid grid-cols-3 gap-3 sm:grid-cols-5 lg:grid-cols-7">
      {colours.map((colour) => (
        <li key={colour} className="text-sm"><span className={`cut-small block h-14 border border-edge ${swatches[colour]}`} /><span className="wrap-anywhere">{colour}</span></li>
      ))}
    </ul>
  )
}

function Actions() {
  const texts = designTexts(useLanguage())
  return (
    <div className="flex flex-wrap items-center gap-4">
      <Mark className="size-16" />
      <Button type="button">{texts.primary}</Button>
      <Button type="button" kind="quiet">{texts.quiet}</Button>
      <Button type="button" kind="danger">{texts.danger}</Button>
      <Button type="button" kind="plain">{texts.plain}</Button>
      <LinkButton to="#content">{texts.primary}<Icon name="arrow" /></LinkButton>
      <p className="flex flex-wrap gap-3">{iconNames.map((name: IconName) => <Icon key={name} name={name} />)}</p>
    </div>
  )
}

function Notices() {
  const texts = designTexts(useLanguage())
  return (
    <div className="flex flex-col gap-4">
      {(['info', 'done', 'warning', 'danger'] as const).map((kind) => <Notice key={kind} kind={kind} title={texts.noticeTitle}>{texts.noticeText}</Notice>)}
    </div>
  )
}

function Notes() {
  const texts = designTexts(useLanguage())
  const leaf = { weekday: texts.weekday, day: '26', month: texts.month }
  return (
    <>
      <Board>
        <NoticeCard to="/activities" title={texts.walk} leaf={leaf} when={texts.when} where={texts.where} organisation="Veien videre" kind={texts.kind} places={texts.left} placesTone="berry" heading="h3" />
        <NoticeCard to="/activities" title={texts.longTitle} leaf={leaf} when={texts.when} where={texts.where} kind={texts.kind} cancelled={texts.cancelled} heading="h3" />
      </Board>
      <Card title={texts.card}>
        <p>{texts.noticeText}</p>
        <p className="flex flex-wrap gap-2"><Tag>{texts.kind}</Tag><Tag tone="berry">{texts.left}</Tag><Tag tone="done">{texts.yes}</Tag><Tag tone="danger">{texts.cancelled}</Tag></p>
      </Card>
      <EmptyState title={texts.emptyTitle} action={<LinkButton to="/activities">{texts.primary}</LinkButton>}><p>{texts.emptyText}</p></EmptyState>
      <DefinitionList items={[{ term: texts.lat, detail: texts.when }, { term: texts.lon, detail: texts.where }]} />
      <Prose><p>{texts.emptyText} <a href="#content">{texts.plain}</a></p><ul><li>{texts.walk}</li><li>{texts.meal}</li></ul></Prose>
    </>
  )
}

function Paths() {
  const texts = designTexts(useLanguage())
  const steps = [texts.step1, texts.step2, texts.step3, texts.step4]
  return (
    <>
      {steps.map((step, index) => <PathSteps key={step} steps={steps} current={index} />)}
      <PathDivider />
      <PathList stops={steps.map((title) => ({ title, text: texts.noticeText }))} />
    </>
  )
}

function Forms({ theme }: { theme: string }) {
  const texts = designTexts(useLanguage())
  const name = (field: string) => `${theme}-${field}`
  const options = [{ value: '1', label: texts.yes }, { value: '2', label: texts.no }]
  return (
    <div className="flex flex-col gap-6">
      <ErrorSummary errors={[{ name: name('wrong'), text: texts.wrong }]} id={name('errors')} />
      <Field label={texts.field} name={name('field')} hint={texts.hint} optional />
      <Field label={texts.field} name={name('wrong')} error={texts.wrong} defaultValue="31.02.2027" />
      <TextArea label={texts.area} name={name('area')} />
      <Select label={texts.select} name={name('select')} options={options} />
      <Checkbox label={texts.check} name={name('check')} hint={texts.hint} defaultChecked />
      <FileField label={texts.file} name={name('file')} />
      <FieldGroup legend={texts.group}><Choice legend={texts.choice} name={name('choice')} options={options.map((option) => ({ ...option, hint: texts.hint }))} value="1" /></FieldGroup>
    </div>
  )
}

function Lists({ theme }: { theme: string }) {
  const texts = designTexts(useLanguage())
  return (
    <>
      <Tabs label={`${texts.group} (${theme})`} tabs={[{ to: '#a', text: texts.step1, current: true }, { to: '#b', text: texts.step2 }, { to: '#c', text: texts.step3 }]} />
      <Table caption={texts.card} columns={[texts.field, texts.select, texts.choice]} rows={[{ key: '1', cells: [texts.walk, texts.when, texts.yes] }, { key: '2', cells: [texts.meal, texts.when, texts.no] }]} />
      <Pagination label={`${texts.step1} (${theme})`} page={2} pages={5} to={(page) => `#page-${page}`} />
    </>
  )
}
