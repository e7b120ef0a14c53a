/** A field of the data dictionary. */
export interface Field {
  readonly name: string
  readonly type: 'C' | 'N' | 'T' | 'D' | 'L' | 'I' | 'Y' | 'B' | 'M'
  readonly length: number
  readonly isMandatory: boolean
  /** Kept in capitals. */
  readonly isUpper: boolean
  readonly description: string
}

/** `SUB_NR C10 M! Debiteurnummer`: name, type and length, M mandatory, ! in capitals, what it is. */
function tableOf(text: string): readonly Field[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [, name = '', type = 'C', length = '0', marks = '', description = ''] =
        /^\s*(\w+) ([CNTDLIYBM])(\d+) ?(M?!?)(?: (.*))?$/.exec(line) ?? []
      if (name === '') throw new Error(`The dictionary has a line that is none: ${line}`)
      return {
        name,
        type: type as Field['type'],
        length: Number(length),
        isMandatory: marks.includes('M'),
        isUpper: marks.includes('!'),
        description,
      }
    })
}

/**
 * The tables of the practice administration. CONTACT, DJ_PAGE, DJ_LINE, VAT, LEDGER and DAILY hold a part of what a real dictionary
 * shows, type for type; of the others only names are known, so their lengths are ours and short.
 */
export const dictionary: Readonly<Record<string, readonly Field[]>> = {
  CONTACT: tableOf(`
    SUB_NR C10 M! Debiteurnummer
    ACCT_NAME C40 M Naam
    SRC_CODE C10 M! Zoekcode
    ACCT_NR C10 ! Verzamelrekening
    ADDRESS1 C80  Adres
    ADDR_LINE1 C40  Adresregel 1
    ADDR_LINE2 C40  Adresregel 2
    ST_STREET C60  Straat
    ST_NR C10  Huisnummer
    ST_EXTRA C10  Toevoeging
    ST_PROP C40  Gebouw
    ST_REGION C40  Regio
    POST_CODE C10 ! Postcode
    CITY C35  Plaats
    CNT_CODE C2 ! Landcode
    COUNTRY C30  Land
    MAIN_CONT C40  Contactpersoon
    MC_MAILB C50  E-mail contactpersoon
    TEL_BUS C20  Telefoon
    TEL_MOB C20  Mobiel
    MAIL_BUS C50  E-mail
    WWW_URL C60  Website
    COC_CODE C15  KvK-nummer
    VAT_NR C14 ! Btw-nummer
    VAT_CODE C2 ! Btw-code
    CUR_CODE C3 ! Valuta
    LNG_CODE C5 ! Taal
    DISC_CODE C2 ! Betalingsconditie
    DISC_PCT N9  Factuurkorting
    QD_CODE C5 ! Prijslijst
    APX_LIST C5 ! Prijslijst artikelprijzen
    PCT_LIST C5 ! Prijslijst kortingspercentages
    BLK_SP L1  Geblokkeerd voor orders
    REC_BLK L1  Geblokkeerd
    RPL_GRP C10 ! Relatiegroep
    DEB_NR C10  Extern debiteurnummer
    COMMENT1 M4  Notitie
    CNG_DATE T8  Laatst gewijzigd
    CNG_NR I4  Wijzignummer
    INP_DATE T8  Ingevoerd`),
  DEL_ADDR: tableOf(`
    REC_ID C10 M! Code
    SUB_NR C10 M! Debiteur
    DEL_NAME C40  Naam
    ADDRESS1 C80  Adres
    POST_CODE C10 ! Postcode
    CITY C35  Plaats
    CNT_CODE C2 ! Landcode
    MAIL_BUS C50  E-mail
    TEL_BUS C20  Telefoon`),
  ARTICLE: tableOf(`
    ART_CODE C20 M! Artikelcode
    ART_DESC1 C60 M Omschrijving
    AG_CODE C10 ! Artikelgroep
    PX_SELL N12  Verkoopprijs
    COST_PX N12  Kostprijs
    QTY_TECH N12  Technische voorraad
    QTY_AVAIL N12  Beschikbaar
    QTY_FREE2 N12  Vrije voorraad
    QTY_BESTEL N12  In bestelling
    K1_HERK C30  Herkomst
    K1_EAN C20  Streepjescode
    CNG_DATE T8  Laatst gewijzigd`),
  ART_GRP: tableOf(`
    AG_CODE C10 M! Artikelgroep
    AG_DESC C40 M Omschrijving`),
  SO_HDR: tableOf(`
    REC_ID C10 M! Code
    ORD_NR C10 M! Ordernummer
    RPL_INV C10 M! Factuurdebiteur
    RPL_DEL C10 ! Afleverdebiteur
    DEL_CODE C10 ! Afleveradres
    ORD_DATE T8 M Orderdatum
    DEL_DATE T8  Leverdatum
    INV_DATE T8  Factuurdatum
    PD_AMT N12  Korting
    TO_EMAIL C50  E-mail bevestiging
    COMMENT1 C40  Notitie`),
  SO_LINE: tableOf(`
    REC_ID C10 M! Code
    ART_CODE C20 M! Artikelcode
    ORD_QTY N12 M Aantal
    ART_PX N12  Prijs
    DEL_DATE T8  Leverdatum`),
  DAILY: tableOf(`
    DJ_CODE C3 M! Dagboek
    DJ_NAME C40 M Naam
    DJ_TYPE N1 M Type
    NUM_AUTO L1  Nummert zelf
    CNG_DATE T8  Laatst gewijzigd`),
  DJ_PAGE: tableOf(`
    DJ_CODE C3 M! Dagboek
    PAGE_NR C10 M Bladzijde
    HDR_DESC C40 M Omschrijving
    SUB_NR C10 ! Debiteur
    INV_NR C12 ! Factuurnummer
    TRN_DATE D8  Datum
    PERIOD N3  Periode
    CUR_CODE C3 ! Valuta
    GROSS_FLG L1  Bedragen met btw
    EXT_DESC C40  Betalingsreferentie
    COMMENT1 M4  Notitie
    PAGE_AMT Y8  Totaal
    PAGE_VAT Y8  Btw
    CNG_DATE T8  Laatst gewijzigd`),
  DJ_LINE: tableOf(`
    DJ_CODE C3 M! Dagboek
    PAGE_NR C10 M Bladzijde
    REC_ID C10 M! Code
    SRC_TYPE N2 M Brontype
    SRC_ID C10 M! Bron
    TRN_DATE D8 M Datum
    ACCT_NR C10 M! Rekening
    TRN_DESC C40  Omschrijving
    AMOUNT Y8  Bedrag
    VAT_CODE C2 ! Btw-code
    VAT_AMT Y8  Btw
    TRN_QTY N13  Aantal`),
  LEDGER: tableOf(`
    ACCT_NR C10 M! Rekening
    ACCT_NAME C40 M Omschrijving
    CNG_DATE T8  Laatst gewijzigd`),
  VAT: tableOf(`
    VAT_CODE C2 M! Btw-code
    VAT_NAME C40 M Omschrijving
    VAT_PCT N7  Percentage
    VAT_TYPE N1 M Type
    CALC_TYPE N1 M Rekenwijze
    VAT_ACCT C10 M! Rekening
    FRM_CODE C10 M! Rubriek
    CNG_DATE T8  Laatst gewijzigd`),
  // A table a customer had made; nothing of its kind is standard.
  K_PRICES: tableOf(`
    REC_ID C10 M! Code
    K_LIST C5 ! Prijslijst
    K_GROUP C10 ! Relatiegroep
    K_ART C20 ! Artikelcode
    K_FROM N12  Vanaf aantal
    K_PRICE N12  Prijs
    K_PCT N7  Korting
    K_BEGIN D8  Geldig vanaf
    K_END D8  Geldig tot`),
}
