/** Words on and around a drawing. */
export const canvas = {
  zoom: 'Zoom',
  zoomOut: 'Zoom out',
  zoomIn: 'Zoom in',
  fit: 'Fit the whole flow',
  map: 'Map',
  mapOf: 'Map of the flow',
  failed: 'failed',
  noneFailed: '0 failed',
  done: (count: string) => `${count} done`,
  canvasOf: (title: string) => `${title}, canvas`,
  outlineOf: (title: string) => `${title}, outline`,
} as const;
