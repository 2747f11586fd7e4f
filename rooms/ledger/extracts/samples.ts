/** For tests: small files of every kind there is a reader for, made by hand. */

/**
 * A CAMT.053 statement of version `08` (or another) with a waiting and a merely told booking in it.
 */
export const camt = (version = "08") => {
  const name = (nm: string) => (version === "08" ? `<Pty><Nm>${nm}</Nm></Pty>` : `<Nm>${nm}</Nm>`);
  const sts = (code: string) => `<Sts>${version === "08" ? `<Cd>${code}</Cd>` : code}</Sts>`;
  const balance = (code: string, of: string) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${of}</Amt>` +
    "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-10-01</Dt></Dt></Bal>";
  const entry = (of: string, way: string, status: string, more: string) =>
    `<Ntry><Amt Ccy="EUR">${of}</Amt><CdtDbtInd>${way}</CdtDbtInd>${sts(status)}` +
    `<BookgDt><Dt>2026-10-05</Dt></BookgDt>${more}</Ntry>`;
  const from = `<NtryDtls><TxDtls><RltdPties><Dbtr>${name("Rosa &amp; Co")}</Dbtr></RltdPties>`;
  const purpose =
    "<RmtInf><Ustrd>for the <![CDATA[<kitchen>]]></Ustrd></RmtInf></TxDtls></NtryDtls>";
  const fees = "<Domn><Cd>PMNT</Cd><Fmly><Cd>MDOP</Cd><SubFmlyCd>CHRG</SubFmlyCd></Fmly></Domn>";
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><BkToCstmrStmt>`,
    "<GrpHdr><MsgId>m1</MsgId></GrpHdr><Stmt><Id>s1</Id>",
    "<Acct><Id><IBAN>NL26VAYB8060476890</IBAN></Id><Ccy>EUR</Ccy></Acct>",
    balance("OPBD", "100.00") + balance("CLBD", "127.50"),
    entry("50.00", "CRDT", "BOOK", `<AcctSvcrRef>B1</AcctSvcrRef>${from}${purpose}`),
    entry("20.00", "DBIT", "BOOK", "<AcctSvcrRef>B2</AcctSvcrRef>"),
    entry("2.50", "DBIT", "BOOK", `<AcctSvcrRef>B3</AcctSvcrRef><BkTxCd>${fees}</BkTxCd>`),
    entry("9.00", "CRDT", "PDNG", "<AcctSvcrRef>B4</AcctSvcrRef>"),
    entry("1.00", "CRDT", "INFO", "<AcctSvcrRef>B5</AcctSvcrRef>"),
    "</Stmt></BkToCstmrStmt></Document>",
  ].join("\n");
};

/** OFX of version 1: a header of its own, and values that no tag closes. */
export const ofx1 = [
  ...["OFXHEADER:100", "DATA:OFXSGML", "VERSION:102", "SECURITY:NONE", "ENCODING:USASCII"],
  ...["CHARSET:1252", "COMPRESSION:NONE", "OLDFILEUID:NONE", "NEWFILEUID:NONE", "", "<OFX>"],
  "<BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR",
  "<BANKACCTFROM><BANKID>1<ACCTID>77<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>",
  "<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261005120000.000[-3:BRT]<TRNAMT>50,00<FITID>F1",
  "<NAME>Rosa &amp; Co<MEMO>for the kitchen</STMTTRN>",
  "<STMTTRN><TRNTYPE>SRVCHG<DTPOSTED>20261006<TRNAMT>-2.50<FITID>F2</STMTTRN>",
  "</BANKTRANLIST><LEDGERBAL><BALAMT>147.50<DTASOF>20261031</LEDGERBAL>",
  "<AVAILBAL><BALAMT>100.00<DTASOF>20261031</AVAILBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>",
].join("\n");

/**
 * A list of givers with an amount given back, one that went back by itself, and a frozen payout.
 */
export const gofundme = [
  "Donation ID,Donor Name,Donation Date,Donation Amount,Currency,Payout Status,Type,Comment",
  "G1,luna,10/05/2026,100.00,USD,Completed,Donation,for all of you",
  "G2,marea,10/06/2026,40.00,USD,Refunded,Donation,",
  "G3,viento,10/13/2026,60.00,USD,Completed,Donation,",
  "G4,viento,10/14/2026,60.00,USD,Completed,Refund,",
  "G5,,10/20/2026,80.00,USD,On hold,Payout,",
].join("\n");

/** Givers of a fundraiser with fees taken off. */
export const facebook = [
  "Payment ID,Payment Date,Donation Amount,FB Fee,Net Payout Amount,Payout Currency,".concat(
    "First Name,Last Name,Charge Action Type",
  ),
  "P1,2026-10-05,20.00,0.50,19.50,EUR,luna,de noche,Settle",
  "P2,2026-10-06,10.00,0.00,10.00,EUR,marea,,Refund",
].join("\n");

/** A mobile-money statement with a charge, one that failed, and lines above its columns' names. */
export const mpesa = [
  "M-PESA STATEMENT",
  "Customer Name:,river kitchen",
  "",
  "Receipt No.,Completion Time,Details,Transaction Status,Paid In,Withdrawn,Balance",
  'R1,2026-10-05 08:12:00,Funds received from kazi,Completed,"1,500.00",,"2,500.00"',
  'R2,2026-10-06 09:00:00,Pay bill for rice,Completed,,"-1,000.00","1,500.00"',
  'R3,2026-10-06 09:00:00,Pay bill charge,Completed,,-23.00,"1,477.00"',
  "R4,2026-10-07 10:00:00,Send to zuri,Failed,,-90.00,",
].join("\n");

/** Another service's, in one column with its sign. */
export const momo = [
  "Financial Transaction ID;Date;Status;Type;From name;Amount;Currency;Balance",
  "T1;31/10/2026 10:00;Successful;Transfer;amina;10 000,00;UGX;10 000,00",
  "T2;01/11/2026 10:00;Successful;Fee;;-100,00;UGX;9 900,00",
  "T3;02/11/2026 10:00;Pending;Transfer;zuri;500,00;UGX;",
].join("\n");

/** A bank's table in Spanish, newest first, of which one balance does not follow. */
export const spanish = [
  "Fecha;Concepto;Importe;Saldo;Divisa",
  "15/10/2026;Arroz;-12,50;137,50;EUR",
  "14/10/2026;Cuota;50,00;150,00;EUR",
  "03/10/2026;Donativo;20,00;90,00;EUR",
].join("\r\n");

/** One in Arabic, with its own digits. */
export const arabic = [
  "التاريخ,البيان,وارد,صادر,الرصيد,العملة",
  "٢٠٢٦-١٠-٠٥,تبرع,٥٠٫٥,,٥٠٫٥,EUR",
  "٢٠٢٦-١٠-٠٦,أرز,,٢٠,٣٠٫٥,EUR",
].join("\n");
