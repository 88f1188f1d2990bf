import { CirclePause } from 'lucide-react';
import { useSwitches } from '../api/held.ts';
import { When } from '../show/When.tsx';
import { switches as words } from '../text/en/switches.ts';
import { SwitchButton } from './SwitchButton.tsx';

/** The trigger a node is, or the connection its calls go through: on or off, and the way to turn it. */
export function NodeSwitches({ flow, node }: { flow: string; node: string }) {
  const found = (useSwitches().data ?? []).filter(({ kind, nodes }) => kind !== 'flow' && nodes.some((one) => one.flow === flow && one.node === node));
  return found.map((one) => (
    <div key={one.id} className="node-switch" data-paused={one.paused || undefined}>
      <div>
        <p className="node-switch-title">
          {one.paused && <CirclePause size={14} aria-hidden />}
          {words.kinds[one.kind]}
          {one.kind === 'connection' ? ` ${one.title}` : ''}
        </p>
        <p className="hint">
          {one.paused ? words.state.off : words.state.on}
          {one.since ? (
            <>
              {' · '}
              {words.since} <When at={one.since} /> {one.by ? words.by(one.by) : ''}
            </>
          ) : null}
        </p>
      </div>
      <SwitchButton of={one} />
    </div>
  ));
}
