import { useOnViewportChange, useReactFlow } from '@xyflow/react';
import { createContext, type ReactNode, startTransition, useCallback, useEffect, useState } from 'react';
import type { FigureStore } from './figures.ts';

export type Detail = 'full' | 'low' | 'bar';

/** How much a card shows at a zoom: all, title and state, or one bar. */
export const detailAt = (zoom: number): Detail => (zoom < 0.25 ? 'bar' : zoom < 0.6 ? 'low' : 'full');

export const DetailContext = createContext<Detail>('full');
export const FiguresContext = createContext<FigureStore | undefined>(undefined);

/** Follows the zoom for all cards at once; a change of detail is drawn in slices, so that no frame is held up. */
export function DetailProvider({ children }: { children: ReactNode }) {
  const { getZoom } = useReactFlow();
  const [detail, setDetail] = useState<Detail>(() => detailAt(getZoom()));
  const follow = useCallback((viewport: { zoom: number }) => {
    const next = detailAt(viewport.zoom);
    setDetail((now) => {
      if (now !== next) startTransition(() => setDetail(next));
      return now;
    });
  }, []);
  useOnViewportChange({ onChange: follow });
  useEffect(() => follow({ zoom: getZoom() }), [follow, getZoom]);
  return <DetailContext value={detail}>{children}</DetailContext>;
}
