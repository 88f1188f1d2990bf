import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import type { EnvironmentInfo } from '../../server/http/api.ts';
import { useMakeEnvironment } from '../api/environments.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { en } from '../text/en.ts';

const words = en.environments;
const usual = { test: 'Test', production: 'Production' } as const;

/** One click for each of the two that every hub may want. On a demo hub Test begins with the sandbox systems. */
export function MakeEnvironment({ known }: { known: readonly EnvironmentInfo[] }) {
  const make = useMakeEnvironment();
  const missing = (Object.keys(usual) as (keyof typeof usual)[]).filter((name) => !known.some((one) => one.name === name));
  const sandbox = known.find(({ name, active }) => active && name === 'demo')?.name;
  return (
    <div className="make-environment">
      {missing.map((name) => (
        <Button
          key={name}
          variant={name === 'test' ? 'filled' : 'default'}
          leftSection={<Plus size={14} />}
          loading={make.isPending && make.variables.name === name}
          onClick={() =>
            make.mutate(
              { name, ...(name === 'test' && sandbox !== undefined ? { bindingsOf: sandbox } : {}) },
              { onSuccess: ({ title }) => say(words.did(title)), onError: sayRefused },
            )
          }
        >
          {words.make(usual[name])}
        </Button>
      ))}
    </div>
  );
}
