/** Every page of the designer, with what tells that it is there; `run` is the run of an order that waits. */
export const pagesOf = (run: string) =>
  [
    ['flows', '/flows', '.flow-card'],
    ['flow', '/flows/heat_pump', '.node-card'],
    ['outline', '/flows/heat_pump?view=outline', '.outline-row'],
    ['versions', '/flows/heat_pump?mode=versions', 'table'],
    ['runs', '/runs', 'tbody .run-row'],
    ['run', `/runs/${run}`, '.story li'],
    ['inbox', '/inbox', '.inbox-head'],
    ['deliveries', '/deliveries', '.delivery-row'],
    ['connectors', '/connectors', '.connector-card'],
    ['connections', '/connectors?tab=connections', '.connection-table tbody tr'],
    ['slots', '/connectors?tab=slots', '.slot-table tbody tr'],
    ['connection', '/connectors/sandbox_wms', '.health'],
    ['calendars', '/calendars', '.calendar-row'],
    ['calendar', '/calendars/se', '.month'],
    ['tables', '/tables', '.table-list'],
    ['values', '/values', '.value-form'],
    ['demo', '/demo', '.system'],
  ] as const;
