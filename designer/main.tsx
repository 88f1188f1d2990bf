import '@fontsource-variable/inter';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './theme/tokens.css';
import './theme/base.css';
import './theme/mantine.css';
import './states/states.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { queryClient } from './api/query-client.ts';
import { theme } from './theme/theme.ts';

/** Somebody who holds a link has no account: of all pages this is theirs, and it asks nothing else of the hub. */
const OutsidePage = lazy(() => import('./outside/OutsidePage.tsx'));
const token = /^\/t\/([^/]+)\/?$/.exec(location.pathname)?.[1];

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no element with id "root" to draw the designer in');

createRoot(place).render(
  <MantineProvider theme={theme} defaultColorScheme="auto">
    <QueryClientProvider client={queryClient}>
      <Notifications position="bottom-right" />
      {token === undefined ? (
        <App />
      ) : (
        <Suspense>
          <OutsidePage token={token} />
        </Suspense>
      )}
    </QueryClientProvider>
  </MantineProvider>,
);
