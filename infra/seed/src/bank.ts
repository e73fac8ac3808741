import type { StatementImportView } from '@vatra/shared/disbursements/disbursements.views';
import type { Staff } from './cast.js';
import { OperatorErrands } from './operator.js';
import type { World } from './world.js';

interface PaymentFileRow {
  readonly id: string;
}

/**
 * What the finance team does with its bank: takes payment files there, brings statements back. The
 * demonstration bank answers as a real one would, in ISO 20022.
 */
export class BankErrands {
  private readonly delivered = new Set<string>();
  private readonly operator: OperatorErrands;
  private statementFrom: string;

  constructor(
    private readonly world: World,
    private readonly staff: Staff,
    firstDay: string,
  ) {
    this.statementFrom = firstDay;
    this.operator = new OperatorErrands(world, staff);
  }

  async deliverPaymentFiles(): Promise<void> {
    const { browser } = this.staff.makers[0];
    const page = await browser.list<PaymentFileRow>('/payment-files');
    for (const file of page.filter((row) => !this.delivered.has(row.id))) {
      await this.hand(await browser.text(`/payment-files/${file.id}/content`));
      this.delivered.add(file.id);
    }
    await this.operator.deliverRefills((xml) => this.hand(xml));
    await this.operator.deliverTopUps(({ amountMinor, reference, day }) =>
      this.receive({
        amountMinor,
        reference,
        remittance: `Vatra top-up ${reference}`,
        payerName: 'Vatra Foundation (demo)',
        valueDate: day,
      }),
    );
  }

  private async hand(xml: string): Promise<void> {
    const date = (await this.world.now()).toISOString().slice(0, 10);
    const response = await fetch(`${this.world.addresses.bank}/payment-files?date=${date}`, {
      method: 'POST',
      body: xml,
      headers: { 'content-type': 'application/xml' },
    });
    if (!response.ok) throw new Error(`bank: ${await response.text()}`);
  }

  /** Somebody pays in at the bank: cash of a sheet, a gift by transfer. */
  async receive(credit: {
    amountMinor: number;
    reference: string;
    remittance: string;
    payerName: string;
    valueDate: string;
    payerIban?: string;
  }): Promise<void> {
    const response = await fetch(`${this.world.addresses.bank}/credits`, {
      method: 'POST',
      body: JSON.stringify({ ...credit, currency: 'EUR' }),
      headers: { 'content-type': 'application/json' },
    });
    if (!response.ok) throw new Error(`bank: ${await response.text()}`);
  }

  /** Fetches the statement since the last one and imports it; answers what was not matched. */
  async importStatement(): Promise<StatementImportView> {
    const { browser } = this.staff.makers[0];
    const to = (await this.world.now()).toISOString().slice(0, 10);
    const query = `from=${this.statementFrom}&to=${to}`;
    const response = await fetch(`${this.world.addresses.bank}/statements?${query}`);
    if (!response.ok) throw new Error(`bank: ${await response.text()}`);
    const fileId = await browser.upload({
      purpose: 'bank-statement',
      name: `statement-${to}.xml`,
      type: 'application/xml',
      bytes: Buffer.from(await response.arrayBuffer()),
    });
    const result = await browser.post<StatementImportView>('/bank-statements', { fileId });
    this.statementFrom = to;
    return result;
  }
}
