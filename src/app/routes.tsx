/** Address → screen: the table of contents of the product. */
import { lazy, Suspense, type ComponentType } from 'react'
import { Route, Switch } from 'wouter'
import { EmptyState } from '#ui/EmptyState.tsx'
import { ButtonLink } from '#ui/ButtonLink.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { paths } from '#workbench/paths.ts'
import { HomeScreen } from '#features/home/HomeScreen.tsx'
import { Compass } from 'lucide-react'

const screens: readonly { readonly path: string; readonly screen: ComponentType<Record<string, never>> | ComponentType }[] = [
  { path: '/', screen: HomeScreen },
  { path: '/drafts/:draft/columns', screen: lazy(() => import('#features/columns/ColumnsScreen.tsx').then((m) => ({ default: m.ColumnsScreen }))) },
  { path: '/drafts/:draft/review', screen: lazy(() => import('#features/review/ReviewScreen.tsx').then((m) => ({ default: m.ReviewScreen }))) },
  { path: '/drafts/:draft', screen: lazy(() => import('#features/draft/DraftScreen.tsx').then((m) => ({ default: m.DraftScreen }))) },
  { path: '/jobs', screen: lazy(() => import('#features/jobs/JobsScreen.tsx').then((m) => ({ default: m.JobsScreen }))) },
  { path: '/jobs/:job', screen: lazy(() => import('#features/jobs/JobScreen.tsx').then((m) => ({ default: m.JobScreen }))) },
  { path: '/users', screen: lazy(() => import('#features/users/UsersScreen.tsx').then((m) => ({ default: m.UsersScreen }))) },
  { path: '/settings', screen: lazy(() => import('#features/settings/SettingsScreen.tsx').then((m) => ({ default: m.SettingsScreen }))) },
]

function NoSuchScreen() {
  return (
    <EmptyState icon={<Compass />} title="There is no such page" action={<ButtonLink href={paths.home()}>Go to Home</ButtonLink>}>
      The address does not name a screen of Rollcall. Nothing was lost.
    </EmptyState>
  )
}

export function Routes() {
  return (
    <Suspense fallback={<Skeleton rows={8} />}>
      <Switch>
        {screens.map(({ path, screen: Screen }) => (
          <Route key={path} path={path}>
            <Screen />
          </Route>
        ))}
        <Route>
          <NoSuchScreen />
        </Route>
      </Switch>
    </Suspense>
  )
}
