// An account statement as the operator's bank writes it, with the lines a run needs.

const IBAN = 'DE89370400440532013000';

/**
 * @typedef {object} StatementLine
 * @property {string} reference
 * @property {string} endToEndId
 * @property {number} amountMinor
 * @property {'DBIT' | 'CRDT'} direction
 * @property {string} day
 * @property {boolean} [isReturn]
 */

/** @param {readonly StatementLine[]} lines @param {number} number of the statement @returns {Buffer} */
export function statementOf(lines, number) {
  const entries = lines.map(
    ({ reference, endToEndId, amountMinor, direction, day, isReturn = false }) => `
    <Ntry><NtryRef>${reference}</NtryRef><Amt Ccy="EUR">${decimal(amountMinor)}</Amt>
      <CdtDbtInd>${direction}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
      <BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt>
      <AcctSvcrRef>${reference}</AcctSvcrRef>
      <NtryDtls><TxDtls><Refs><EndToEndId>${endToEndId}</EndToEndId></Refs>
        ${isReturn ? '<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>' : ''}
      </TxDtls></NtryDtls></Ntry>`,
  );
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>S${number}</Id>
  <Acct><Id><IBAN>${IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>${entries.join('')}</Stmt></BkToCstmrStmt></Document>`);
}

/** @param {number} minor */
function decimal(minor) {
  const text = String(minor).padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}
