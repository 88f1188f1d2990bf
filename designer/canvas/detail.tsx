import { useStore } from '@xyflow/react';
import { createContext, type ReactNode, useDeferredValue } from 'react';
import type { FigureStore } from './figures.ts';

export type Detail = 'full' | 'low' | 'bar';

/** How much a card shows at a zoom: all, title and state, or one bar. */
export const detailAt = (zoom: number): Detail => (zoom < 0.25 ? 'bar' : zoom < 0.6 ? 'low' : 'full');

export const DetailContext = createContext<Detail>('full');
export const FiguresContext = createContext<FigureStore | undefined>(undefined);

/** Follows the zoom for all cards at once; a change of detail is drawn in slices, so that no frame is held up. */
export function DetailProvider({ children }: { children: ReactNode }) {
  const asked = useStore((state) => detailAt(state.transform[2]));
  const detail = useDeferredValue(asked);
  return <DetailContext value={detail}>{children}</DetailContext>;
}
