import './environments.css';
import { Button, Menu } from '@mantine/core';
import { ArrowUpRight } from 'lucide-react';
import { useState } from 'react';
import { useDeployments, useEnvironments } from '../api/environments.ts';
import { useMe } from '../api/session.ts';
import { Square } from '../shell/Environment.tsx';
import { en } from '../text/en.ts';
import { PromoteDialog } from './PromoteDialog.tsx';
import { type Way, waysOf } from './ways.ts';

const words = en.environments;

/** Which version of a flow stands where, and the way from one environment to another; nothing where there is but one. */
export function Standing({ flowId, title }: { flowId: string; title: string }) {
  const deployments = useDeployments(flowId).data ?? [];
  const environments = useEnvironments().data ?? [];
  const isAdmin = useMe().data?.role === 'admin';
  const [way, setWay] = useState<Way>();
  if (deployments.length < 2) return null;
  const ways = isAdmin ? waysOf(deployments) : [];
  const colorOf = (name: string) => environments.find((one) => one.name === name)?.color ?? 'blue';
  const [only] = ways;
  return (
    <div className="standing">
      <ul aria-label={words.standing}>
        {deployments.map(({ environment, title: name, deployed }) => (
          <li key={environment} data-none={deployed === undefined}>
            <Square color={colorOf(environment)} />
            {words.at(name, deployed?.number)}
          </li>
        ))}
      </ul>
      {ways.length === 1 && only ? (
        <Button leftSection={<ArrowUpRight size={14} />} onClick={() => setWay(only)}>
          {words.promote(only.toTitle)}
        </Button>
      ) : ways.length > 1 ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button leftSection={<ArrowUpRight size={14} />}>{words.promoteTo}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {ways.map((one) => (
              <Menu.Item key={`${one.from}/${one.to}`} leftSection={<Square color={colorOf(one.to)} />} onClick={() => setWay(one)}>
                {words.way(one.fromTitle, one.toTitle)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
      {way ? <PromoteDialog flowId={flowId} title={title} way={way} onClose={() => setWay(undefined)} /> : null}
    </div>
  );
}
