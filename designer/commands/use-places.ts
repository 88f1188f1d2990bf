import { useNavigate } from '@tanstack/react-router';
import { FileSearch, Workflow } from 'lucide-react';
import { useFlows } from '../api/flows.ts';
import { useMe } from '../api/session.ts';
import { demoPlace, places, setUpPlaces } from '../shell/places.ts';
import { commands as words } from '../text/en/commands.ts';
import type { Command } from './command.ts';
import { useCommands } from './registry.ts';

/** Goes to any page or flow, and finds orders, from anywhere. */
export function usePlaceCommands(): void {
  const navigate = useNavigate();
  const flows = useFlows().data ?? [];
  const me = useMe().data;
  useCommands((text): Command[] => [
    ...[...places, ...setUpPlaces, ...(me?.demo ? [demoPlace] : [])].map(
      (place): Command => ({ id: place.to, group: 'go', title: place.name, why: words.page, icon: place.icon, run: () => void navigate({ to: place.to }) }),
    ),
    ...flows.map(
      (flow): Command => ({
        ...{ id: `flow ${flow.id}`, group: 'go', title: flow.title, why: words.flow, icon: Workflow },
        run: () => void navigate({ to: '/flows/$flowId', params: { flowId: flow.id } }),
      }),
    ),
    ...(text === ''
      ? []
      : [
          {
            id: 'orders',
            group: 'orders' as const,
            title: words.orders(text),
            why: words.exactly,
            icon: FileSearch,
            run: () => void navigate({ to: '/runs', search: { key: text } }),
          },
        ]),
  ]);
}
