// A payment file as the product writes it, with one thing changed per test.

export const OPERATOR_IBAN = 'DE89370400440532013000';
export const TOWN_IBAN = 'MD24AG000225100013104168';

/**
 * @param {object} [changes]
 * @param {string} [changes.msgId]
 * @param {string} [changes.debtor]
 * @param {string} [changes.total]
 * @param {Array<{ id?: string, amount?: string, currency?: string, name?: string, iban?: string }>} [changes.transfers]
 */
export function paymentFile({
  msgId = 'M-1',
  debtor = OPERATOR_IBAN,
  total,
  transfers = [{}],
} = {}) {
  const rows = transfers.map(
    ({
      id = 'E-1',
      amount = '123.45',
      currency = 'EUR',
      name = 'Primăria Cornești',
      iban = TOWN_IBAN,
    }) => `
      <CdtTrfTxInf><PmtId><EndToEndId>${id}</EndToEndId></PmtId>
        <Amt><InstdAmt Ccy="${currency}">${amount}</InstdAmt></Amt>
        <Cdtr><Nm>${name}</Nm></Cdtr><CdtrAcct><Id><IBAN>${iban}</IBAN></Id></CdtrAcct>
        <RmtInf><Ustrd>Tranche &amp; work</Ustrd></RmtInf></CdtTrfTxInf>`,
  );
  const sum = transfers.reduce(
    (all, { amount = '123.45' }) => all + Math.round(Number(amount) * 100),
    0,
  );
  const control = total ?? (sum / 100).toFixed(2);
  const totals = `<NbOfTxs>${transfers.length}</NbOfTxs><CtrlSum>${control}</CtrlSum>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
  <GrpHdr><MsgId>${msgId}</MsgId><CreDtTm>2026-11-22T01:30:00Z</CreDtTm>${totals}<InitgPty><Nm>Vatra</Nm></InitgPty></GrpHdr>
  <PmtInf><PmtInfId>P-1</PmtInfId><PmtMtd>TRF</PmtMtd>${totals}<ReqdExctnDt><Dt>2026-11-23</Dt></ReqdExctnDt>
    <Dbtr><Nm>Vatra</Nm></Dbtr><DbtrAcct><Id><IBAN>${debtor}</IBAN></Id></DbtrAcct>
    <DbtrAgt><FinInstnId><BICFI>VATRDE21XXX</BICFI></FinInstnId></DbtrAgt><ChrgBr>SLEV</ChrgBr>${rows.join('')}
  </PmtInf>
</CstmrCdtTrfInitn></Document>`;
}
