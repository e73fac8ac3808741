import type { Browser } from '@playwright/test';

/** A file as a person would choose it from a folder. */
export interface Upload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const WIDTH = 960;
const HEIGHT = 640;

/** A one-page PDF; no two papers of a journey are alike, as no two invoices are. */
export function paper(title: string): Upload {
  const line = title.replace(/[^\x20-\x7e]/g, '').replace(/[\\()]/g, '');
  const text = `BT /F1 14 Tf 60 780 Td (${line}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${String(text.length)} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = '%PDF-1.4\n';
  const rows = objects.map((object, index) => {
    const row = `${String(body.length).padStart(10, '0')} 00000 n \n`;
    body += `${String(index + 1)} 0 obj\n${object}\nendobj\n`;
    return row;
  });
  const count = String(objects.length + 1);
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${rows.join('')}`;
  const end = `trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${String(body.length)}\n%%EOF\n`;
  return {
    name: `${title.replace(/\W+/g, '-')}.pdf`,
    mimeType: 'application/pdf',
    buffer: Buffer.from(body + table + end, 'latin1'),
  };
}

/** Takes pictures: coloured fields in an arrangement that no other picture of the journey has. */
export class Camera {
  /** Another film each time, so that a journey may be walked again on the same product. */
  private taken = Math.floor(Math.random() * 100_000);

  constructor(private readonly browser: Browser) {}

  async picture(subject: string): Promise<Upload> {
    const page = await this.browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
    this.taken += 1;
    await page.setContent(fields(this.taken));
    const buffer = await page.screenshot({ type: 'jpeg', quality: 80 });
    await page.close();
    return { name: `${subject.replace(/\W+/g, '-')}.jpg`, mimeType: 'image/jpeg', buffer };
  }
}

function fields(number: number): string {
  const boxes = Array.from({ length: 24 }, (_, index) => {
    const mixed = ((index + 1) * 7919 + number * 104_729) % 1000;
    const colour = `hsl(${String((mixed * 7) % 360)} 60% ${String(15 + ((mixed * 13) % 70))}%)`;
    return `<i style="background:${colour}"></i>`;
  }).join('');
  const grid = 'display:grid;grid-template:repeat(4,1fr)/repeat(6,1fr);height:100vh';
  return `<body style="margin:0;${grid}">${boxes}</body>`;
}
