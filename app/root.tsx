import type { LoaderFunctionArgs } from '@remix-run/node'
import { isRouteErrorResponse, Links, Meta, Outlet, useRouteError, useRouteLoaderData } from '@remix-run/react'
import { visit } from '#app/domain/identity/gate.server.ts'
import { Document } from '#app/ui/layout.tsx'
import { ErrorScreen } from '#app/ui/error-screen.tsx'

/** What the frame of every page shows: who is signed in and where they work. */
export async function loader(args: LoaderFunctionArgs) {
  const { person } = await visit(args)
  return { person: person && { name: person.name, workplaces: person.workplaces } }
}

export function Layout({ children }: { children: React.ReactNode }) {
  const data = useRouteLoaderData<typeof loader>('root')
  return (
    <Document person={data?.person ?? null} head={<><Meta /><Links /></>}>
      {children}
    </Document>
  )
}

export default function App() {
  return <Outlet />
}

export function ErrorBoundary() {
  const error = useRouteError()
  return <ErrorScreen status={isRouteErrorResponse(error) ? error.status : 500} />
}
