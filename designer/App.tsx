import { RouterProvider } from '@tanstack/react-router';
import { useMe } from './api/session.ts';
import { router } from './router.tsx';
import { SignIn } from './sign-in/SignIn.tsx';
import { PanelError } from './states/PanelError.tsx';
import { en } from './text/en.ts';

/** Sign-in for strangers, the pages for people. */
export function App() {
  const me = useMe();
  if (me.isPending) return null;
  if (me.isError) return <PanelError title={en.shell.unreachable} error={me.error} onAgain={() => void me.refetch()} />;
  return me.data ? <RouterProvider router={router} /> : <SignIn />;
}
