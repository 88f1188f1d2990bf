/** An A4 sheet to write on: fonts, inks, columns. Points from the top left corner. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import QRCode from 'qrcode';

export const page = { width: 595.28, height: 841.89, margin: 48 };
export const inner = page.width - 2 * page.margin;
export const ink = { text: '#16181d', quiet: '#6b7280', line: '#e2e5ea', accent: '#1f4fd8', panel: '#f5f7fa' };

let fonts: { regular: Buffer; strong: Buffer } | undefined;
const fontFile = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'fonts', name));

export interface Write {
  width?: number;
  align?: 'left' | 'right';
  size?: number;
  strong?: boolean;
  color?: string;
  /** Digits of one width, for columns. */
  figures?: boolean;
}

export interface Sheet {
  doc: PDFKit.PDFDocument;
  /** Writes wrapped text and answers the y below it. */
  write(text: string, x: number, y: number, how?: Write): number;
  /** How high a text would be. */
  measure(text: string, how?: Write): number;
  rule(y: number, x?: number, width?: number): void;
  panel(x: number, y: number, width: number, height: number): void;
  /** A QR code of error level M. */
  code(text: string, x: number, y: number, size: number): void;
}

export function openSheet(info: { title: string; author: string; language: string; at: Date }): Sheet {
  fonts ??= { regular: fontFile('inter-regular.ttf'), strong: fontFile('inter-semibold.ttf') };
  const options = {
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7' as const,
    subset: 'PDF/A-3b' as const,
    lang: info.language,
    bufferPages: true,
    font: fonts.regular as unknown as string, // pdfkit takes bytes too; without it Helvetica would be named and not embedded
    info: { Title: plain(info.title), Author: plain(info.author), Creator: 'Orderloom', Producer: 'Orderloom', CreationDate: info.at },
  };
  const doc = new PDFDocument(options);
  doc.registerFont('regular', fonts.regular).registerFont('strong', fonts.strong);
  const use = ({ size = 9, strong = false }: Write): void => {
    doc.font(strong ? 'strong' : 'regular').fontSize(size);
  };
  const wrap = ({ width = inner, align = 'left', figures = false }: Write) => ({
    width,
    align,
    lineGap: 2,
    ...(figures ? { features: ['tnum'] as PDFKit.Mixins.OpenTypeFeatures[] } : {}),
  });
  return {
    doc,
    write(text, x, y, how = {}) {
      use(how);
      doc.fillColor(how.color ?? ink.text).text(text, x, y, wrap(how));
      return doc.y;
    },
    measure(text, how = {}) {
      use(how);
      return doc.heightOfString(text, wrap(how));
    },
    rule(y, x = page.margin, width = inner) {
      doc
        .lineWidth(0.6)
        .strokeColor(ink.line)
        .moveTo(x, y)
        .lineTo(x + width, y)
        .stroke();
    },
    panel(x, y, width, height) {
      doc.roundedRect(x, y, width, height, 6).fill(ink.panel);
    },
    code(text, x, y, size) {
      const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
      const cell = size / modules.size;
      doc.fillColor('#000000');
      modules.data.forEach((dark, index) => {
        if (dark) doc.rect(x + (index % modules.size) * cell, y + Math.floor(index / modules.size) * cell, cell, cell);
      });
      doc.fill();
    },
  };
}

/** The metadata is written into XML as it is and counted in signs, so it keeps to plain ones. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/[&<>]/g, '');
