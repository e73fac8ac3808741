import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { FileStore } from '../files/file-store.js';
import { writePaymentFile } from './payment-file.js';
import type { Rail, RailInstruction, RailReceipt } from './rail.js';

const FOLDER = 'payment-files';
const STRIPE = 'Stripe';

/**
 * A payment as a file for the operator's bank. Finance hands it over; the account statement is the
 * proof. The same attempt gives the same bytes under the same name, however often it is made.
 */
@Injectable()
export class BankTransferRail implements Rail {
  readonly name = 'bank_transfer';

  constructor(
    private readonly config: Config,
    private readonly store: FileStore,
  ) {}

  async instruct(instruction: RailInstruction): Promise<RailReceipt> {
    const file = writePaymentFile({
      messageId: `VM${instruction.attemptKey.replaceAll('-', '')}`,
      createdAt: instruction.instructedAt,
      executeOn: instruction.instructedAt.toISOString().slice(0, 10),
      debtor: this.account(instruction.from),
      transfers: [
        {
          endToEndId: instruction.instructionId,
          amountMinor: instruction.amountMinor,
          creditorName: instruction.payee.holder,
          creditorIban: instruction.payee.iban,
          remittance: instruction.remittance,
        },
      ],
    });
    const { messageId, sha256 } = file;
    const content = Buffer.from(file.xml, 'utf8');
    const storageKey = `${FOLDER}/${messageId}.xml`;
    await this.store.put(storageKey, content, 'application/xml');
    return { rail: this.name, messageId, storageKey, sha256, bytes: content.length };
  }

  /** The operator's accounts as a payee: its own, or the one that keeps client money. */
  payee(account: RailInstruction['from']): RailInstruction['payee'] {
    const { name: holder, iban } = this.account(account);
    return { holder, iban };
  }

  /** Where Stripe takes money for our balance there; null when nobody has told us. */
  stripe(): (RailInstruction['payee'] & { readonly reference: string }) | null {
    const { stripeTopUpIban: iban, stripeTopUpReference: reference } = this.config;
    return iban === null ? null : { holder: STRIPE, iban, reference };
  }

  private account(which: RailInstruction['from']) {
    const { operatorName: name, operatorIban, operatorBic } = this.config;
    const { operatingIban, operatingBic } = this.config;
    return which === 'client'
      ? { name, iban: operatorIban, bic: operatorBic }
      : { name, iban: operatingIban, bic: operatingBic };
  }

  read({ storageKey }: { readonly storageKey: string }): Promise<Buffer> {
    return this.store.get(storageKey);
  }
}
