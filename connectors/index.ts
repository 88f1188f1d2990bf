/** Every connector of the hub. A new one is one folder plus one line here. */
import type { NodeType } from '../nodes/node-type.ts';
import { accessPoint } from './access_point/connector.ts';
import { chat } from './chat/connector.ts';
import type { Connector } from './connector.ts';
import { httpApi } from './http_api/connector.ts';
import { mail } from './mail/connector.ts';
import { sandboxAccessPoint } from './sandbox/access_point/connector.ts';
import { sandboxBank } from './sandbox/bank/connector.ts';
import { sandboxCarrier } from './sandbox/carrier/connector.ts';
import { sandboxErp } from './sandbox/erp/connector.ts';
import { sandboxInstaller } from './sandbox/installer/connector.ts';
import { sandboxShop } from './sandbox/shop/connector.ts';
import { sandboxWms } from './sandbox/wms/connector.ts';
import { shopify } from './shopify/connector.ts';
import { sms } from './sms/connector.ts';
import { woocommerce } from './woocommerce/connector.ts';

export const connectors: Connector[] = [
  shopify,
  woocommerce,
  httpApi,
  mail,
  sms,
  chat,
  accessPoint,
  sandboxShop,
  sandboxErp,
  sandboxWms,
  sandboxCarrier,
  sandboxInstaller,
  sandboxBank,
  sandboxAccessPoint,
];

/** The connector with this id. */
export const connectorOf = (id: string): Connector | undefined => connectors.find((connector) => connector.id === id);

/** The node types all connectors bring. */
export const connectorNodes = (): NodeType[] => connectors.flatMap((connector) => [...connector.triggers, ...connector.actions]);
