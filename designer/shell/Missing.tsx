import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { MapPinOff } from 'lucide-react';
import { Empty } from '../states/Empty.tsx';
import { en } from '../text/en.ts';
import { useCrumbs } from './crumbs.ts';

/** No page stands at this address. */
export function Missing() {
  useCrumbs([{ name: en.shell.missing }]);
  return (
    <div className="page">
      <h1 className="hidden-words">{en.shell.missing}</h1>
      <Empty
        kind="first"
        icon={MapPinOff}
        title={en.shell.missing}
        acts={
          <Button component={Link} to="/runs">
            {en.shell.toRuns}
          </Button>
        }
      >
        {en.shell.missingHelp}
      </Empty>
    </div>
  );
}
