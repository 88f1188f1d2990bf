import { type RefObject, useEffect, useState } from 'react';

/** How far a pane is scrolled, once per frame. */
export function useScrollTop(pane: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useEffect(() => {
    const element = pane.current;
    if (!element) return;
    let frame = 0;
    const read = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => setTop(element.scrollTop));
    };
    element.addEventListener('scroll', read, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener('scroll', read);
    };
  }, [pane]);
  return top;
}
