import { Link } from '@tanstack/react-router';
import type { RunDetail } from '../../server/http/api.ts';
import { flow as flowWords } from '../text/en/flow.ts';
import { run as words } from '../text/en/run.ts';
import { en } from '../text/en.ts';

/** The way to what stopped the run: the connections it calls through, the tables and values it reads, or the node as it is drawn. */
export function Mend({ run }: { run: RunDetail }) {
  const [at] = run.at;
  if (!at) return null;
  const node = run.drawing.nodes[at.node];
  // The route declares no search of its own, hence `never`.
  const ways = (
    <Link to="/flows/$flowId" params={{ flowId: run.flow }} search={{ node: at.node } as never}>
      {words.showNode(at.title)}
    </Link>
  );
  if (node?.slot !== undefined && /^(connect|url\.)/.test(run.code ?? ''))
    return (
      <p className="todo-mend">
        <Link to="/connectors" search={{ tab: 'connections' }}>
          {en.environments.mend.connection}
        </Link>
        {ways}
      </p>
    );
  const config = JSON.stringify(node?.config ?? {});
  return (
    <p className="todo-mend">
      {/\$lookup|"table"/.test(config) ? <Link to="/tables">{flowWords.openTables}</Link> : null}
      {/\benv\./.test(config) ? <Link to="/values">{words.openValues}</Link> : null}
      {ways}
    </p>
  );
}
