/** INVOIC written as XML (ISO 20625) as the same segments: `S_DTM`/`C_C507`/`D_2005`; places come from the directory D.14B. */
import type { XmlElement } from '../../xml/element.ts';
import type { Segment } from './segments.ts';

/** What stands where: `2005` alone, or `C507(2005 2380 2379)`. */
const directory: Record<string, string> = {
  UNH: '0062 S009(0065 0052 0054 0051 0057)',
  BGM: 'C002(1001 1131 3055 1000) C106(1004 1056 1060) 1225 4343',
  DTM: 'C507(2005 2380 2379)',
  FTX: '4451 4453 C107(4441 1131 3055) C108(4440 4440_2 4440_3 4440_4 4440_5) 3453 4447',
  RFF: 'C506(1153 1154 1156 1056 1060)',
  GIR: '7297 C206(7402 7405 4405)',
  NAD: '3035 C082(3039 1131 3055) C058(3124 3124_2 3124_3 3124_4 3124_5) C080(3036 3036_2 3036_3 3036_4 3036_5 3045) C059(3042 3042_2 3042_3 3042_4) 3164 C819(3229 1131 3055 3228) 3251 3207',
  FII: '3035 C078(3194 3192 3192_2 6345) C088(3433 1131 3055 3434 1131_2 3055_2 3432 3436) 3207',
  CTA: '3139 C056(3413 3412)',
  COM: 'C076(3148 3155)',
  CUX: 'C504(6347 6345 6343 6348) C504_2(6347 6345 6343 6348) 5402',
  PYT: '4279 C019(4277 1131 3055 4276) 2475 2009 2151 2152',
  PAI: 'C534(4439 4431 4461 1131 3055 4435)',
  PCD: 'C501(5245 5482 5249 1131 3055)',
  ALC: '5463 C552(1230 5189) 4471 1227 C214(7161 1131 3055 7160 7160_2)',
  MOA: 'C516(5025 5004 6345 6343 4405)',
  TAX: '5283 C241(5153 1131 3055 5152) C533(5289 1131 3055) 5286 C243(5279 1131 3055 5278 1131_2 3055_2 5273) 5305 3446',
  EFI: 'C077(1508 7008) C099(1516 1502)',
  LIN: '1082 1229 C212(7140 7143 1131 3055)',
  PIA: '4347 C212(7140 7143 1131 3055) C212_2(7140 7143 1131 3055) C212_3(7140 7143 1131 3055)',
  IMD: '7077 C272(7081 1131 3055) C273(7009 1131 3055 7008 7008_2 3453)',
  QTY: 'C186(6063 6060 6411)',
  ALI: '3239 9213 4183',
  PRI: 'C509(5125 5118 5375 5387 5284 6411) 5213',
  UNS: '0081',
  UNT: '0074 0062',
};

const places = new Map(
  Object.entries(directory).flatMap(([tag, row]) => {
    return [...row.matchAll(/(\w+)(?:\(([^)]*)\))?/g)].flatMap(([, name, components], index): [string, [number, number]][] =>
      components === undefined
        ? [[`${tag}/D_${name}`, [index + 1, 0]]]
        : components.split(' ').map((one, component) => [`${tag}/C_${name}/D_${one}`, [index + 1, component]]),
    );
  }),
);

/** The segments of an `M_INVOIC` document. */
export function segmentsOf(root: XmlElement): Segment[] {
  const segments: Segment[] = [];
  const walk = (element: XmlElement): void => {
    if (element.name.startsWith('S_')) segments.push(segmentOf(element, segments.length + 1));
    else element.children.forEach(walk);
  };
  walk(root);
  return segments;
}

function segmentOf(element: XmlElement, index: number): Segment {
  const tag = element.name.slice(2);
  const data: string[][] = [[tag]];
  const put = (path: string, text: string): void => {
    const [at, component] = places.get(path) ?? [];
    if (at === undefined || component === undefined) return;
    while (data.length <= at) data.push(['']);
    const field = data[at]!; // just made
    while (field.length <= component) field.push('');
    field[component] = text.trim().replace(/[\u0080-\u009f]/g, windows);
  };
  for (const child of element.children) {
    if (child.children.length === 0) put(`${tag}/${child.name}`, child.text);
    for (const inner of child.children) put(`${tag}/${child.name}/${inner.name}`, inner.text);
  }
  return { tag, data, line: element.line, index };
}

/** A control of ISO 8859-1 in a text is a sign of Windows-1252 that was passed on byte by byte. */
const windows = (control: string): string => new TextDecoder('windows-1252').decode(Uint8Array.of(control.charCodeAt(0)));
