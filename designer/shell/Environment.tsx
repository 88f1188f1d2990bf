import { Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Check, ChevronDown, Settings2 } from 'lucide-react';
import type { EnvironmentInfo, Me } from '../../server/http/api.ts';
import { useEnvironments } from '../api/environments.ts';
import { addressIn, here } from '../api/here.ts';
import { environments as words } from '../text/en/environments.ts';

/** A red square where orders are real, a blue one in Test and Demo. */
export const Square = ({ color }: { color: EnvironmentInfo['color'] }) => (
  <span className="square" style={{ background: color === 'red' ? 'var(--parked)' : 'var(--running)' }} />
);

/** The same list, in the other world: a run of one is in no list of the other. */
const listOf = (path: string): string => path.match(/^\/(flows\/[^/]+|[^/]+)/)?.[0].replace(/^\/(runs|inbox|deliveries)\/.*/, '/$1') ?? '/flows';

/** Which world this is, and the way to the others. A page is in one of them from its first question to its last. */
export function Environment({ name }: { name: Me['environment'] }) {
  const all = useEnvironments().data ?? [];
  const shown = all.find((one) => (here === undefined ? one.active : one.name === here));
  const color = shown?.color ?? (name === 'Production' ? 'red' : 'blue');
  const title = shown?.title ?? here ?? name;
  if (all.length < 2)
    return (
      <span className="environment">
        <Square color={color} />
        {title}
      </span>
    );
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <button type="button" className="environment environment-switch" aria-label={words.now(title)}>
          <Square color={color} />
          {title}
          <ChevronDown size={12} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.switchTo}</Menu.Label>
        {all.map((one) => (
          <Menu.Item
            key={one.name}
            component="a"
            href={addressIn(listOf(location.pathname), one.active ? undefined : one.name)}
            leftSection={<Square color={one.color} />}
            rightSection={one === shown ? <Check size={14} aria-hidden /> : null}
            aria-current={one === shown ? 'true' : undefined}
          >
            {one.title}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} to="/settings/environments" leftSection={<Settings2 size={14} aria-hidden />}>
          {words.title}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
