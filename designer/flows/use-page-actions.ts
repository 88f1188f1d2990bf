import { useEffect, useMemo, useRef } from 'react';
import type { Action } from '../edit/actions.ts';
import { flow as words } from '../text/en/flow.ts';
import type { FlowView } from './flow-view.ts';

interface Page {
  deploy: () => void;
  show: (change: Partial<FlowView>) => void;
  shown: 'canvas' | 'outline';
}

const always = () => true;

/** What the page of a flow can do beside the drawing itself, by key, menu and Ctrl K. */
export function usePageActions(page: Page): readonly Action[] {
  const latest = useRef(page);
  useEffect(() => void (latest.current = page));
  return useMemo(
    (): Action[] => [
      { id: 'try', name: words.acts.try, group: 'flow', keys: ['T'], when: always, run: () => latest.current.show({ mode: 'try' }) },
      { id: 'deploy', name: words.acts.deploy, group: 'flow', keys: ['Mod+Shift+D'], when: always, run: () => latest.current.deploy() },
      {
        ...{ id: 'outline', name: words.acts.outline, group: 'flow', keys: ['O'], when: always },
        run: () => latest.current.show({ view: latest.current.shown === 'canvas' ? 'outline' : 'canvas' }),
      },
      { id: 'live', name: words.acts.live, group: 'flow', when: always, run: () => latest.current.show({ mode: 'live' }) },
      { id: 'versions', name: words.acts.versions, group: 'flow', when: always, run: () => latest.current.show({ mode: 'versions' }) },
    ],
    [],
  );
}
