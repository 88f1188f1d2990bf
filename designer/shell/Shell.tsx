import { Outlet } from '@tanstack/react-router';
import { useLive } from '../api/live.ts';
import { queryClient } from '../api/query-client.ts';
import { useMe } from '../api/session.ts';
import { useGoKeys } from '../keys/use-go-keys.ts';
import { ReviewLine } from '../review/ReviewLine.tsx';
import { StaleLine } from '../states/StaleLine.tsx';
import { HeldBanner } from '../switches/HeldBanner.tsx';
import { en } from '../text/en.ts';
import { BottomBar } from './BottomBar.tsx';
import { Rail } from './Rail.tsx';
import './shell.css';
import { TopBar } from './TopBar.tsx';

/** The frame around every page: rail, top bar, live line; on phones a bottom bar. */
export function Shell() {
  const me = useMe().data;
  useLive(queryClient);
  useGoKeys();
  if (!me) return null;
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {en.shell.skip}
      </a>
      <Rail demo={me.demo} />
      <div className="shell-main">
        <TopBar me={me} />
        <StaleLine />
        <ReviewLine me={me} />
        <HeldBanner />
        <main id="content" tabIndex={-1}>
          <Outlet />
        </main>
        <BottomBar demo={me.demo} />
      </div>
    </div>
  );
}
