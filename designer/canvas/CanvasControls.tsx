import { useReactFlow, useStore } from '@xyflow/react';
import { Map as MapIcon, Maximize, Minus, Plus } from 'lucide-react';
import { canvas as words } from '../text/en/canvas.ts';

/** Zoom, fit and map switch in the lower left corner. */
export function CanvasControls({ map, onMap, onFit }: { map: boolean; onMap: (on: boolean) => void; onFit: () => void }) {
  const { zoomIn, zoomOut } = useReactFlow();
  const zoom = useStore((state) => Math.round(state.transform[2] * 100));
  return (
    <div className="canvas-float canvas-controls" role="toolbar" aria-label={words.zoom}>
      <button type="button" aria-label={words.zoomOut} onClick={() => void zoomOut()}>
        <Minus size={16} aria-hidden />
      </button>
      <span className="num canvas-zoom">{zoom} %</span>
      <button type="button" aria-label={words.zoomIn} onClick={() => void zoomIn()}>
        <Plus size={16} aria-hidden />
      </button>
      <span className="canvas-rule" />
      <button type="button" aria-label={words.fit} title={`${words.fit} (1)`} onClick={onFit}>
        <Maximize size={16} aria-hidden />
      </button>
      <button type="button" aria-label={words.map} aria-pressed={map} onClick={() => onMap(!map)}>
        <MapIcon size={16} aria-hidden />
      </button>
    </div>
  );
}
