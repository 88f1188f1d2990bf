import './demo.css';
import { useDemo } from '../api/demo.ts';
import { useCrumbs } from '../shell/crumbs.ts';
import { Bones } from '../states/Bones.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { demo as words } from '../text/en/demo.ts';
import { Guide } from './Guide.tsx';
import { Mailbox } from './Mailbox.tsx';
import { Orders } from './Orders.tsx';
import { PlaceOrder } from './PlaceOrder.tsx';
import { Systems, Window } from './Systems.tsx';

/** The demo: place orders, play customer, installer and bank, break systems, and watch. */
export function DemoPage() {
  const demo = useDemo();
  useCrumbs([{ name: words.title }]);
  if (demo.isError && !demo.data) return <PanelError title={words.failed} error={demo.error} onAgain={() => void demo.refetch()} />;
  if (!demo.data) return <Bones />;
  return (
    <div className="demo">
      <div className="demo-head">
        <h1>{words.title}</h1>
        <p>{words.lead}</p>
      </div>
      <div className="demo-body">
        <div className="demo-work">
          <PlaceOrder />
          <Orders />
          <Mailbox />
          <Systems state={demo.data} />
        </div>
        <div className="demo-side">
          <Guide />
          <Window state={demo.data} />
        </div>
      </div>
    </div>
  );
}
