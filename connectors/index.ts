/** Every connector of the hub. A new one is one folder plus one line here. */
import type { Connector } from './connector.ts';

export const connectors: Connector[] = [];

/** The connector with this id. */
export const connectorOf = (id: string): Connector | undefined => connectors.find((connector) => connector.id === id);
