import type { LoaderFunctionArgs } from '@remix-run/node'
import { isRouteErrorResponse, Links, Meta, Outlet, useRouteError, useRouteLoaderData } from '@remix-run/react'
import { visit } from '#app/domain/identity/gate.server.ts'
import { Document } from '#app/ui/layout.tsx'
import { ErrorScreen, ErrorTitle } from '#app/ui/error-screen.tsx'

/** What the frame of every page shows: who is signed in and where they work. */
export async function loader(args: LoaderFunctionArgs) {
  const { person } = await visit(args)
  return { person: person && { name: person.name, workplaces: person.workplaces } }
}

export function Layout({ children }: { children: React.ReactNode }) {
  const data = useRouteLoaderData<typeof loader>('root')
  const error = useRouteError()
  return (
    <Document person={data?.person ?? null} head={error ? <ErrorTitle status={statusOf(error)} /> : <><Meta /><Links /></>}>
      {children}
    </Document>
  )
}

export default function App() {
  return <Outlet />
}

export function ErrorBoundary() {
  return <ErrorScreen status={statusOf(useRouteError())} />
}

const statusOf = (error: unknown) => (isRouteErrorResponse(error) ? error.status : 500)
