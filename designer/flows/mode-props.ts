import type { ReactNode } from 'react';
import type { FlowDetail, NodeTypeInfo } from '../../server/http/api.ts';
import type { FlowView } from './flow-view.ts';

/** What every mode of the page of a flow is given. */
export interface ModeProps {
  flowId: string;
  detail: FlowDetail;
  nodeTypes: NodeTypeInfo[];
  view: FlowView;
  show: (change: Partial<FlowView>) => void;
  /** Whether canvas or outline is shown. */
  shown: 'canvas' | 'outline';
  /** Lines that stand between the bar and the drawing while they are true. */
  banners: ReactNode;
}
